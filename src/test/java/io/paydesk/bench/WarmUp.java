package io.paydesk.bench;

import java.time.Duration;
import java.util.function.LongFunction;

/**
 * Lets the server's JVM compile what the load runs through, as it does in the first minutes after a
 * start: rounds, until one is hardly faster than the best before it.
 */
final class WarmUp {

  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final int LEAST = 4;
  private static final int MOST = 12;
  private static final double HARDLY = 1.05;

  private WarmUp() {}

  /**
   * @return how many requests were answered
   */
  static long with(Load load, int underway, LongFunction<Post> requests) {
    long answered = 0;
    double best = 0;
    for (int round = 1; round <= MOST; round++) {
      var outcome = load.atOnce(underway, ROUND, requests).withoutFailures();
      answered += outcome.answered();
      System.out.println("| round " + round + ": " + outcome.perSecond());
      if (round >= LEAST && outcome.perSecond() < best * HARDLY) {
        break;
      }
      best = Math.max(best, outcome.perSecond());
    }
    return answered;
  }
}
