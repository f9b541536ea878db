package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What an intent may be confirmed with. See <a
 * href="https://docs.stripe.com/payments/payment-methods#customer-object">customers and payment
 * methods</a>.
 */
final class Usability {

  private Usability() {}

  /** The method must be the customer's of the intent, or nobody's and never used. */
  static void check(ObjectNode method, ObjectNode intent, Store store) {
    checkUnspent(method, store);
    String owner = Json.text(method, "customer");
    String payer = Json.text(intent, "customer");
    if (owner == null || owner.equals(payer)) {
      return;
    }
    String kind =
        Json.text(intent, "object").equals("setup_intent") ? "SetupIntent" : "PaymentIntent";
    throw Refusal.inWork(
        null,
        "payment_method",
        payer == null
            ? "The payment method `%s` belongs to a Customer. Please include the Customer in the `customer` parameter on the %s."
                .formatted(Json.text(method, "id"), kind)
            : "The payment method `%s` does not belong to the Customer you supplied, `%s`. Detach it, or supply another one."
                .formatted(Json.text(method, "id"), payer));
  }

  static void checkUnspent(ObjectNode method, Store store) {
    if (store.spentMethods.contains(Json.text(method, "id"))) {
      throw Refusal.inWork(
          null,
          "payment_method",
          "The provided PaymentMethod was previously used with a PaymentIntent without Customer"
              + " attachment, shared with a connected account without Customer attachment, or was"
              + " detached from a Customer. It may not be used again. To use a PaymentMethod"
              + " multiple times, you must attach it to a Customer first.");
    }
  }

  /**
   * Whether the intent takes methods that send the payer away. Stripe takes them too where nothing
   * is said and the dashboard allows them; here nothing said means none.
   */
  static boolean mayRedirect(Form form) {
    return form.flag("automatic_payment_methods[enabled]")
        && !"never".equals(form.text("automatic_payment_methods[allow_redirects]"));
  }

  /**
   * Stripe asks for it whatever the method is. Stripe.js always sends one, so that browsers are not
   * asked.
   */
  static void checkReturnUrl(ObjectNode intent, String kind, Ask ask, Store store) {
    if (!ask.publishable()
        && store.redirecting.contains(Json.text(intent, "id"))
        && ask.form().text("return_url") == null) {
      throw Refusal.inWork(
          null,
          "return_url",
          ("A `return_url` must be specified because this %s is configured to automatically accept"
                  + " the payment methods enabled in the Dashboard, some of which may require a full"
                  + " page redirect to succeed. If you do not want to accept redirect-based payment"
                  + " methods, set `automatic_payment_methods[enabled]` to `true` and"
                  + " `automatic_payment_methods[allow_redirects]` to `never` when creating Setup"
                  + " Intents and Payment Intents.")
              .formatted(kind));
    }
  }
}
