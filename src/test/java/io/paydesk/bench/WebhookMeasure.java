package io.paydesk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/**
 * Stripe tells that payments succeeded: how many deliveries are taken a second, and how long after
 * the last one all have made their payment succeeded and its order paid.
 */
final class WebhookMeasure {

  private static final int CONNECTIONS = 32;
  private static final int RATE = 500;
  private static final Duration TIME = Duration.ofSeconds(15);

  /** More than can be delivered in that time; a faster machine would end sooner. */
  private static final int PAYMENTS = 200_000;

  private final Rig rig;
  private final Report report;
  private final Deliveries deliveries;

  WebhookMeasure(Rig rig, Report report) {
    this.rig = rig;
    this.report = report;
    this.deliveries = Deliveries.prepare(rig, PAYMENTS);
  }

  void run() {
    try (var load = rig.load(CONNECTIONS)) {
      WarmUp.with(load, CONNECTIONS, deliveries::next);
      Inbox.untilEmpty(rig);
      closed(load);
      open(load);
    }
    check();
  }

  private void closed(Load load) {
    var before = CpuTimes.of(rig);
    var outcome = load.atOnce(CONNECTIONS, TIME, deliveries::next).withoutFailures();
    var shares = CpuTimes.of(rig).since(before);
    report.add(
        "webhooks acknowledged, %d connections".formatted(CONNECTIONS),
        outcome,
        "all applied %s after the last; %s"
            .formatted(Figures.seconds(Inbox.untilEmpty(rig)), shares));
  }

  private void open(Load load) {
    var outcome = load.atRate(RATE, TIME, deliveries::next).withoutFailures();
    report.add(
        "webhooks at %d a second".formatted(RATE),
        outcome,
        "all applied %s after the last".formatted(Figures.seconds(Inbox.untilEmpty(rig))));
  }

  private void check() {
    var tables = rig.tables();
    var acknowledged = deliveries.made();
    assertThat(tables.number("select count(*) from stripe_event where id like 'evt_bench%'"))
        .as("events that were acknowledged and are stored")
        .isEqualTo(acknowledged);
    assertThat(
            tables.number(
                "select count(*) from stripe_event where id like 'evt_bench%' and status = 'done'"))
        .as("events that were applied")
        .isEqualTo(acknowledged);
    assertThat(
            tables.number(
                """
                select count(*) from payment p join orders o on o.id = p.order_id
                where p.payment_intent_id like 'pi_bench%' and p.status = 'succeeded' and o.status = 'paid'
                """))
        .as("payments that succeeded and whose order is paid")
        .isEqualTo(acknowledged);
  }
}
