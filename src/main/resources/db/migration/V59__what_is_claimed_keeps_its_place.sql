-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';

-- When an event, or a run, is to be tried. A claim moves next_attempt_at, so that nobody else claims it meanwhile, and leaves
-- this alone: with an index of this and none of the other, PostgreSQL writes the claimed row beside the old one (HOT), and no
-- entry in a dozen indexes.
alter table stripe_event add column due_at timestamptz not null default now();
alter table actionflow_run add column due_at timestamptz not null default now();

-- Whoever else moves next_attempt_at moves this too, whichever release they are of: a claim is the one change that leaves a claim,
-- and it only makes the next attempt later.
create function due_when_it_is_tried_next() returns trigger language plpgsql as $$
begin
  new.due_at := new.next_attempt_at;
  return new;
end
$$;
create trigger due_when_it_is_tried_next before update on stripe_event for each row
  when (new.status = 'waiting'
    and (new.claim is null and new.due_at is distinct from new.next_attempt_at or new.next_attempt_at < new.due_at))
  execute function due_when_it_is_tried_next();
create trigger due_when_it_is_first_tried before insert on stripe_event for each row
  when (new.due_at is distinct from new.next_attempt_at)
  execute function due_when_it_is_tried_next();
create trigger due_when_it_is_tried_next before update on actionflow_run for each row
  when (new.status = 'waiting'
    and (new.claim is null and new.due_at is distinct from new.next_attempt_at or new.next_attempt_at < new.due_at))
  execute function due_when_it_is_tried_next();
create trigger due_when_it_is_first_tried before insert on actionflow_run for each row
  when (new.due_at is distinct from new.next_attempt_at)
  execute function due_when_it_is_tried_next();

-- What a new version of a row has in common with the old one, such as the body of an event, is not written to the log where
-- both are on one page. These rows change twice soon after they were made: half of each page is kept for that.
alter table stripe_event set (fillfactor = 50);
alter table actionflow_run set (fillfactor = 50);
