-- Who did what, when, from where: one row for each call that writes, whatever came of it. Ids alone, no secrets. Of payers,
-- whom nobody chose, only what wrote something. Its answer is added to the row once, on the same page where there is room.
create table audit (
  id        bigint generated always as identity primary key,
  request   uuid not null unique,
  at        timestamptz not null default now(),
  caller    text not null,
  role      text not null check (role in ('admin', 'service', 'support', 'user')),
  -- Null of payers, and where the call did not come over the network.
  address   text,
  operation text not null,
  path      text,
  -- Such as orders/42. Null where it is about many rows, or none came to be.
  subject   text,
  -- The answer's. Null where the process ended before it answered: what it had committed by then stands.
  status    integer,
  problem   text,
  check (role <> 'user' or address is null)
) with (fillfactor = 85);
create index audit_of_caller on audit (caller, id);
create index audit_of_subject on audit (subject, id) where subject is not null;
-- Rows lie in the order of their times. This index is a hundred times smaller than others, and costs a write next to nothing.
create index audit_by_time on audit using brin (at) with (autosummarize = on);

-- The row is committed with the first rows that the call writes, and the answer comes later: it is added once.
-- A row that is older than a year may be removed. Its age is safe to go by: nothing changes `at`, and whoever may only
-- write rows can give a false time to a new row, never to one that is there. A setting of the session or of Paydesk is not
-- asked, as whoever has Paydesk's password could set it. Hours, as a day of the session's time zone may have 23 or 25.
create function keep_audit() returns trigger language plpgsql as $$
declare
  answered audit;
begin
  if tg_op = 'UPDATE' and old.status is null and new.status is not null then
    answered := old;
    answered.status := new.status;
    answered.problem := new.problem;
    answered.subject := coalesce(old.subject, new.subject);
    if new is not distinct from answered then
      return new;
    end if;
  end if;
  if tg_op = 'DELETE' and old.at < now() - interval '8760 hours' then
    return old;
  end if;
  raise exception 'rows of audit are neither changed nor removed within a year' using errcode = 'restrict_violation';
end
$$;
create trigger keep_audit before update or delete on audit for each row execute function keep_audit();
create trigger keep_all_audit before truncate on audit for each statement execute function keep_audit();
-- Always: also for what a replication or a restore writes.
alter table audit enable always trigger keep_audit;
alter table audit enable always trigger keep_all_audit;
