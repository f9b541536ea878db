package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The <a href="https://docs.stripe.com/api/refunds">Refunds API</a>. Every refund succeeds at once.
 */
final class Refunds {

  static final Set<String> CREATE_PARAMETERS =
      Set.of("payment_intent", "charge", "amount", "reason", "metadata[*]");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;

  Refunds(Store store, SandboxClock clock, Events events) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  ObjectNode create(Ask ask) {
    Form form = ask.form();
    String reason = form.text("reason");
    if (reason != null
        && !Set.of("duplicate", "fraudulent", "requested_by_customer").contains(reason)) {
      throw Refusal.oneOf("reason", "duplicate, fraudulent, or requested_by_customer");
    }
    ObjectNode metadata = Metadata.after(null, form);
    Long asked = form.has("amount") ? Amounts.positive(form) : null;
    ObjectNode charge = charge(form);
    long refunded = charge.get("amount_refunded").asLong();
    long remaining = charge.get("amount_captured").asLong() - refunded;
    if (remaining == 0) {
      throw Refusal.inWork(
          "charge_already_refunded",
          null,
          "Charge " + Json.text(charge, "id") + " has already been refunded.");
    }
    long amount = asked == null ? remaining : asked;
    if (amount > remaining) {
      String currency = Json.text(charge, "currency");
      throw Refusal.inWork(
          null,
          "amount",
          "Refund amount (%s) is greater than unrefunded amount on charge (%s)"
              .formatted(Amounts.shown(amount, currency), Amounts.shown(remaining, currency)));
    }
    ObjectNode refund = store.refunds.add(fresh(charge, amount, reason, metadata));
    ObjectNode before = Json.object("amount_refunded", refunded);
    charge.put("amount_refunded", refunded + amount);
    if (amount == remaining) {
      charge.put("refunded", true);
      before.put("refunded", false);
    }
    events.record("refund.created", refund, ask);
    events.record("charge.refunded", charge, before, ask);
    return refund;
  }

  private ObjectNode charge(Form form) {
    String chargeId = form.text("charge");
    String intentId = form.text("payment_intent");
    if (chargeId == null && intentId == null) {
      throw Refusal.invalid(
          "parameter_missing",
          "charge",
          "One of the following params should be provided for this request: payment_intent or"
              + " charge.");
    }
    ObjectNode charge = chargeId == null ? null : store.charges.named(chargeId, "charge");
    if (intentId != null) {
      ObjectNode intent = store.paymentIntents.named(intentId, "payment_intent");
      String latest = Json.text(intent, "latest_charge");
      if (charge != null && !intentId.equals(Json.text(charge, "payment_intent"))) {
        throw Refusal.inWork(
            null, "charge", "The charge " + chargeId + " does not belong to " + intentId + ".");
      }
      charge = charge == null && latest != null ? store.charges.find(latest) : charge;
    }
    if (charge == null || !charge.get("paid").asBoolean()) {
      throw Refusal.inWork(
          null,
          intentId == null ? "charge" : "payment_intent",
          "This %s does not have a successful charge to refund."
              .formatted(intentId == null ? "charge" : "PaymentIntent (" + intentId + ")"));
    }
    return charge;
  }

  ObjectNode retrieve(Ask ask) {
    return store.refunds.inPath(ask.id());
  }

  ObjectNode update(Ask ask) {
    ObjectNode refund = store.refunds.inPath(ask.id());
    refund.set("metadata", Metadata.after((ObjectNode) refund.get("metadata"), ask.form()));
    events.record("refund.updated", refund, ask);
    return refund;
  }

  ObjectNode list(Ask ask) {
    String intent = ask.form().text("payment_intent");
    String charge = ask.form().text("charge");
    if (intent != null) {
      store.paymentIntents.named(intent, "payment_intent");
    }
    if (charge != null) {
      store.charges.named(charge, "charge");
    }
    return Pages.of(
        store.refunds,
        ask,
        refund ->
            (intent == null || intent.equals(Json.text(refund, "payment_intent")))
                && (charge == null || charge.equals(Json.text(refund, "charge"))));
  }

  private ObjectNode fresh(ObjectNode charge, long amount, String reason, ObjectNode metadata) {
    String type = charge.at("/payment_method_details/type").asText();
    String destination = type.equals("card") ? "card" : "us_bank_transfer";
    ObjectNode how =
        type.equals("card")
            ? Json.fields()
                .with("reference_status", "pending")
                .with("reference_type", "acquirer_reference_number")
                .with("type", "refund")
                .object()
            : Json.object("reference", null, "reference_status", null);
    return Json.fields()
        .with("id", Ids.of("re"))
        .with("object", "refund")
        .with("amount", amount)
        .with("balance_transaction", null)
        .with("charge", charge.get("id"))
        .with("created", clock.seconds())
        .with("currency", charge.get("currency"))
        .with("customer", charge.get("customer"))
        .with("customer_account", null)
        .with("destination_details", Json.object(destination, how, "type", destination))
        .with("metadata", metadata)
        .with("payment_intent", charge.get("payment_intent"))
        .with("payment_method", charge.get("payment_method"))
        .with("reason", reason)
        .with("receipt_number", null)
        .with("source_transfer_reversal", null)
        .with("status", "succeeded")
        .with("transfer_reversal", null)
        .object();
  }
}
