-- Who sells, whether the payer may pay in their own currency, and which methods they are offered is the shop's to say. Orders of the
-- release before say nothing of it.
-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
-- Orders first: every writer locks in that order.
set local lock_timeout = '5s';
alter table orders add column managed_payments boolean not null default false;
-- Null leaves it to the account at Stripe.
alter table orders add column adaptive_pricing boolean;
alter table orders add column payment_method_configuration text;
-- Where Stripe sells, it decides these itself, and refuses to be told.
alter table orders add constraint what_stripe_decides_where_it_sells
  check (not managed_payments or not automatic_tax and not invoice and statement_descriptor_suffix is null
    and adaptive_pricing is null and payment_method_configuration is null) not valid;
alter table orders add constraint what_is_captured_later_is_in_the_shops_currency
  check (capture = 'automatic' or adaptive_pricing is not true) not valid;

-- What the payer saw and paid, where that was in another currency than the shop's. The other amounts stay the shop's.
alter table payment add column presentment_amount bigint;
alter table payment add column presentment_currency text;
alter table payment add constraint a_presentment_is_a_sum
  check ((presentment_amount is null) = (presentment_currency is null) and coalesce(presentment_amount, 0) >= 0) not valid;
-- In which a subscription's payer is charged; Stripe states no amount of it.
alter table recurring_payment add column presentment_currency text;
alter table refund add column presentment_amount bigint;
alter table refund add column presentment_currency text;
alter table refund add constraint a_returned_presentment_is_a_sum
  check ((presentment_amount is null) = (presentment_currency is null) and coalesce(presentment_amount, 0) >= 0) not valid;
