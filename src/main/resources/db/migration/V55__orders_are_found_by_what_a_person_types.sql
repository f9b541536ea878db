-- Who looks for a payer types the beginning of what they know. Ranges of these need no collation, and no trigram.
-- Each step may be done twice, and none keeps a lock while it reads a table.
drop index concurrently if exists orders_by_receipt_email;
create index concurrently orders_by_receipt_email on orders (lower(receipt_email) text_pattern_ops, id)
  where receipt_email is not null;
drop index concurrently if exists orders_by_beginning_of_user;
create index concurrently orders_by_beginning_of_user on orders (lower(user_id) text_pattern_ops, id);
drop index concurrently if exists orders_by_payer_name;
create index concurrently orders_by_payer_name on orders (lower(payer_name) text_pattern_ops, id)
  where payer_name is not null;

-- Most payments and subscriptions have come by no invoice.
drop index concurrently if exists payment_of_invoice;
create index concurrently payment_of_invoice on payment (invoice_id) where invoice_id is not null;
drop index concurrently if exists recurring_payment_of_latest_invoice;
create index concurrently recurring_payment_of_latest_invoice on recurring_payment (latest_invoice_id)
  where latest_invoice_id is not null;
