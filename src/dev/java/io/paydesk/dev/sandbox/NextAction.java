package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the payer has to do: go to the bank's page, by a redirect or in a frame of Stripe.js. */
final class NextAction {

  private NextAction() {}

  static ObjectNode of(String url, Ask ask) {
    if (ask.form().flag("use_stripe_sdk")) {
      ObjectNode frame = Json.object("stripe_js", url, "type", "three_d_secure_redirect");
      return Json.object("type", "use_stripe_sdk", "use_stripe_sdk", frame);
    }
    return redirect(url, ask);
  }

  /** Another site cannot be shown in a frame. */
  static ObjectNode elsewhere(String url, Ask ask) {
    if (ask.form().text("return_url") == null) {
      throw Refusal.missing("return_url");
    }
    return redirect(url, ask);
  }

  private static ObjectNode redirect(String url, Ask ask) {
    ObjectNode redirect = Json.object("return_url", ask.form().text("return_url"), "url", url);
    return Json.object("redirect_to_url", redirect, "type", "redirect_to_url");
  }

  /** See <a href="https://docs.stripe.com/payments/ach-direct-debit">small deposits</a>. */
  static ObjectNode microdeposits(String url, long arrival) {
    ObjectNode verify =
        Json.object(
            "arrival_date", arrival,
            "hosted_verification_url", url,
            "microdeposit_type", "amounts");
    return Json.object("type", "verify_with_microdeposits", "verify_with_microdeposits", verify);
  }

  /** Whether the payer has done all that a page asks for now. */
  static boolean isForLater(JsonNode intent) {
    return intent.at("/next_action/type").asText().equals("verify_with_microdeposits");
  }

  /** Empty where there is none. */
  static String returnUrl(JsonNode intent) {
    return intent.at("/next_action/redirect_to_url/return_url").asText("");
  }
}
