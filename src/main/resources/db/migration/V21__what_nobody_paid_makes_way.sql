-- A subscription that was begun and never paid ends for the next order of its user and price, but only while that is so
-- at Stripe: else it would end one that was paid at that moment. The table is small beside those of payments.
alter table recurring_payment drop constraint recurring_payment_change_check;
alter table recurring_payment add constraint recurring_payment_change_check
  check (change in ('cancel_now', 'cancel_at_period_end', 'resume', 'change_quantity', 'end_if_incomplete')) not valid;
alter table recurring_payment validate constraint recurring_payment_change_check;
