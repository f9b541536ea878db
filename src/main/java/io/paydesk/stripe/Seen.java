package io.paydesk.stripe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe said about an object, and when.
 *
 * @param askedAt when we asked Stripe; null for an event, which may be old
 */
public record Seen<T>(T value, @Nullable Instant askedAt) {

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
