package io.paydesk.stripe;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices when all worker threads wait for Stripe and no answer comes. Further calls would only
 * wait too, so this process is better left alone until an answer comes or a thread is free.
 */
@Singleton
class StripePulse {

  /** A thread that is free for a shorter time has only taken the next call of the queue. */
  private static final long SHORT = Duration.ofSeconds(1).toNanos();

  private final int threads;
  private final Duration longestTry;
  private final LongSupplier nanos;
  private int held;
  private @Nullable Long freeAt;
  private long silentSince;

  @Inject
  StripePulse(StripeCallConfig config) {
    this(config.concurrency(), config.timeout(), System::nanoTime);
  }

  StripePulse(int threads, Duration longestTry, LongSupplier nanos) {
    this.threads = threads;
    this.longestTry = longestTry;
    this.nanos = nanos;
  }

  /** A thread begins a call. */
  synchronized void take() {
    if (++held == threads && (freeAt == null || nanos.getAsLong() - freeAt > SHORT)) {
      silentSince = nanos.getAsLong();
    }
  }

  /** A thread has ended its call. */
  synchronized void free() {
    if (held-- == threads) {
      freeAt = nanos.getAsLong();
    }
  }

  /** A complete answer has come, good or bad. */
  synchronized void answered() {
    silentSince = nanos.getAsLong();
  }

  /** How long all threads have been held without an answer; zero while one is free. */
  synchronized Duration silence() {
    return held < threads
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, nanos.getAsLong() - silentSince));
  }

  /** By then any attempt has ended, with or without an answer. */
  boolean isThere() {
    return silence().compareTo(longestTry) <= 0;
  }
}
