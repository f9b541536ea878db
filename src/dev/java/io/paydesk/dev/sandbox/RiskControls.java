package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Does on demand what banks do about a payment that they suspect. */
public final class RiskControls {

  private final Store store;
  private final Parts parts;
  private final Controls controls;

  RiskControls(Store store, Parts parts, Controls controls) {
    this.store = store;
    this.parts = parts;
    this.controls = controls;
  }

  /**
   * Disputes a part of a payment that succeeded; the rest may be disputed separately.
   *
   * @param amount minor units
   * @return the dispute's id
   * @throws IllegalStateException when less than that is left to dispute
   */
  public String dispute(String paymentIntentId, String reason, boolean inquiry, long amount) {
    return disputed(paymentIntentId, reason, inquiry, amount).path("id").asText();
  }

  JsonNode disputed(String paymentIntentId, String reason, boolean inquiry, Long amount) {
    return controls.act(
        () -> parts.disputeMoves.open(charge(paymentIntentId), reason, inquiry, amount));
  }

  /** Gives a dispute a status that Stripe may add in future. */
  public void disputeIsOfAnotherDay(String disputeId, String status) {
    controls.act(
        () -> {
          ObjectNode dispute = store.disputes.inPath(disputeId);
          ObjectNode before = dispute.deepCopy();
          dispute.put("status", status);
          parts.events.record(
              "charge.dispute.updated", dispute, Changes.previous(before, dispute), Ask.NOBODY);
          return dispute;
        });
  }

  /**
   * Warns of a payment that succeeded, as the card's issuer does before a dispute.
   *
   * @param fraudType one of Stripe's, such as {@code made_with_stolen_card}
   * @return the warning's id
   * @throws IllegalStateException when it was not paid, or Stripe has no such type
   */
  public String warnOfFraud(String paymentIntentId, String fraudType) {
    return warned(paymentIntentId, fraudType).path("id").asText();
  }

  JsonNode warned(String paymentIntentId, String fraudType) {
    return controls.act(() -> parts.fraudWarnings.warn(charge(paymentIntentId), fraudType));
  }

  /** A copy, or null. */
  public JsonNode fraudWarning(String id) {
    return controls.copy(store.fraudWarnings, id);
  }

  private ObjectNode charge(String paymentIntentId) {
    ObjectNode intent = store.paymentIntents.inPath(paymentIntentId);
    ObjectNode charge = store.charges.find(Json.text(intent, "latest_charge"));
    if (charge == null) {
      throw Refusal.inWork(null, null, "Nobody has tried to pay " + paymentIntentId);
    }
    return charge;
  }
}
