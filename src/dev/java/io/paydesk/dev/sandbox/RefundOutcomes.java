package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.dev.sandbox.Aftermath.RefundsFail;
import io.paydesk.dev.sandbox.Aftermath.RefundsTakeTime;
import java.util.Set;

/**
 * How a refund begins, and what happens to it later. See <a
 * href="https://docs.stripe.com/refunds#failed-refunds">failed refunds</a>.
 */
final class RefundOutcomes {

  private static final Set<String> FAILURE_REASONS =
      Set.of(
          "charge_for_pending_refund_disputed",
          "declined",
          "expired_or_canceled_card",
          "insufficient_funds",
          "lost_or_stolen_card",
          "merchant_request",
          "unknown");

  private final Store store;
  private final Events events;
  private final PaymentMethods methods;
  private final Ledger ledger;
  private final Later later;
  private boolean held;

  RefundOutcomes(Store store, Events events, PaymentMethods methods, Ledger ledger, Later later) {
    this.store = store;
    this.events = events;
    this.methods = methods;
    this.ledger = ledger;
    this.later = later;
  }

  /** Begins a new refund that is not reported yet: it may be pending, and change soon. */
  void begin(ObjectNode refund) {
    Aftermath aftermath = aftermath(refund);
    if (aftermath instanceof RefundsTakeTime) {
      Json.with(refund, "status", "pending", "pending_reason", "processing");
    }
    if (aftermath instanceof RefundsTakeTime || aftermath instanceof RefundsFail) {
      String id = Json.text(refund, "id");
      store.unsettledRefunds.add(id);
      later.run(() -> settle(id));
    }
  }

  private Aftermath aftermath(ObjectNode refund) {
    return methods.cardOf(Json.text(refund, "payment_method")).aftermath();
  }

  /** While on, no refund changes unless told to. */
  void hold(boolean on) {
    held = on;
    if (!on) {
      resume();
    }
  }

  /** What was planned still happens. */
  void resume() {
    store.unsettledRefunds.forEach(id -> later.run(() -> settle(id)));
  }

  private void settle(String id) {
    if (held || !store.unsettledRefunds.contains(id)) {
      return;
    }
    ObjectNode refund = store.refunds.find(id);
    if (aftermath(refund) instanceof RefundsFail fails) {
      fail(refund, fails.reason());
    } else {
      succeed(refund);
    }
  }

  void succeed(ObjectNode refund) {
    if (!Json.text(refund, "status").equals("pending")) {
      throw wrongStatus(refund, "succeed", "pending");
    }
    ObjectNode before = refund.deepCopy();
    refund.put("status", "succeeded").remove("pending_reason");
    ended(refund, before);
  }

  void fail(ObjectNode refund, String reason) {
    if (!FAILURE_REASONS.contains(reason)) {
      throw Refusal.oneOf("failure_reason", String.join(", ", FAILURE_REASONS));
    }
    if (Json.text(refund, "status").equals("failed")) {
      throw wrongStatus(refund, "fail", "pending or succeeded");
    }
    ObjectNode before = refund.deepCopy();
    refund.put("status", "failed").put("failure_reason", reason).remove("pending_reason");
    ledger.refundFailed(refund);
    ObjectNode charge = store.charges.find(Json.text(refund, "charge"));
    ChargeJson.refund(charge, -refund.get("amount").asLong(), ledger.booked(charge));
    ended(refund, before);
  }

  private void ended(ObjectNode refund, ObjectNode before) {
    store.unsettledRefunds.remove(Json.text(refund, "id"));
    ObjectNode previous = Changes.previous(before, refund);
    events.record("refund.updated", refund, previous, Ask.NOBODY);
    if (Json.text(refund, "status").equals("failed")) {
      events.record("refund.failed", refund, Ask.NOBODY);
    }
    events.record("charge.refund.updated", refund, previous, Ask.NOBODY);
  }

  private static Refusal wrongStatus(ObjectNode refund, String what, String allowed) {
    return Refusal.inWork(
        null,
        null,
        "The refund %s cannot %s because it is %s and not %s."
            .formatted(Json.text(refund, "id"), what, Json.text(refund, "status"), allowed));
  }
}
