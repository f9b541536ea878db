-- Each step is short: none rewrites a table, or keeps a lock while it reads one.
-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
do $$
begin
  perform set_config('lock_timeout', '5s', true);
  alter table orders
    add column if not exists capture text not null default 'automatic',
    add column if not exists amount_captured bigint,
    drop constraint if exists what_is_captured_of_an_order,
    add constraint what_is_captured_of_an_order
      check (capture = 'automatic' and amount_captured is null
        or capture = 'manual' and price_id is null and coalesce(amount_captured, 1) > 0) not valid;
end
$$;
alter table orders validate constraint what_is_captured_of_an_order;

do $$
begin
  perform set_config('lock_timeout', '5s', true);
  alter table payment
    add column if not exists capture text not null default 'automatic',
    -- What a bank holds, and until when.
    add column if not exists amount_capturable bigint,
    add column if not exists capture_before timestamptz,
    -- The call that captures it, once somebody wants that; it stays, to be compared with what came.
    add column if not exists capture_amount bigint,
    add column if not exists capture_key uuid,
    add column if not exists capture_requested_at timestamptz,
    add column if not exists capture_failure_code text,
    add column if not exists capture_failure_decline_code text,
    add column if not exists capture_failure_message text,
    drop constraint if exists what_is_held_and_captured,
    add constraint what_is_held_and_captured
      check (capture in ('automatic', 'manual')
        and (amount_capturable is not null) = (status = 'authorized') and coalesce(amount_capturable, 1) > 0
        and (capture_amount is null) = (capture_key is null)
        and (capture_amount is null) = (capture_requested_at is null)
        and coalesce(capture_amount, 1) > 0) not valid,
    drop constraint if exists payment_status_check,
    add constraint payment_status_check
      check (status in ('created', 'pending', 'processing', 'authorized', 'succeeded', 'partially_refunded', 'refunded',
        'canceled', 'failed', 'unknown')) not valid;
end
$$;
alter table payment validate constraint what_is_held_and_captured;
alter table payment validate constraint payment_status_check;

-- One live way to pay an order: what a bank holds is one. The new index is there before the old one goes.
drop index concurrently if exists one_live_payment_of_order;
create unique index concurrently one_live_payment_of_order on payment (order_id)
  where origin = 'one_time' and status in ('created', 'unknown', 'pending', 'processing', 'authorized');
drop index concurrently if exists one_live_payment_per_order;

drop index concurrently if exists payment_without_end;
create index concurrently payment_without_end on payment (next_check_at)
  where next_check_at is not null and status in ('created', 'unknown', 'pending', 'processing', 'authorized');
drop index concurrently if exists payment_to_settle;

-- Each minute an alert counts those that run out soon.
drop index concurrently if exists payment_that_is_held;
create index concurrently payment_that_is_held on payment (capture_before) where status = 'authorized';

-- Beside all kinds that there are.
do $$
declare
  kinds text;
begin
  perform set_config('lock_timeout', '5s', true);
  select string_agg(quote_literal(kind[1]), ', ') into kinds
  from pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g') kind
  where conrelid = 'alert'::regclass and conname = 'alert_kind_check' and kind[1] <> 'authorization_expires';
  alter table alert drop constraint alert_kind_check;
  execute 'alter table alert add constraint alert_kind_check check (kind in (' || kinds || ', ''authorization_expires''))';
end
$$;
