-- What changes what is due is the shop's to say, and only a checkout session works it out. Orders of the release before take none.
-- Whoever holds the table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
alter table orders add column allow_promotion_codes boolean not null default false;
alter table orders add column promotion_code text;
alter table orders add column automatic_tax boolean not null default false;
alter table orders add constraint one_code_or_those_that_the_payer_enters
  check (promotion_code is null or not allow_promotion_codes) not valid;
alter table orders add constraint what_subscriptions_cost_is_stripes
  check (price_id is null or not (allow_promotion_codes or automatic_tax or promotion_code is not null)) not valid;
