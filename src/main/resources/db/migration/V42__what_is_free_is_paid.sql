-- An order may cost nothing. Then it is paid from its first moment, and no payment belongs to it.
-- Whoever holds the table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
alter table orders drop constraint an_order_costs_something;
-- Not validated: what was there before held a narrower check.
alter table orders add constraint what_is_free_is_paid
  check (amount > 0
    or amount = 0 and (renewal_of is not null or price_id is null and status = 'paid')) not valid;
