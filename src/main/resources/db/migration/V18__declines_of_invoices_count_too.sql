-- An invoice that was not paid has no payment here: its payment comes with its money. Its tries name the subscription.
alter table payment_decline alter column payment_id drop not null;
alter table payment_decline add column recurring_payment_id bigint references recurring_payment on delete restrict;
alter table payment_decline add constraint a_decline_is_of_something
  check (payment_id is not null or recurring_payment_id is not null) not valid;
