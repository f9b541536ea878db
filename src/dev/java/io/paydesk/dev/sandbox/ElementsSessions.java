package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * What Stripe.js asks before there is an intent: which methods it would have. The endpoint is not
 * in Stripe's description; its own script calls it with the options of {@code elements({mode})}.
 * See <a href="https://docs.stripe.com/payments/accept-a-payment-deferred">collect payment details
 * before creating an Intent</a>.
 */
final class ElementsSessions {

  /** Below it is what Stripe.js alone calls. */
  static final String INTERNAL = "/v1/elements/";

  static final String PATH = INTERNAL + "sessions";
  static final String OBJECT = "elements_session";

  private static final String INTENT = "deferred_intent";
  private static final Set<String> MODES = Set.of("payment", "setup", "subscription");

  private ElementsSessions() {}

  static Route route() {
    return new Route(
        "GET",
        PATH,
        true,
        Set.of(
            "type",
            INTENT + "[mode]",
            INTENT + "[amount]",
            INTENT + "[currency]",
            INTENT + "[capture_method]",
            INTENT + "[setup_future_usage]",
            INTENT + "[payment_method_types][]",
            INTENT + "[payment_method_configuration]"),
        ElementsSessions::of);
  }

  private static ObjectNode of(Ask ask) {
    ask.form().oneOf("type", null, Set.of(INTENT));
    Form intent = ask.form().under(INTENT);
    String mode = intent.oneOf("mode", "payment", MODES);
    String currency =
        mode.equals("setup") && !intent.has("currency") ? null : Amounts.currency(intent);
    if (mode.equals("payment")) {
      Amounts.amount(intent, currency);
    } else if (mode.equals("subscription") && intent.number("amount") == null) {
      throw Refusal.missing("amount");
    }
    MethodConfigurations.details(intent);
    return Json.object(
        "object",
        OBJECT,
        "payment_method_preference",
        Json.object(
            "object",
            "payment_method_preference",
            "ordered_payment_method_types",
            types(mode, intent)));
  }

  private static List<String> types(String mode, Form intent) {
    return mode.equals("payment")
        ? PaymentIntents.types(intent)
        : intent.has("payment_method_types")
            ? intent.list("payment_method_types")
            : List.of("card", "us_bank_account");
  }
}
