package io.paydesk.page;

import io.paydesk.payment.PayersReason;
import io.paydesk.payment.PaymentView;
import io.paydesk.rest.LowerCase;
import org.jspecify.annotations.Nullable;

/**
 * Why a try failed, as far as the payer may know: of a card that was stolen nobody is told why.
 *
 * @see <a href="https://docs.stripe.com/declines/codes">decline codes</a>
 */
final class Declined {

  private Declined() {}

  /** Null where no try has failed. */
  static @Nullable String of(PaymentView.@Nullable Failure failure) {
    return failure == null
        ? null
        : LowerCase.text(PayersReason.of(failure.code(), failure.declineCode()));
  }
}
