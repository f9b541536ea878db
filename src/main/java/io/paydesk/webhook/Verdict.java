package io.paydesk.webhook;

/**
 * What a callback made of an event that it did not throw on.
 *
 * @param ignoredBecause null when it was applied; else why it is none of ours
 * @param waitsFor the PaymentIntent that a payment of ours may have later: then it is tried again;
 *     null when nothing can change it
 */
public record Verdict(String ignoredBecause, String waitsFor) {

  public static final Verdict DONE = new Verdict(null, null);

  public static Verdict ignored(String because) {
    return new Verdict(because, null);
  }

  public static Verdict ignoredUntilPaymentOf(String paymentIntentId) {
    return new Verdict("unknown-payment", paymentIntentId);
  }

  StripeEventStatus status() {
    return ignoredBecause == null ? StripeEventStatus.DONE : StripeEventStatus.IGNORED;
  }
}
