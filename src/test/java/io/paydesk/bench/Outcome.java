package io.paydesk.bench;

import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What came of a load.
 *
 * @param elapsed from the first request to the last answer
 * @param latency in nanoseconds, of the requests that were answered as they should
 * @param failures how often each other answer, or none, came
 */
record Outcome(Duration elapsed, Histogram latency, Map<String, Integer> failures) {

  long answered() {
    return latency.getTotalCount();
  }

  double perSecond() {
    return answered() * 1e9 / elapsed.toNanos();
  }

  /**
   * @throws IllegalStateException when a request was not answered as it should
   */
  Outcome withoutFailures() {
    if (!failures.isEmpty()) {
      throw new IllegalStateException(
          answered() + " were answered as they should, but " + failures + " were not");
    }
    return this;
  }
}
