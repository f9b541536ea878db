-- Who sells, whether the payer may pay in their own currency, and which methods they are offered is the shop's to say. Orders of the
-- release before say nothing of it.
-- One table at a time, so that no lock is held while another is waited for. Each step is short, and may be done twice: none rewrites a
-- table, or keeps a lock while it reads one.
-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
do $$
begin
  perform set_config('lock_timeout', '5s', true);
  alter table orders
    add column if not exists managed_payments boolean not null default false,
    -- Null leaves it to the account at Stripe.
    add column if not exists adaptive_pricing boolean,
    add column if not exists payment_method_configuration text,
    -- Where Stripe sells, it decides these itself, and refuses to be told.
    drop constraint if exists what_stripe_decides_where_it_sells,
    add constraint what_stripe_decides_where_it_sells
      check (not managed_payments or not automatic_tax and not invoice and capture = 'automatic'
        and statement_descriptor_suffix is null and adaptive_pricing is null
        and payment_method_configuration is null) not valid,
    drop constraint if exists what_is_captured_later_is_in_the_shops_currency,
    add constraint what_is_captured_later_is_in_the_shops_currency
      check (capture = 'automatic' or adaptive_pricing is not true) not valid;
end
$$;
alter table orders validate constraint what_stripe_decides_where_it_sells;
alter table orders validate constraint what_is_captured_later_is_in_the_shops_currency;

-- What the payer saw and paid, where that was in another currency than the shop's. The other amounts stay the shop's.
do $$
begin
  perform set_config('lock_timeout', '5s', true);
  alter table payment
    add column if not exists presentment_amount bigint,
    add column if not exists presentment_currency text,
    drop constraint if exists a_presentment_is_a_sum,
    add constraint a_presentment_is_a_sum
      check ((presentment_amount is null) = (presentment_currency is null)
        and coalesce(presentment_amount, 0) >= 0) not valid;
end
$$;
alter table payment validate constraint a_presentment_is_a_sum;

-- In which a subscription's payer is charged; Stripe states no amount of it.
do $$
begin
  perform set_config('lock_timeout', '5s', true);
  alter table recurring_payment add column if not exists presentment_currency text;
end
$$;

do $$
begin
  perform set_config('lock_timeout', '5s', true);
  alter table refund
    add column if not exists presentment_amount bigint,
    add column if not exists presentment_currency text,
    drop constraint if exists a_returned_presentment_is_a_sum,
    add constraint a_returned_presentment_is_a_sum
      check ((presentment_amount is null) = (presentment_currency is null)
        and coalesce(presentment_amount, 0) >= 0) not valid;
end
$$;
alter table refund validate constraint a_returned_presentment_is_a_sum;
