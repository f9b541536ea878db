-- The browser comes back with the session's id. An index that did not come to its end is there, and of no use.
drop index concurrently if exists recurring_payment_of_checkout_session;
create unique index concurrently recurring_payment_of_checkout_session on recurring_payment (checkout_session_id)
  where checkout_session_id is not null;
