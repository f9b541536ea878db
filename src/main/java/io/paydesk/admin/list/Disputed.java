package io.paydesk.admin.list;

import java.util.Set;

/** Whether a dispute goes on, as Stripe's status says. */
final class Disputed {

  private static final Set<String> OVER =
      Set.of("won", "lost", "prevented", "warning_closed", "charge_refunded");

  private Disputed() {}

  static boolean isOpen(String status) {
    return !OVER.contains(status);
  }

  /** Whether it is the shop's turn. */
  static boolean needsAnAnswer(String status) {
    return status.endsWith("needs_response");
  }
}
