-- What a checkout session stated of its money when it was last seen, in minor units: it proves what was paid there once Stripe
-- does not know the session any more. All null in the rows that are there, and where the app asked for a bare intent.
-- Whoever holds the table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
alter table payment
  add column promised_subtotal bigint,
  add column promised_discount bigint,
  add column promised_shipping bigint,
  add column promised_tax bigint,
  add column promised_total bigint,
  add constraint a_promise_is_whole
    check (num_nulls(promised_subtotal, promised_discount, promised_shipping, promised_tax, promised_total) in (0, 5)) not valid;
