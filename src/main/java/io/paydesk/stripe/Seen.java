package io.paydesk.stripe;

import java.time.Instant;

/**
 * What Stripe said about an object, and when.
 *
 * @param askedAt when we asked Stripe; null for an event, which may be old
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
