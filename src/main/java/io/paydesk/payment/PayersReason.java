package io.paydesk.payment;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a try to pay failed, as far as a payer may know whom nobody knows: of a card that was stolen
 * they are not told why.
 *
 * @see <a href="https://docs.stripe.com/declines/codes">decline codes</a>
 */
public enum PayersReason {
  FUNDS(
      "card_declined",
      "insufficient_funds",
      "There is not enough money on this card. Try another one.",
      "insufficient_funds",
      "withdrawal_count_limit_exceeded",
      "card_velocity_exceeded"),
  EXPIRED("expired_card", null, "This card has expired. Try another one.", "expired_card"),
  CODE(
      "incorrect_cvc",
      null,
      "The card's number or security code is wrong. Check it, then try again.",
      "incorrect_cvc",
      "invalid_cvc",
      "incorrect_number",
      "invalid_number"),
  IDENTITY(
      "payment_intent_authentication_failure",
      null,
      "Your bank could not confirm that it is you. Try again, or pay another way.",
      "payment_intent_authentication_failure",
      "setup_intent_authentication_failure",
      "authentication_required"),
  OTHER(
      null,
      "generic_decline",
      "Your payment was declined. Try another way to pay, or ask your bank.");

  /** Stripe's, for the page; null where a bank's own would say too much. */
  public final @Nullable String code;

  public final @Nullable String declineCode;

  /** A sentence for the payer. */
  public final String message;

  private final Set<String> stripes;

  PayersReason(
      @Nullable String code, @Nullable String declineCode, String message, String... stripes) {
    this.code = code;
    this.declineCode = declineCode;
    this.message = message;
    this.stripes = Set.of(stripes);
  }

  /** Of what Stripe said, in its codes. */
  public static PayersReason of(@Nullable String code, @Nullable String declineCode) {
    for (var reason : values()) {
      if (code != null && reason.stripes.contains(code)
          || declineCode != null && reason.stripes.contains(declineCode)) {
        return reason;
      }
    }
    return OTHER;
  }
}
