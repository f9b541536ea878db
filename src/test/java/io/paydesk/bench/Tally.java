package io.paydesk.bench;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts answers, on one thread. */
final class Tally {

  private static final int DIGITS = 3;

  private final long begin = System.nanoTime();
  private final Histogram latency = histogram();
  private final Map<String, Integer> failures = new TreeMap<>();
  private long end = begin;

  static Histogram histogram() {
    return new Histogram(TimeUnit.MINUTES.toNanos(2), DIGITS);
  }

  void answered(long since) {
    end = System.nanoTime();
    latency.recordValue(end - since);
  }

  void failed(String how) {
    end = System.nanoTime();
    failures.merge(how, 1, Integer::sum);
  }

  Outcome outcome() {
    return new Outcome(Duration.ofNanos(Math.max(1, end - begin)), latency, failures);
  }
}
