package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Enters a card, or picks a saved payment method, as in a browser. */
final class Payer {

  /** Stripe.js sends one with each confirmation. */
  private static final String RETURN = "https://shop.example/paid";

  private Payer() {}

  /**
   * @param kind {@code payment_intent} or {@code setup_intent}
   * @return the intent afterwards, even after a decline
   */
  static JsonNode confirm(Api api, String kind, String intentId, String card) {
    String path = "/v1/" + kind + "s/" + intentId + "/confirm";
    String request = Ids.random("req_", 14);
    Answer answer =
        api.answer("POST", path, input(card), Caller.OWNER, ApiVersion.PINNED, request, null);
    JsonNode body = Json.read(answer.body());
    JsonNode declined = body.path("error").path(kind);
    if (answer.status() == 200 || answer.status() == 402 && declined.isObject()) {
      return answer.status() == 200 ? body : declined;
    }
    throw new IllegalStateException(body.at("/error/message").asText());
  }

  static Form input(String card) {
    if (card.startsWith("pm_")) {
      return new Form(Map.of("payment_method", card, "return_url", RETURN));
    }
    String data = "payment_method_data";
    return new Form(
        Map.of(
            "return_url",
            RETURN,
            data + "[type]",
            "card",
            data + "[card][number]",
            card,
            data + "[card][exp_month]",
            "12",
            data + "[card][exp_year]",
            "34",
            data + "[card][cvc]",
            "123"));
  }
}
