package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Which charge is refunded and by how much, or why not. */
final class RefundRules {

  private final Store store;
  private final Ledger ledger;
  private final DisputeMoves disputes;

  RefundRules(Store store, Ledger ledger, DisputeMoves disputes) {
    this.store = store;
    this.ledger = ledger;
    this.disputes = disputes;
  }

  /** The paid charge that the form names, directly or by its payment. */
  ObjectNode charge(Form form) {
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
    if (charge == null || !charge.get("captured").asBoolean()) {
      throw Refusal.inWork(
          null,
          intentId == null ? "charge" : "payment_intent",
          "This %s does not have a successful charge to refund."
              .formatted(intentId == null ? "charge" : "PaymentIntent (" + intentId + ")"));
    }
    return charge;
  }

  /**
   * @param asked null for all that is left
   */
  long amount(ObjectNode charge, Long asked) {
    String currency = Json.text(charge, "currency");
    long remaining = ledger.booked(charge) - charge.get("amount_refunded").asLong();
    if (remaining == 0) {
      throw Refusal.inWork(
          "charge_already_refunded",
          null,
          "Charge " + Json.text(charge, "id") + " has already been refunded.");
    }
    if (disputes.forbidsRefund(charge)) {
      throw Refusal.inWork(
          "charge_disputed",
          null,
          "Charge %s has been charged back; cannot issue a refund."
              .formatted(Json.text(charge, "id")));
    }
    long amount = asked == null ? remaining : asked;
    if (amount > remaining) {
      throw Refusal.inWork(
          null,
          "amount",
          "Refund amount (%s) is greater than unrefunded amount on charge (%s)"
              .formatted(Amounts.shown(amount, currency), Amounts.shown(remaining, currency)));
    }
    ledger.mustHave(amount, currency);
    return amount;
  }
}
