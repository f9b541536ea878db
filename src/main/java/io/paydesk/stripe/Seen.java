package io.paydesk.stripe;

import java.time.Instant;

/**
 * What Stripe said of an object, and when.
 *
 * @param askedAt when we asked Stripe for it; null when it came by an event, which may be old
 */
public record Seen<T>(T value, Instant askedAt) {

  public static <T> Seen<T> asked(T value, Instant askedAt) {
    return new Seen<>(value, askedAt);
  }

  public static <T> Seen<T> byEvent(T value) {
    return new Seen<>(value, null);
  }

  public boolean isAnswer() {
    return askedAt != null;
  }
}
