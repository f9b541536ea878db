package io.paydesk.webhook;

/**
 * What a callback made of an event that it did not throw on.
 *
 * @param ignoredBecause null when it was applied; else why it is none of ours
 */
public record Verdict(String ignoredBecause) {

  public static final Verdict DONE = new Verdict(null);

  public static Verdict ignored(String because) {
    return new Verdict(because);
  }

  StripeEventStatus status() {
    return ignoredBecause == null ? StripeEventStatus.DONE : StripeEventStatus.IGNORED;
  }
}
