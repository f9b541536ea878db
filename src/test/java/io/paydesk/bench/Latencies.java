package io.paydesk.bench;

import org.HdrHistogram.Histogram;

/** What a table shows of a histogram. */
record Latencies(String median, String p99, String longest) {

  /**
   * @param nanos may have nothing in it
   */
  static Latencies of(Histogram nanos) {
    return new Latencies(
        Figures.millis(nanos.getValueAtPercentile(50)),
        Figures.millis(nanos.getValueAtPercentile(99)),
        Figures.millis(nanos.getMaxValue()));
  }
}
