package io.paydesk.bench;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * How long after Stripe's delivery a browser knows: payments succeed, a few a second, and every
 * stream is told of each. Latency counts from the time at which the delivery was meant to go to the
 * time at which a stream's reader has the event: the answer to the webhook, the inbox and the
 * commit are in it.
 */
final class StreamMeasure {

  private static final int FEW = 1_000;
  private static final int MANY = 5_000;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration TIME = Duration.ofSeconds(20);
  private static final int PAYMENTS = 2_000;

  private final Rig rig;
  private final Report report;
  private final Deliveries deliveries;
  private final long[] due = new long[PAYMENTS + 1];
  private final AtomicLong seen = new AtomicLong();
  private Histogram latency;

  StreamMeasure(Rig rig, Report report) {
    assumeThat(openFiles())
        .as("open files that a process may have: raise the limit (ulimit -n)")
        .isGreaterThan(MANY + 500L);
    this.rig = rig;
    this.report = report;
    this.deliveries = Deliveries.prepare(rig, PAYMENTS);
  }

  /** The server's limit is the same. */
  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  void run() {
    try (var load = rig.load(8)) {
      try (var watchers = open(FEW)) {
        change(load, watchers, FEW, 20, WARM_UP);
        measure(load, watchers, FEW, 20);
      }
      await().atMost(Duration.ofSeconds(20)).until(this::nobodyWatches);
      var without = ServerMemory.of(rig.serverPid());
      try (var watchers = open(MANY)) {
        report.add(
            "memory of an idle stream, %s of them".formatted(Figures.count(MANY)),
            ServerMemory.of(rig.serverPid()).each(without, MANY));
        measure(load, watchers, MANY, 10);
      }
    }
  }

  private Watchers open(int streams) {
    var watchers = new Watchers(rig, streams, this::see);
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .failFast("a stream was lost", () -> watchers.lost() > 0)
          .until(() -> watchers.live() == streams);
      return watchers;
    } catch (RuntimeException e) {
      watchers.close();
      throw e;
    }
  }

  private void see(int payment) {
    latency.recordValue(System.nanoTime() - due[payment]);
    seen.incrementAndGet();
  }

  private void measure(Load load, Watchers watchers, int streams, int perSecond) {
    var before = CpuTimes.of(rig);
    change(load, watchers, streams, perSecond, TIME);
    report.add(
        "delivery to browser, %s streams, %d changes a second"
            .formatted(Figures.count(streams), perSecond),
        Latencies.of(latency),
        "%s events, none missed; %s"
            .formatted(Figures.count(latency.getTotalCount()), CpuTimes.of(rig).since(before)));
  }

  /** Comes back when every stream has seen every change. */
  private void change(Load load, Watchers watchers, int streams, int perSecond, Duration time) {
    latency = Tally.histogram();
    seen.set(0);
    var changes = load.atRate(perSecond, time, this::deliver).withoutFailures().answered();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(seen.get())
                    .as("what %d streams saw of %d changes", streams, changes)
                    .isEqualTo(streams * changes));
    assertThat(watchers.lost()).as("streams that were lost").isZero();
  }

  private Post deliver(long dueAt) {
    var post = deliveries.next(dueAt);
    due[deliveries.made()] = dueAt;
    return post;
  }

  private boolean nobodyWatches() {
    return given().get(rig.url("/q/metrics")).asString().contains("paydesk_streams_open 0.0");
  }
}
