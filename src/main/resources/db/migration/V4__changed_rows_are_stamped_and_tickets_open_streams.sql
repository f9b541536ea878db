-- Each change of a streamed row carries the transaction that made it. Together with a snapshot that tells which
-- transactions had ended, this finds every row that has changed since, whichever way it was changed.
-- A trigger that notified would take a lock at each commit that all writers of the cluster share.

-- The rows that were there before count as changed before everything.
alter table payment add column changed_in xid8 not null default '0';
alter table refund add column changed_in xid8 not null default '0';
create index payment_by_change on payment (changed_in, id);
create index refund_by_change on refund (changed_in, id);

create function stamp_change() returns trigger language plpgsql as $$
declare
  visible record;
begin
  -- A change by hand, or one past the entities. Whoever watches drops what has no higher version than what they saw.
  if tg_op = 'UPDATE' and new.version <= old.version then
    visible := new;
    visible.checks := old.checks;
    visible.next_check_at := old.next_check_at;
    -- When Stripe is to be asked again is nobody's business but ours.
    if visible is not distinct from old then
      return new;
    end if;
    new.version := old.version + 1;
  end if;
  new.changed_in := pg_current_xact_id();
  return new;
end
$$;

-- A row that is gone could not be streamed. Erasing what it says is an update.
create function refuse_removal() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are streamed and are never removed: change what they say', tg_table_name
    using errcode = 'restrict_violation';
end
$$;

create trigger stamp_change before insert or update on payment for each row execute function stamp_change();
create trigger refuse_removal before delete on payment for each row execute function refuse_removal();
create trigger refuse_truncate before truncate on payment for each statement execute function refuse_removal();
create trigger stamp_change before insert or update on refund for each row execute function stamp_change();
create trigger refuse_removal before delete on refund for each row execute function refuse_removal();
create trigger refuse_truncate before truncate on refund for each statement execute function refuse_removal();

-- Always: also for the rows that a replication or a restore writes.
alter table payment enable always trigger stamp_change;
alter table payment enable always trigger refuse_removal;
alter table payment enable always trigger refuse_truncate;
alter table refund enable always trigger stamp_change;
alter table refund enable always trigger refuse_removal;
alter table refund enable always trigger refuse_truncate;

-- What a browser opens a stream with, which cannot send a token along. Only hashes are kept.
create table stream_ticket (
  hash         bytea primary key,
  -- A ticket in an address opens one stream; a cookie comes back with each reconnection.
  single_use   boolean not null,
  user_id      text not null,
  service      boolean not null,
  admin        boolean not null,
  order_id     bigint,
  payment_id   bigint,
  expires_at   timestamptz not null,
  -- When the token expires that the ticket was asked for with, and with it the stream.
  stream_until timestamptz not null,
  created_at   timestamptz not null default now()
);
create index stream_ticket_by_expiry on stream_ticket (expires_at);
