package io.paydesk.page;

import io.paydesk.payment.PayersReason;
import io.paydesk.rest.LowerCase;
import org.jspecify.annotations.Nullable;

/**
 * Why a try to pay failed, in the few kinds that the page has words for. Stripe's own sentence is
 * in the shop's language, and some decline codes must not be told to whom pays.
 */
final class Declined {

  private Declined() {}

  /** In Stripe's words, each of which may be missing. */
  static String of(@Nullable String code, @Nullable String declineCode) {
    return LowerCase.text(PayersReason.of(code, declineCode));
  }
}
