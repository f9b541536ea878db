package io.paydesk.dev.sandbox;

import java.util.Map;

/** What a browser sends when a payer types a card, or picks a saved way to pay. */
final class PayerInput {

  private PayerInput() {}

  static Form of(String card) {
    if (card.startsWith("pm_")) {
      return new Form(Map.of("payment_method", card));
    }
    String data = "payment_method_data";
    return new Form(
        Map.of(
            data + "[type]", "card",
            data + "[card][number]", card,
            data + "[card][exp_month]", "12",
            data + "[card][exp_year]", "34",
            data + "[card][cvc]", "123"));
  }
}
