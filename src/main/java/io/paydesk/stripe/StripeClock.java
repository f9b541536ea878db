package io.paydesk.stripe;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * What time it is at Stripe. Whatever Stripe dates is compared with it: when a period or a trial
 * ends, since when a renewal is due, how long ago an invoice was paid. Stripe's clock and ours are
 * the same; in development the pretend Stripe's may be months ahead. How long our own work waits,
 * and how long tokens and keys are good, is none of its business.
 */
@DefaultBean
@Singleton
public class StripeClock {

  public Instant now() {
    return Instant.now();
  }

  /**
   * How far it is ahead of ours, for those who ask the database's clock: that is one for all
   * processes, and a process whose own clock is wrong must not decide for them.
   */
  public Duration ahead() {
    return Duration.ZERO;
  }

  /**
   * The latest time at which something may have happened that Stripe says now. When a pretend
   * Stripe's clock is moved, the news of what happened meanwhile comes first, and then the time.
   */
  public Instant latest() {
    return now();
  }
}
