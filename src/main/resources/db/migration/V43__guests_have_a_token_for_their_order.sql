-- A guest has one order, and a token that opens that order and nothing else.
-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
alter table user_token add column order_id bigint references orders on delete cascade;
alter table user_token add constraint guests_see_one_order
  check ((order_id is not null) = (user_id like 'paydesk-guest:%')) not valid;
create index user_token_of_order on user_token (order_id) where order_id is not null;

-- A subscription goes on for longer than a guest stays.
alter table orders add constraint guests_do_not_subscribe
  check (price_id is null or user_id not like 'paydesk-guest:%') not valid;
