package io.paydesk.page;

/**
 * A payer's saved cards on their page. Which ones these are, its modules ask the API.
 *
 * @param behind whether a subscription of the payer's has an open invoice
 * @param locale in which dates are written
 * @param back where banks send the payer to
 * @param script Stripe.js
 */
record CardPage(boolean behind, String locale, String back, String script, String publishableKey) {}
