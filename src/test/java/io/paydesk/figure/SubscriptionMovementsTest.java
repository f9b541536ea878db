package io.paydesk.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is noted of subscriptions as they change comes to what they say in the end. */
@QuarkusTest
class SubscriptionMovementsTest extends PaydeskTest {

  private static final List<String> STATUSES =
      List.of(
          "created",
          "incomplete",
          "trialing",
          "active",
          "past_due",
          "unpaid",
          "paused",
          "canceled",
          "active");

  private static final String SAID =
      """
      select count(*) filter (where status in ('trialing', 'active', 'past_due', 'unpaid', 'paused')) || ' ' ||
        coalesce(sum(monthly_amount) filter (where monthly_currency = 'nok' and pause_behavior is null
          and (status = 'active' or status = 'past_due' and gives_access is distinct from false)), 0)
      from recurring_payment where user_id = ?
      """;

  private static final String NOTED =
      """
      select coalesce(sum(m.running), 0) || ' ' || coalesce(sum(m.monthly), 0)
      from subscription_movement m join recurring_payment r on r.id = m.recurring_payment_id where r.user_id = ?
      """;

  private long subscription() {
    long order =
        tables()
            .number(
                "insert into orders (user_id, amount, currency, price_id, status) values (?, 100, 'nok', 'price_1', 'paid')"
                    + " returning id",
                user);
    return tables()
        .number(
            "insert into recurring_payment (order_id, user_id, uuid, price_id, status) values (?, ?, gen_random_uuid(), ?,"
                + " 'incomplete') returning id",
            order,
            user,
            "price_" + UUID.randomUUID());
  }

  @Test
  void whateverBecomesOfThemTheirSumsAreWhatTheRowsSay() {
    var random = new Random(57);
    var ids = List.of(subscription(), subscription(), subscription());
    for (int i = 0; i < 120; i++) {
      tables()
          .change(
              """
              update recurring_payment set status = ?, monthly_amount = nullif(?::bigint, 0),
                monthly_currency = ?, pause_behavior = ?, gives_access = ?
              where id = ?
              """,
              STATUSES.get(random.nextInt(STATUSES.size())),
              100L * random.nextInt(4),
              random.nextInt(5) == 0 ? "usd" : "nok",
              random.nextInt(4) == 0 ? "void" : null,
              random.nextInt(3) > 0,
              ids.get(random.nextInt(ids.size())));
      assertThat(tables().text(NOTED, user)).as("after " + i).isEqualTo(tables().text(SAID, user));
    }
  }

  private static final Instant ERA = Instant.parse("2016-01-01T00:00:00Z");

  private void moved(long id, int running, String after) {
    tables()
        .change(
            "insert into subscription_movement (recurring_payment_id, currency, moved_at, running, monthly)"
                + " values (?, 'ron', ?, ?, 0)",
            id,
            ERA.plus(Duration.parse(after)).atOffset(ZoneOffset.UTC),
            running);
  }

  @Test
  void whoIsLostIsOneOfThoseThatRanAsTheTimeBegan() {
    long old = subscription();
    moved(old, 1, "PT-1H");
    for (int i = 0; i < 3; i++) {
      long brief = subscription();
      moved(brief, 1, "PT1H");
      moved(brief, -1, "PT2H");
    }
    long later = subscription();
    moved(later, 1, "PT3H");
    moved(old, -1, "PT25H");
    moved(later, -1, "PT49H");

    var seen =
        json(
            asAdmin()
                .get(
                    "/v1/figures?currency=ron&from=%s&to=%s"
                        .formatted(ERA, ERA.plus(Duration.ofDays(3)))),
            200);

    assertThat(seen.getList("data[0].buckets.subscriptionsEnded")).containsExactly(3, 1, 1);
    assertThat(seen.getList("data[0].buckets.churn")).containsExactly(0.0, 0.5, 1.0);
    assertThat(seen.getString("data[0].total.churn")).isEqualTo("1.0");
    tables()
        .change(
            "delete from subscription_movement where currency = 'ron' and moved_at < '2017-01-01'");
  }

  @Test
  void nothingEndsBeforeItBegan() {
    long id = subscription();
    tables().change("update recurring_payment set status = 'active' where id = ?", id);
    tables()
        .change(
            "update recurring_payment set status = 'canceled', ended_at = now() - interval '1 hour' where id = ?",
            id);

    assertThat(
            tables()
                .text(
                    "select string_agg(running::text, ' ' order by moved_at, id) from subscription_movement"
                        + " where recurring_payment_id = ?",
                    id))
        .isEqualTo("1 -1");
  }

  @Test
  void whatChangesNeitherIsNotNoted() {
    long id = subscription();
    tables().change("update recurring_payment set status = 'trialing' where id = ?", id);
    tables()
        .change(
            "update recurring_payment set quantity = 2, monthly_amount = 500, monthly_currency = 'nok' where id = ?",
            id);

    assertThat(
            tables()
                .text(
                    "select string_agg(running || ' ' || monthly, ', ') from subscription_movement where recurring_payment_id = ?",
                    id))
        .isEqualTo("1 0");
  }

  @Test
  void figuresTellWhatBeganAndEndedAndWhatIsLeft() {
    var before = Instant.now();
    long stays = subscription();
    long ends = subscription();
    for (var id : List.of(stays, ends)) {
      tables()
          .change(
              "update recurring_payment set status = 'active', monthly_amount = 1000, monthly_currency = 'nok' where id = ?",
              id);
    }
    tables().change("update recurring_payment set status = 'canceled' where id = ?", ends);

    var seen = json(asAdmin().get("/v1/figures?currency=nok&from=" + before), 200);

    assertThat(seen.getLong("data[0].total.subscriptionsStarted")).isEqualTo(2);
    assertThat(seen.getLong("data[0].total.subscriptionsEnded")).isEqualTo(1);
    var earlier =
        tables()
            .number(
                "select coalesce(sum(monthly), 0) from subscription_movement where currency = 'nok' and moved_at < ?",
                before.atOffset(ZoneOffset.UTC));
    assertThat(seen.getLong("data[0].total.monthlyRecurring")).isEqualTo(earlier + 1_000);
  }
}
