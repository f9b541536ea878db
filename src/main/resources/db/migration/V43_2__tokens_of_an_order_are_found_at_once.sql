-- When an order is deleted. An index that did not come to its end is there, and of no use.
drop index concurrently if exists user_token_of_order;
create index concurrently user_token_of_order on user_token (order_id) where order_id is not null;
