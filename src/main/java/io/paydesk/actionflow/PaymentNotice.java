package io.paydesk.actionflow;

import io.paydesk.transaction.TransitionKind;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happens to a payment besides its success or failure. Each notice has its own method of
 * {@link Actionflow}, so that a bean that gives access for a payment is not called for a dispute.
 */
final class PaymentNotice {

  private static final Set<String> DISPUTES =
      texts(
          TransitionKind.INQUIRY_OPENED,
          TransitionKind.INQUIRY_CLOSED,
          TransitionKind.DISPUTED,
          TransitionKind.DISPUTE_UPDATED,
          TransitionKind.DISPUTE_APPEALED,
          TransitionKind.DISPUTE_WON,
          TransitionKind.DISPUTE_LOST,
          TransitionKind.DISPUTE_PREVENTED);

  private static final Set<String> WARNINGS =
      texts(TransitionKind.FRAUD_WARNING, TransitionKind.FRAUD_WARNING_UPDATED);

  private static final Set<String> HOLDS =
      texts(TransitionKind.PAYMENT_AUTHORIZED, TransitionKind.CAPTURE_FAILED);

  private static final Set<String> METHODS =
      texts(TransitionKind.METHOD_DETACHED, TransitionKind.METHOD_UPDATED);

  private PaymentNotice() {}

  private static Set<String> texts(TransitionKind... kinds) {
    return Arrays.stream(kinds).map(TransitionKind::text).collect(Collectors.toUnmodifiableSet());
  }

  static boolean isDispute(String transition) {
    return DISPUTES.contains(transition);
  }

  static boolean isOfHeldMoney(String transition) {
    return HOLDS.contains(transition);
  }

  static boolean isOfMethod(String transition) {
    return METHODS.contains(transition);
  }

  static boolean isFraudWarning(String transition) {
    return WARNINGS.contains(transition);
  }
}
