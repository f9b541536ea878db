package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * See <a href="https://docs.stripe.com/api/payment_methods/object">the PaymentMethod object</a>.
 */
final class PaymentMethodJson {

  private PaymentMethodJson() {}

  static ObjectNode of(TestCard card, ObjectNode billingDetails, int month, int year, long now) {
    return Json.fields()
        .with("id", Ids.of("pm"))
        .with("object", "payment_method")
        .with("allow_redisplay", "unspecified")
        .with("billing_details", billingDetails)
        .with(card.type(), details(card, month, year))
        .with("created", now)
        .with("customer", null)
        .with("customer_account", null)
        .with("livemode", false)
        .with("metadata", Json.object())
        .with("type", card.type())
        .object();
  }

  private static ObjectNode details(TestCard card, int month, int year) {
    if (card.isElsewhere()) {
      return Json.object("dob", null);
    }
    return card.isBankAccount() ? bankAccount(card) : card(card, month, year);
  }

  private static ObjectNode card(TestCard card, int month, int year) {
    return Json.fields()
        .with("brand", card.brand())
        .with("checks", checks())
        .with("country", "US")
        .with("display_brand", card.brand().equals("amex") ? "american_express" : card.brand())
        .with("exp_month", month)
        .with("exp_year", year)
        .with("fingerprint", card.fingerprint())
        .with("funding", "credit")
        .with("generated_from", null)
        .with("last4", card.last4())
        .with("networks", Json.object("available", List.of(card.brand()), "preferred", null))
        .with("regulated_status", "unregulated")
        .with("three_d_secure_usage", Json.object("supported", true))
        .with("wallet", null)
        .object();
  }

  static ObjectNode checks() {
    return Json.object(
        "address_line1_check", null, "address_postal_code_check", null, "cvc_check", "pass");
  }

  private static ObjectNode bankAccount(TestCard card) {
    return Json.object(
        "account_holder_type", "individual",
        "account_type", "checking",
        "bank_name", card.brand(),
        "financial_connections_account", null,
        "fingerprint", card.fingerprint(),
        "last4", card.last4(),
        "networks", Json.object("preferred", "ach", "supported", List.of("ach")),
        "routing_number", "110000000",
        "status_details", Json.object());
  }
}
