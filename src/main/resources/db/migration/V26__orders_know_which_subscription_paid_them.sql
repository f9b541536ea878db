-- The subscription whose invoice pays the order, as an order may have had several. Null where no invoice pays it, and
-- in orders that were paid before this was kept.
alter table orders add column recurring_payment_id bigint;
alter table orders add constraint orders_recurring_payment_id_fkey
  foreign key (recurring_payment_id) references recurring_payment on delete restrict not valid;
