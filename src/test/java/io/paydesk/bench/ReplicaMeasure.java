package io.paydesk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PackagedProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The same deliveries as {@link WebhookMeasure}'s closed loop, spread over one process, two and
 * three that share one database. As they share one machine too, it tells what sharing costs, and
 * that nothing is lost by it, not what more machines would bring.
 */
final class ReplicaMeasure {

  private static final int MOST = 3;
  private static final int CONNECTIONS = 30;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration TIME = Duration.ofSeconds(12);

  /** More than can be delivered in that time. */
  private static final int PAYMENTS = 300_000;

  private final Rig rig;
  private final Report report;
  private final Deliveries deliveries;

  ReplicaMeasure(Rig rig, Report report) {
    this.rig = rig;
    this.report = report;
    this.deliveries = Deliveries.prepare(rig, PAYMENTS);
  }

  void run() {
    var servers = new ArrayList<>(List.of(rig.server()));
    while (true) {
      measure(servers);
      if (servers.size() == MOST) {
        break;
      }
      servers.add(rig.another());
    }
    check();
  }

  private void measure(List<PackagedProcess> servers) {
    var all =
        servers.stream().map(server -> rig.load(server, CONNECTIONS / servers.size())).toList();
    try {
      spread(all, WARM_UP);
      Inbox.untilEmpty(rig);
      var outcomes = spread(all, TIME);
      var connections = connections();
      var rest = Inbox.untilEmpty(rig);
      long answered = outcomes.stream().mapToLong(Outcome::answered).sum();
      var elapsed = outcomes.stream().map(Outcome::elapsed).max(Duration::compareTo).orElseThrow();
      report.add(
          "webhooks acknowledged by %s, %d connections"
              .formatted(
                  servers.size() == 1 ? "one process" : servers.size() + " processes", CONNECTIONS),
          together(outcomes, elapsed),
          "%s a second applied; %d connections to PostgreSQL"
              .formatted(
                  Figures.count(answered * 1e9 / elapsed.plus(rest).toNanos()), connections));
    } finally {
      all.forEach(Load::close);
    }
  }

  private List<Outcome> spread(List<Load> loads, Duration time) {
    var underway = CONNECTIONS / loads.size();
    var running =
        loads.stream()
            .map(
                load ->
                    CompletableFuture.supplyAsync(() -> load.atOnce(underway, time, this::next)))
            .toList();
    return running.stream().map(CompletableFuture::join).map(Outcome::withoutFailures).toList();
  }

  private synchronized Post next(long due) {
    return deliveries.next(due);
  }

  private static Outcome together(List<Outcome> outcomes, Duration elapsed) {
    var latency = Tally.histogram();
    outcomes.forEach(outcome -> latency.add(outcome.latency()));
    return new Outcome(elapsed, latency, Map.of());
  }

  /** Of all servers; the one that asks is not one of them. */
  private long connections() {
    return rig.tables()
        .number("select count(*) - 1 from pg_stat_activity where backend_type = 'client backend'");
  }

  private void check() {
    var acknowledged = deliveries.made();
    Stream.of(
            "select count(*) from stripe_event where id like 'evt_bench%' and status = 'done' and attempts = 1",
            "select count(*) from payment where payment_intent_id like 'pi_bench%' and status = 'succeeded'")
        .forEach(sql -> assertThat(rig.tables().number(sql)).as(sql).isEqualTo(acknowledged));
  }
}
