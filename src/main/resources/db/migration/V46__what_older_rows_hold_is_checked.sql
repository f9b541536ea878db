-- Checks that were added without a look at the rows that were there. Each statement reads its table once, under a lock that
-- neither reads nor writes wait for, and in a transaction of its own. What is valid already takes no time, so the whole can be
-- run again after a failure.
alter table payment_decline validate constraint a_decline_is_of_something;
alter table orders
  validate constraint orders_recurring_payment_id_fkey,
  validate constraint lines_are_a_list,
  validate constraint only_what_ends_expires,
  validate constraint a_suffix_fits_a_statement,
  validate constraint a_payers_name_is_short,
  validate constraint one_code_or_those_that_the_payer_enters,
  validate constraint what_is_free_is_paid,
  validate constraint what_stripe_invoices,
  validate constraint guests_do_not_subscribe;
alter table stripe_customer validate constraint an_update_has_its_key;
alter table actionflow_run validate constraint actionflow_run_flow_check;
alter table payment
  validate constraint a_surface_is_known,
  validate constraint a_session_has_a_surface,
  validate constraint invoices_are_not_paid_by_checkout,
  validate constraint payment_consent_is_whole,
  validate constraint payment_change_is_whole,
  validate constraint papers_are_at_addresses;
alter table recurring_payment
  validate constraint a_subscribers_surface_is_known,
  validate constraint a_subscribers_session_has_a_surface,
  validate constraint a_key_to_keep_methods_is_whole;
alter table setup_intent
  validate constraint a_savers_surface_is_known,
  validate constraint a_savers_session_has_a_surface,
  validate constraint a_setup_intents_end_is_whole,
  validate constraint setup_intent_status_check;
alter table user_token validate constraint guests_see_one_order;
