package io.paydesk.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What figures make of what Stripe tells: each test looks at how much more there is afterwards. */
@QuarkusTest
class FiguresOfSubscriptionsTest extends SubscriptionTest {

  private final Instant from = Instant.now().minus(Duration.ofDays(2));

  private Json figures() {
    return json(asAdmin().get("/v1/figures?currency=usd&from=" + from), 200);
  }

  private static long of(Json figures, String name) {
    return figures.getList("data").isEmpty() || figures.getString("data[0].total." + name) == null
        ? 0
        : figures.getLong("data[0].total." + name);
  }

  private static void grew(Json before, Json after, Map<String, Long> by) {
    by.forEach(
        (name, more) ->
            assertThat(of(after, name) - of(before, name)).as(name).isEqualTo(more.longValue()));
  }

  @Test
  void aSubscriptionBringsItsPriceAMonthAndEachRenewalIsOnePayment() {
    var before = figures();
    long order = monthly();
    var started = active(order);
    var subscription = started.getString("recurringPayment.subscriptionId");
    long row = started.getLong("recurringPayment.id");
    workedOff();
    grew(
        before,
        figures(),
        Map.of(
            "came", 1_500L,
            "succeeded", 1L,
            "ordersMade", 1L,
            "ordersPaid", 1L,
            "subscriptionsStarted", 1L,
            "subscriptionsRunning", 1L,
            "monthlyRecurring", 1_500L));

    toTheEndOfItsPeriod(subscription);
    sandbox.advanceClock(Duration.ofHours(2));
    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from payment where user_id = ? and amount_received > 0",
                            user))
                .isEqualTo(2));
    workedOff();
    grew(
        before,
        figures(),
        Map.of(
            "came", 3_000L,
            "succeeded", 2L,
            "ordersMade", 1L,
            "subscriptionsStarted", 1L,
            "monthlyRecurring", 1_500L));

    sandbox.billing().cancelAtDashboard(subscription);
    eventuallyIs(row, "canceled");
    grew(
        before,
        figures(),
        Map.of("subscriptionsEnded", 1L, "subscriptionsRunning", 0L, "monthlyRecurring", 0L));
  }

  @Test
  void aRefundCountsWhenItSucceedsAndOneMadeAtStripeWhenItWasMadeThere() {
    long order = order("10.00", "usd");
    var started = started(order);
    sandbox.confirm(started.getString("paymentIntentId"), GOOD_CARD);
    eventuallyPaid(order);
    var before = figures();
    sandbox.refundAtDashboard(started.getString("paymentIntentId"), 400);

    eventually(x -> grew(before, figures(), Map.of("refunded", 400L, "refunds", 1L)));

    var times =
        "select extract(epoch from succeeded_at - created_at) from refund where user_id = ?";
    assertThat(Double.parseDouble(tables().text(times, user)))
        .as("Stripe's whole second, before ours")
        .isBetween(-30.0, 0.0);
  }
}
