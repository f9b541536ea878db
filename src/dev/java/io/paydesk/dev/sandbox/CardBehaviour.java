package io.paydesk.dev.sandbox;

/** What happens when somebody pays with it. */
sealed interface CardBehaviour {

  record Pays(Aftermath aftermath) implements CardBehaviour {}

  /**
   * @param always also where it was saved with an authentication
   */
  record Authenticates(boolean always) implements CardBehaviour {}

  /** May be saved, and then declines. */
  record SavesOnly(Decline decline) implements CardBehaviour {}

  record PaysLater() implements CardBehaviour {}

  record Declines(Decline decline) implements CardBehaviour {}

  record FailsLater(Decline decline) implements CardBehaviour {}

  /**
   * See <a href="https://docs.stripe.com/declines/codes">decline codes</a>.
   *
   * @param declineCode null where Stripe sends none
   */
  record Decline(String code, String declineCode, String advice, String message) {}
}
