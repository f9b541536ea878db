-- For the history of an order. An index that did not come to its end is there, and of no use.
drop index concurrently if exists payment_decline_of_payment;
create index concurrently payment_decline_of_payment on payment_decline (payment_id) where payment_id is not null;
drop index concurrently if exists payment_decline_of_recurring_payment;
create index concurrently payment_decline_of_recurring_payment on payment_decline (recurring_payment_id)
  where recurring_payment_id is not null;
