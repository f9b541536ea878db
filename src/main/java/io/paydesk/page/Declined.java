package io.paydesk.page;

import io.paydesk.payment.PaymentView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a try failed, as far as the payer may know: of a card that was stolen nobody is told why.
 *
 * @see <a href="https://docs.stripe.com/declines/codes">decline codes</a>
 */
final class Declined {

  private static final Set<String> FUNDS =
      Set.of("insufficient_funds", "withdrawal_count_limit_exceeded", "card_velocity_exceeded");

  private static final Set<String> CODE =
      Set.of("incorrect_cvc", "invalid_cvc", "incorrect_number", "invalid_number");

  private static final Set<String> IDENTITY =
      Set.of("payment_intent_authentication_failure", "authentication_required");

  private Declined() {}

  /** Null where no try has failed. */
  static @Nullable String of(PaymentView.@Nullable Failure failure) {
    if (failure == null) {
      return null;
    }
    if (isIn(FUNDS, failure)) {
      return "funds";
    }
    if ("expired_card".equals(failure.code()) || "expired_card".equals(failure.declineCode())) {
      return "expired";
    }
    if (isIn(CODE, failure)) {
      return "code";
    }
    return isIn(IDENTITY, failure) ? "identity" : "other";
  }

  private static boolean isIn(Set<String> codes, PaymentView.Failure failure) {
    return failure.code() != null && codes.contains(failure.code())
        || failure.declineCode() != null && codes.contains(failure.declineCode());
  }
}
