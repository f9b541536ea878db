package io.paydesk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Payments are begun while Stripe takes its time for each answer, so that hundreds are underway at
 * once: for users whose Customer at Stripe is there already, which takes one call to Stripe, and
 * for new ones, which takes two.
 */
final class PaymentMeasure {

  static final int UNDERWAY = 500;

  /** What differs from the service's defaults. */
  static final Map<String, String> SETTINGS =
      Map.of("PAYDESK_STRIPE_CONCURRENCY", Integer.toString(UNDERWAY));

  private static final Duration STRIPES_TIME = Duration.ofMillis(300);
  private static final Duration TIME = Duration.ofSeconds(15);

  /** So many that none of them has two payments underway at once. */
  private static final int KNOWN_USERS = 2 * UNDERWAY;

  /** More than can be begun in that time: at 300 ms and 500 underway, 1,667 a second. */
  private static final int ORDERS = 30_000;

  private final Rig rig;
  private final Report report;
  private final String token;
  private long begun;

  PaymentMeasure(Rig rig, Report report) {
    this.rig = rig;
    this.report = report;
    this.token = rig.serviceToken();
  }

  void run() {
    var introductions = orders("known", KNOWN_USERS, KNOWN_USERS);
    var warmUp = orders("known", KNOWN_USERS, ORDERS);
    var ofKnownUsers = orders("known", KNOWN_USERS, ORDERS);
    var ofNewUsers = orders("new", ORDERS, ORDERS);
    rig.tables().change("vacuum analyze");
    try (var load = rig.load(UNDERWAY)) {
      begin(load, Duration.ofMinutes(1), introductions);
      begun += WarmUp.with(load, UNDERWAY, warmUp);
      rig.sandbox().faults().holdNext("", STRIPES_TIME, Integer.MAX_VALUE);
      measure("users that Stripe knows", load, ofKnownUsers);
      measure("new users", load, ofNewUsers);
    }
    check();
  }

  private void measure(String whose, Load load, LongFunction<Post> orders) {
    var before = CpuTimes.of(rig);
    var outcome = begin(load, TIME, orders);
    var now = CpuTimes.of(rig);
    report.add(
        "payments begun, %d underway, Stripe takes %d ms, %s"
            .formatted(UNDERWAY, STRIPES_TIME.toMillis(), whose),
        outcome,
        now.since(before) + "; " + now.ofEach(outcome.answered(), before));
  }

  private Outcome begin(Load load, Duration time, LongFunction<Post> orders) {
    var outcome = load.atOnce(UNDERWAY, time, orders).withoutFailures();
    begun += outcome.answered();
    return outcome;
  }

  /** Orders of these users in turn, each of which is then paid once. */
  private LongFunction<Post> orders(String user, int users, int count) {
    var last =
        rig.tables()
            .number(
                """
                with made as (
                  insert into orders (user_id, amount, currency, status)
                  select ? || '-' || n % ?, 9999, 'usd', 'pending' from generate_series(1, ?) n
                  returning id
                )
                select max(id) from made
                """,
                user, users, count);
    var next = new AtomicLong(last - count);
    return due -> next.get() == last ? null : start(next.incrementAndGet());
  }

  private Post start(long orderId) {
    return new Post(
        "/v1/payments",
        Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
        "{\"orderId\": %d}".formatted(orderId),
        201);
  }

  private void check() {
    assertThat(rig.tables().number("select count(*) from payment"))
        .as("payments that are stored")
        .isEqualTo(begun);
    assertThat(
            rig.tables()
                .number(
                    "select count(*) from payment where status = 'pending' and payment_intent_id is not null"))
        .as("payments that wait for their payer")
        .isEqualTo(begun);
    assertThat(rig.sandbox().paymentIntents()).as("intents at Stripe").hasSize((int) begun);
  }
}
