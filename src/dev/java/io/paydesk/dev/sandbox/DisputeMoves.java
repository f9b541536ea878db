package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * How a dispute begins and moves on, with the money that this moves. See <a
 * href="https://docs.stripe.com/disputes/how-disputes-work">how disputes work</a>.
 */
final class DisputeMoves {

  private static final Set<String> CLOSED = Set.of("won", "lost", "warning_closed", "prevented");

  /** With these statuses, the bank has the money. */
  private static final Set<String> COSTS =
      Set.of(
          "needs_response", "under_review", "appeal_needs_response", "appeal_under_review", "lost");

  private static final Set<String> OTHERS =
      Set.of("warning_needs_response", "warning_under_review");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final Ledger ledger;
  private final FraudWarnings warnings;

  DisputeMoves(
      Store store, SandboxClock clock, Events events, Ledger ledger, FraudWarnings warnings) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.ledger = ledger;
    this.warnings = warnings;
  }

  /**
   * Disputes a paid charge, as far as it is neither refunded nor disputed.
   *
   * @param asked null for all that is left
   */
  ObjectNode open(ObjectNode charge, String reason, boolean inquiry, Long asked) {
    if (!DisputeJson.REASONS.containsKey(reason)) {
      throw Refusal.oneOf("reason", String.join(", ", DisputeJson.REASONS.keySet()));
    }
    long left = charge.get("amount_captured").asLong() - charge.get("amount_refunded").asLong();
    if (!charge.get("captured").asBoolean() || left == 0) {
      throw Refusal.inWork(null, null, "There is nothing to dispute: not paid, or all refunded.");
    }
    left -=
        ofCharge(charge).stream().filter(DisputeMoves::holds).mapToLong(DisputeMoves::amount).sum();
    long amount = asked == null ? left : asked;
    if (amount <= 0 || amount > left) {
      throw Refusal.inWork(
          null, null, "Of this charge %d are in no open dispute and not lost.".formatted(left));
    }
    ObjectNode dispute = DisputeJson.of(charge, amount, reason, inquiry, clock.seconds());
    store.disputes.add(dispute);
    charge.put("disputed", true);
    warnings.over(charge);
    if (!inquiry) {
      book(dispute, ledger.disputed(dispute));
    }
    events.record("charge.dispute.created", dispute, Ask.NOBODY);
    if (!inquiry) {
      events.record("charge.dispute.funds_withdrawn", dispute, Ask.NOBODY);
    }
    return dispute;
  }

  /**
   * Moves it to any status of any API version. But a chargeback never becomes an inquiry again, and
   * an inquiry is never won.
   *
   * @param before the dispute before this request
   */
  void move(ObjectNode dispute, String status, ObjectNode before, Ask ask) {
    check(dispute, status);
    dispute.put("status", status);
    String money = null;
    if (COSTS.contains(status) && !isWithdrawn(dispute)) {
      book(dispute, ledger.disputed(dispute));
      escalate(dispute);
      money = "charge.dispute.funds_withdrawn";
    } else if (status.equals("won") && isWithdrawn(dispute)) {
      book(dispute, ledger.reinstated(dispute));
      dispute.put("is_charge_refundable", true);
      money = "charge.dispute.funds_reinstated";
    }
    events.record(
        CLOSED.contains(status) ? "charge.dispute.closed" : "charge.dispute.updated",
        dispute,
        Changes.previous(before, dispute),
        ask);
    if (money != null) {
      events.record(money, dispute, ask);
    }
  }

  private static void check(ObjectNode dispute, String status) {
    if (!CLOSED.contains(status) && !COSTS.contains(status) && !OTHERS.contains(status)) {
      throw Refusal.invalid(null, "status", "Stripe has no status of disputes named " + status);
    }
    String now = Json.text(dispute, "status");
    boolean possible = isInquiry(dispute) ? !status.equals("won") : !status.startsWith("warning_");
    if (!possible || status.equals(now)) {
      throw Refusal.inWork(
          null,
          null,
          "The dispute %s is %s and cannot become %s."
              .formatted(Json.text(dispute, "id"), now, status));
    }
  }

  private static void escalate(ObjectNode dispute) {
    dispute.put("is_charge_refundable", false);
    if (dispute.at("/payment_method_details/card") instanceof ObjectNode card) {
      card.put("case_type", "chargeback");
    }
  }

  /** After a full refund an inquiry has nothing left to ask about. */
  void refunded(ObjectNode charge) {
    if (charge.get("refunded").asBoolean()) {
      warnings.over(charge);
      ofCharge(charge).stream()
          .filter(dispute -> isInquiry(dispute) && !isClosed(dispute))
          .forEach(dispute -> move(dispute, "warning_closed", dispute.deepCopy(), Ask.NOBODY));
    }
  }

  boolean forbidsRefund(ObjectNode charge) {
    return ofCharge(charge).stream()
        .anyMatch(dispute -> !dispute.get("is_charge_refundable").asBoolean());
  }

  /** Whether its amount cannot be disputed again: the bank has it, or may. */
  private static boolean holds(ObjectNode dispute) {
    String status = Json.text(dispute, "status");
    return !isClosed(dispute) || status.equals("lost");
  }

  private static long amount(ObjectNode dispute) {
    return dispute.get("amount").asLong();
  }

  private List<ObjectNode> ofCharge(ObjectNode charge) {
    if (!charge.get("disputed").asBoolean()) {
      return List.of();
    }
    return store.disputes.oldestFirst().stream()
        .filter(dispute -> dispute.get("charge").equals(charge.get("id")))
        .toList();
  }

  private static void book(ObjectNode dispute, ObjectNode transaction) {
    ((ArrayNode) dispute.get("balance_transactions")).add(transaction.deepCopy());
  }

  private static boolean isWithdrawn(ObjectNode dispute) {
    long net = 0;
    for (var transaction : dispute.get("balance_transactions")) {
      net += transaction.get("net").asLong();
    }
    return net < 0;
  }

  static boolean isInquiry(ObjectNode dispute) {
    return Json.text(dispute, "status").startsWith("warning_");
  }

  static boolean isClosed(ObjectNode dispute) {
    return CLOSED.contains(Json.text(dispute, "status"));
  }
}
