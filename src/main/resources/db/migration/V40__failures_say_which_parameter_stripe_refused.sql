-- Which parameter of the call Stripe refused, as it spells it: an unknown tax code is no unknown customer. Null in the rows
-- that are there, of which nobody asks it any more.
-- One table at a time, so that no lock is held while another is waited for.
-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
do $$
begin
  perform set_config('lock_timeout', '5s', true);
  alter table payment
    add column if not exists failure_param text,
    add column if not exists capture_failure_param text;
end
$$;

do $$
begin
  perform set_config('lock_timeout', '5s', true);
  alter table recurring_payment add column if not exists failure_param text;
end
$$;

do $$
begin
  perform set_config('lock_timeout', '5s', true);
  alter table setup_intent add column if not exists failure_param text;
end
$$;
