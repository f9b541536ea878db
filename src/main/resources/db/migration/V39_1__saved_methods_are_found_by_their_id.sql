-- News of a method looks for who has saved it. An index that did not come to its end is there, and of no use.
drop index concurrently if exists payment_that_saved_a_method;
create index concurrently payment_that_saved_a_method on payment (payment_method_id)
  where consent_at is not null;
drop index concurrently if exists setup_intent_of_method;
create index concurrently setup_intent_of_method on setup_intent (payment_method_id)
  where payment_method_id is not null;
