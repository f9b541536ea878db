package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * The ways of shipping that a payer may choose from. See <a
 * href="https://docs.stripe.com/payments/during-payment/charge-shipping">shipping rates</a>.
 */
final class SessionShipping {

  private static final int MOST = 5;

  private final Store store;
  private final SandboxClock clock;

  SessionShipping(Store store, SandboxClock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Writes what the form offers; the payer has the first one until another is chosen. */
  void write(ObjectNode session, Form form) {
    ArrayNode options = Json.MAPPER.createArrayNode();
    for (String number : form.itemNumbers("shipping_options")) {
      String name = "shipping_options[" + number + "][shipping_rate_data]";
      ObjectNode rate = rate(form, name, Json.text(session, "currency"));
      options.add(
          Json.object(
              "shipping_amount", rate.at("/fixed_amount/amount"), "shipping_rate", rate.get("id")));
    }
    if (options.size() > MOST) {
      throw Refusal.invalid(
          null, "shipping_options", "A Checkout Session can have up to 5 shipping options.");
    }
    session.set("shipping_options", options);
    session.putNull("shipping_cost");
    if (!options.isEmpty()) {
      choose(session, options.get(0).get("shipping_rate").asText());
    }
  }

  private ObjectNode rate(Form form, String name, String currency) {
    String shown = form.text(name + "[display_name]");
    String amount = name + "[fixed_amount][amount]";
    if (shown == null) {
      throw Refusal.missing(name + "[display_name]");
    }
    if (form.number(amount) == null) {
      throw Refusal.missing(amount);
    }
    if (form.number(amount) < 0) {
      throw Refusal.invalid(
          "parameter_invalid_integer", amount, "This value must be greater than or equal to 0.");
    }
    String own = form.text(name + "[fixed_amount][currency]");
    if (own == null) {
      throw Refusal.missing(name + "[fixed_amount][currency]");
    }
    if (!own.equalsIgnoreCase(currency)) {
      throw Refusal.invalid(
          null,
          name + "[fixed_amount][currency]",
          "The shipping rate has the currency `%s`, and the Checkout Session `%s`."
              .formatted(own, currency));
    }
    form.oneOf(name + "[type]", "fixed_amount", Set.of("fixed_amount"));
    String behavior =
        form.oneOf(
            name + "[tax_behavior]",
            "unspecified",
            Set.of("exclusive", "inclusive", "unspecified"));
    return store.shippingRates.add(
        Json.fields()
            .with("id", Ids.of("shr"))
            .with("object", "shipping_rate")
            .with("active", true)
            .with("created", clock.seconds())
            .with("delivery_estimate", null)
            .with("display_name", shown)
            .with("fixed_amount", Json.object("amount", form.number(amount), "currency", currency))
            .with("livemode", false)
            .with("metadata", Json.object())
            .with("tax_behavior", behavior)
            .with("tax_code", null)
            .with("type", "fixed_amount")
            .object());
  }

  /** The payer's choice; its taxes and total are computed later. */
  void choose(ObjectNode session, String rate) {
    for (JsonNode option : session.get("shipping_options")) {
      if (Json.text(option, "shipping_rate").equals(rate)) {
        long amount = option.get("shipping_amount").asLong();
        Json.with(
            session,
            "shipping_cost",
            Json.object(
                "amount_subtotal",
                amount,
                "amount_tax",
                0,
                "amount_total",
                amount,
                "shipping_rate",
                rate,
                "tax_rates",
                List.of(),
                "taxes",
                List.of()));
        return;
      }
    }
    throw Refusal.noSuch("shipping rate", rate, "shipping_rate", false);
  }
}
