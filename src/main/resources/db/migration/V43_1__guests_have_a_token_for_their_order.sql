-- A guest has one order, and a token that opens that order and nothing else. In a transaction of its own: it locks orders less than
-- the one before, and no lock grows.
set local lock_timeout = '5s';
alter table user_token add column order_id bigint references orders on delete cascade;
alter table user_token add constraint guests_see_one_order
  check ((order_id is not null) = (user_id like 'paydesk-guest:%')) not valid;
