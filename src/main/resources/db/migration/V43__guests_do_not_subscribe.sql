-- A subscription goes on for longer than a guest stays.
-- Whoever holds the table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
alter table orders add constraint guests_do_not_subscribe
  check (price_id is null or user_id not like 'paydesk-guest:%') not valid;
