package io.paydesk.actionflow;

import java.util.Set;

/**
 * What happens to a payment besides its success or failure. Each notice has its own method of
 * {@link Actionflow}, so that a bean that gives access for a payment is not called for a dispute.
 */
final class PaymentNotice {

  private static final Set<String> DISPUTES =
      Set.of(
          "inquiry_opened",
          "inquiry_closed",
          "disputed",
          "dispute_updated",
          "dispute_appealed",
          "dispute_won",
          "dispute_lost",
          "dispute_prevented");

  private static final Set<String> WARNINGS = Set.of("fraud_warning", "fraud_warning_updated");

  private PaymentNotice() {}

  static boolean isDispute(String transition) {
    return DISPUTES.contains(transition);
  }

  static boolean isFraudWarning(String transition) {
    return WARNINGS.contains(transition);
  }
}
