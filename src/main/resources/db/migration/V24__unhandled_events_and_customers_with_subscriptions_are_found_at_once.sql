-- Each minute alerts count these, and they are few. An index that did not come to its end is there, and of no use.
drop index concurrently if exists stripe_event_unhandled;
create index concurrently stripe_event_unhandled on stripe_event (received_at) where reason = 'unhandled-type';
-- Of each intent that bears no mark of ours it is asked whether its customer has a subscription here.
drop index concurrently if exists recurring_payment_of_customer;
create index concurrently recurring_payment_of_customer on recurring_payment (customer_id);
