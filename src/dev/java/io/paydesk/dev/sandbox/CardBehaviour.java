package io.paydesk.dev.sandbox;

/** What happens when somebody pays with the card. */
sealed interface CardBehaviour {

  record Pays(Aftermath aftermath) implements CardBehaviour {}

  /**
   * @param always even if the card was authenticated when it was saved
   */
  record Authenticates(boolean always) implements CardBehaviour {}

  /** It can be saved, but payments are declined. */
  record SavesOnly(Decline decline) implements CardBehaviour {}

  record PaysLater() implements CardBehaviour {}

  /** The bank sends small deposits, which the payer reads and enters days later. */
  record VerifiesLater() implements CardBehaviour {}

  /** The payer agrees on another site. */
  record Redirects() implements CardBehaviour {}

  record Declines(Decline decline) implements CardBehaviour {}

  record FailsLater(Decline decline) implements CardBehaviour {}

  /**
   * See <a href="https://docs.stripe.com/declines/codes">decline codes</a>.
   *
   * @param declineCode null where Stripe sends none
   */
  record Decline(String code, String declineCode, String advice, String message) {}
}
