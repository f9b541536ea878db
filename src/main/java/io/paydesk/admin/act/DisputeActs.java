package io.paydesk.admin.act;

import io.paydesk.dispute.DisputeView;

/** What a dispute's state allows. */
public record DisputeActs(DisputeView dispute) {

  /** Whether the bank waits for the shop. */
  public boolean canBeAnswered() {
    return switch (dispute.status()) {
      case "needs_response", "warning_needs_response", "appeal_needs_response" -> true;
      default -> false;
    };
  }
}
