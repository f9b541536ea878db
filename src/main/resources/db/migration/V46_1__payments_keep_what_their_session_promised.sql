-- What a checkout session stated of its money when it was last seen, in minor units: it proves what was paid there once Stripe
-- does not know the session any more. All null in the rows that are there, and where the app asked for a bare intent.
-- Whoever holds the table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
do $$
begin
  perform set_config('lock_timeout', '5s', true);
  alter table payment
    add column if not exists promised_subtotal bigint,
    add column if not exists promised_discount bigint,
    add column if not exists promised_shipping bigint,
    add column if not exists promised_tax bigint,
    add column if not exists promised_total bigint,
    drop constraint if exists a_promise_is_whole,
    add constraint a_promise_is_whole
      check (num_nulls(promised_subtotal, promised_discount, promised_shipping, promised_tax, promised_total) in (0, 5)) not valid;
end
$$;
alter table payment validate constraint a_promise_is_whole;
