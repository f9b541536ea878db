package io.paydesk.figure;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test has a time of its own, before all other rows: what runs already counts later too. */
@QuarkusTest
class FiguresTest extends PaydeskTest {

  private static final AtomicInteger ERAS = new AtomicInteger();
  private static final AtomicInteger LONG_ERAS = new AtomicInteger();

  private final Instant era =
      Instant.parse("1971-01-01T00:00:00Z").plus(100L * ERAS.getAndIncrement(), ChronoUnit.DAYS);

  private Instant at(String after) {
    return era.plus(Duration.parse(after));
  }

  private static OffsetDateTime sql(Instant when) {
    return when.atOffset(UTC);
  }

  private long order(String currency, String status, Instant made) {
    return tables()
        .number(
            "insert into orders (user_id, amount, currency, status, created_at, review_reason)"
                + " values (?, 100, ?, ?, ?, case when ? = 'review' then 'amount-mismatch' end) returning id",
            user,
            currency,
            status,
            sql(made),
            status);
  }

  /**
   * @param received 0 while nothing came
   */
  private long payment(long order, String status, long received, Instant made, Instant came) {
    return tables()
        .number(
            """
            insert into payment (order_id, user_id, uuid, origin, amount, amount_received, currency, status, created_at,
              succeeded_at)
            select id, user_id, gen_random_uuid(), 'invoice', 500, ?, currency, ?, ?, ? from orders where id = ? returning id
            """,
            received,
            status,
            sql(made),
            came == null ? null : sql(came),
            order);
  }

  private void refund(long payment, String status, long amount, Instant made, Instant went) {
    tables()
        .change(
            """
            insert into refund (payment_id, order_id, user_id, uuid, origin, amount, currency, status, created_at, succeeded_at)
            select id, order_id, user_id, gen_random_uuid(), 'dashboard', ?, currency, ?, ?, ? from payment where id = ?
            """,
            amount,
            status,
            sql(made),
            went == null ? null : sql(went),
            payment);
  }

  private void dispute(long payment, String status, long amount, Instant opened) {
    tables()
        .change(
            """
            insert into dispute (payment_id, order_id, user_id, dispute_id, amount, currency, status,
              is_charge_refundable, opened_at, observed_at)
            select id, order_id, user_id, 'dp_' || gen_random_uuid(), ?, currency, ?, false, ?, now()
            from payment where id = ?
            """,
            amount,
            status,
            sql(opened),
            payment);
  }

  private void decline(long payment, String code, String declineCode, Instant when) {
    tables()
        .change(
            """
            insert into payment_decline (id, payment_id, user_id, code, decline_code, declined_at)
            values ('ch_' || gen_random_uuid(), ?, ?, ?, ?, ?)
            """,
            payment,
            user,
            code,
            declineCode,
            sql(when));
  }

  private Json figures(String more) {
    return json(as("sue", "support").get("/v1/figures?" + more), 200);
  }

  private Json figures(Instant from, Instant to, String more) {
    return figures("from=" + from + "&to=" + to + more);
  }

  @Test
  void moneyCountsWhenItCameAndWhenItWentBackWhateverTheRowsSay() {
    long order = order("usd", "partially_refunded", at("PT1H"));
    long payment = payment(order, "partially_refunded", 9_999, at("PT1H"), at("PT30H"));
    refund(payment, "succeeded", 2_500, at("PT31H"), at("PT50H"));
    refund(payment, "pending", 100, at("PT31H"), null);
    refund(payment, "failed", 100, at("PT31H"), at("PT32H"));
    payment(order, "canceled", 0, at("PT1H"), null);

    var seen = figures(era, at("PT72H"), "");

    assertThat(seen.getList("data[0].buckets.came")).containsExactly(0, 9_999, 0);
    assertThat(seen.getList("data[0].buckets.refunded")).containsExactly(0, 0, 2_500);
    assertThat(seen.getList("data[0].buckets.kept")).containsExactly(0, 9_999, -2_500);
    assertThat(seen.getLong("data[0].total.kept")).isEqualTo(7_499);
    assertThat(seen.getList("data[0].buckets.refunds")).containsExactly(0, 0, 1);
    assertThat(seen.getList("data[0].buckets.ordersMade")).containsExactly(1, 0, 0);
    assertThat(seen.getList("data[0].buckets.ordersPaid")).containsExactly(1, 0, 0);
  }

  @Test
  void aCurrencyThatIsNotKnownHereHidesNoOther() {
    for (var currency : List.of("usd", "zzz")) {
      payment(order(currency, "paid", at("PT1H")), "succeeded", 499, at("PT1H"), at("PT2H"));
    }

    var seen = figures(era, at("PT24H"), "");

    assertThat(seen.getList("data.currency")).containsExactlyInAnyOrder("usd", "zzz");
    assertThat(seen.getList("data.total.came")).containsExactly(499, 499);
    assertThat(seen.getList("data.digits")).containsExactlyInAnyOrder(2, 0);
  }

  @Test
  void rowsInACurrencyThatIsNotKnownHereAreListedAddedUpAndShown() {
    payment(order("zzz", "paid", at("PT1H")), "succeeded", 499, at("PT1H"), at("PT2H"));

    var listed = json(asAdmin().get("/v1/payments?userId=" + user), 200);
    var added = json(asAdmin().get("/v1/totals/payments?userId=" + user), 200);
    var payer = json(asAdmin().get("/v1/users/" + user), 200);

    assertThat(listed.getString("data[0].price")).isEqualTo("500");
    assertThat(added.getString("amounts[0].price")).isEqualTo("500");
    assertThat(payer.getLong("money[0].kept")).isEqualTo(499);
  }

  @Test
  void whatWasThereBeforeTimesWereKeptCountsWhenItWasMade() {
    long payment =
        payment(order("usd", "refunded", at("PT1H")), "refunded", 500, at("PT25H"), null);
    refund(payment, "succeeded", 500, at("PT50H"), null);

    var seen = figures(era, at("PT72H"), "");

    assertThat(seen.getList("data[0].buckets.came")).containsExactly(0, 500, 0);
    assertThat(seen.getList("data[0].buckets.refunded")).containsExactly(0, 0, 500);
  }

  @Test
  void moneyThatCameTwiceCountsTwiceUntilItGoesBack() {
    long order = order("eur", "review", at("PT1H"));
    payment(order, "succeeded", 500, at("PT1H"), at("PT1H"));
    payment(order, "succeeded", 500, at("PT2H"), at("PT2H"));

    var seen = figures(era, at("PT24H"), "");

    assertThat(seen.getLong("data[0].total.came")).isEqualTo(1_000);
    assertThat(seen.getLong("data[0].total.ordersPaid")).isZero();
  }

  @Test
  void banksTakeTheMoneyOfDisputesAndNotOfInquiriesNorOfThoseThatAreWon() {
    long payment =
        payment(order("usd", "paid", at("PT1H")), "succeeded", 500, at("PT1H"), at("PT1H"));
    dispute(payment, "needs_response", 50, at("PT2H"));
    dispute(payment, "lost", 30, at("PT3H"));
    dispute(payment, "won", 7, at("PT3H"));
    dispute(payment, "warning_needs_response", 9, at("PT3H"));
    dispute(payment, "prevented", 11, at("PT3H"));

    var seen = figures(era, at("PT24H"), "");

    assertThat(seen.getLong("data[0].total.disputed")).isEqualTo(80);
    assertThat(seen.getLong("data[0].total.disputes")).isEqualTo(3);
    assertThat(seen.getLong("data[0].total.kept")).isEqualTo(420);
  }

  @Test
  void triesThatFailedSayWhyInWordsTheMostFrequentFirst() {
    long payment =
        payment(order("usd", "paid", at("PT1H")), "succeeded", 500, at("PT1H"), at("PT3H"));
    decline(payment, "card_declined", "insufficient_funds", at("PT1H"));
    decline(payment, "card_declined", "insufficient_funds", at("PT2H"));
    decline(payment, "expired_card", null, at("PT2H"));
    decline(payment, "brand_new_code", null, at("PT25H"));

    var seen = figures(era, at("PT24H"), "");

    assertThat(seen.getList("data[0].declines.reason"))
        .containsExactly("insufficient_funds", "expired_card");
    assertThat(seen.getList("data[0].declines.words"))
        .containsExactly("Not enough money", "The card has expired");
    assertThat(seen.getList("data[0].declines.count")).containsExactly(2, 1);
    assertThat(seen.getLong("data[0].total.tried")).isEqualTo(4);
    assertThat(seen.getLong("data[0].total.failed")).isEqualTo(3);
    assertThat(seen.getString("data[0].total.successRate")).isEqualTo("0.25");
    assertThat(figures(at("PT24H"), at("PT48H"), "").getString("data[0].declines[0].words"))
        .isEqualTo("Brand new code");
  }

  @Test
  void aDayOnWhichClocksGoBackHasAllItsHours() {
    var zone = ZoneId.of("Europe/Berlin");
    var day = ZonedDateTime.of(2019, 10, 27, 0, 0, 0, 0, zone);
    long order = order("sek", "paid", day.toInstant());
    for (int hour = 0; hour < 25; hour++) {
      var came = day.plusHours(hour).plusMinutes(59).toInstant();
      payment(order, "succeeded", 1, came, came);
    }
    var from = day.minusDays(1).toInstant();
    var to = day.plusDays(2).toInstant();

    var days = figures(from, to, "&currency=sek&zone=Europe/Berlin");
    var hours =
        figures(
            day.toInstant(),
            day.plusDays(1).toInstant(),
            "&currency=sek&every=hour&zone=Europe/Berlin");

    assertThat(days.getList("data[0].buckets.came")).containsExactly(0, 25, 0);
    assertThat(hours.getList("data[0].buckets.came")).hasSize(25).containsOnly(1);
  }

  @Test
  void currenciesAreNeverAddedUp() {
    payment(order("jpy", "paid", at("PT1H")), "succeeded", 500, at("PT1H"), at("PT1H"));
    payment(order("kwd", "paid", at("PT1H")), "succeeded", 70, at("PT1H"), at("PT1H"));
    payment(order("kwd", "paid", at("PT1H")), "succeeded", 7, at("PT1H"), at("PT1H"));

    var all = figures(era, at("PT24H"), "");

    assertThat(all.getList("data.currency")).containsExactly("kwd", "jpy");
    assertThat(all.getList("data.digits")).containsExactly(3, 0);
    assertThat(all.getList("data.total.came")).containsExactly(77, 500);
    assertThat(figures(era, at("PT24H"), "&currency=JPY").getList("data.currency"))
        .containsExactly("jpy");
  }

  private record Row(String currency, Instant when, long amount) {}

  /** What somebody would do who has all rows and no index. */
  private static long naive(List<Row> rows, String currency, String from, String to) {
    return rows.stream()
        .filter(row -> row.currency.equals(currency))
        .filter(
            row -> !row.when.isBefore(Instant.parse(from)) && row.when.isBefore(Instant.parse(to)))
        .mapToLong(Row::amount)
        .sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hour", "day", "week", "month"})
  void theyAreWhatAddingUpEachRowGives(String every) {
    var random = new Random(every.hashCode());
    // After the times of the tests of alerts, which sell in the same currencies.
    var era =
        Instant.parse("1999-01-01T00:00:00Z")
            .plus(600L * LONG_ERAS.getAndIncrement(), ChronoUnit.DAYS);
    var came = new ArrayList<Row>();
    var went = new ArrayList<Row>();
    var hours = every.equals("hour") ? 90 : 7_000;
    for (int i = 0; i < 60; i++) {
      var currency = random.nextBoolean() ? "usd" : "eur";
      // Some at the very moment in which a bucket begins.
      var when =
          era.plus(random.nextInt(hours), ChronoUnit.HOURS).plusNanos(random.nextInt(3) * 1_000L);
      long amount = 1 + random.nextInt(499);
      long payment =
          payment(
              order(currency, "paid", when), "succeeded", amount, when.minusSeconds(9_999), when);
      came.add(new Row(currency, when, amount));
      if (random.nextInt(3) == 0) {
        var back = when.plus(random.nextInt(hours), ChronoUnit.HOURS);
        refund(payment, "succeeded", amount, when, back);
        went.add(new Row(currency, back, amount));
      }
    }

    var seen =
        figures(
            era.plusSeconds(7),
            era.plus(hours, ChronoUnit.HOURS),
            "&zone=America/St_Johns&every=" + every);

    for (int i = 0; i < seen.getList("data").size(); i++) {
      var its = "data[%d].".formatted(i);
      var currency = seen.getString(its + "currency");
      int buckets = seen.getList(its + "buckets").size();
      assertThat(buckets).isGreaterThan(9);
      for (int b = 0; b < buckets; b++) {
        var bucket = its + "buckets[%d].".formatted(b);
        var from = seen.getString(bucket + "from");
        var to = seen.getString(bucket + "to");
        assertThat(seen.getLong(bucket + "came"))
            .as(from)
            .isEqualTo(naive(came, currency, from, to));
        assertThat(seen.getLong(bucket + "refunded"))
            .as(from)
            .isEqualTo(naive(went, currency, from, to));
        if (b > 0) {
          assertThat(from).isEqualTo(seen.getString(its + "buckets[%d].to".formatted(b - 1)));
        }
      }
      assertThat(seen.getLong(its + "total.came"))
          .isEqualTo(naive(came, currency, seen.getString("from"), seen.getString("to")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "every=second",
        "every=DAY",
        "zone=Mars/Olympus",
        "zone=Europe%2FBerlin%27%3B",
        "from=yesterday",
        "from=2026-01-01",
        "from=-999999999-01-01T00:00:00Z",
        "to=%2B999999999-12-31T23:59:59Z",
        "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
        "from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
        "every=hour&from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z",
        "every=month&from=1971-01-01T00:00:00Z&to=2026-01-01T00:00:00Z"
      })
  void whatCannotBeCountedIsRefusedInWords(String query) {
    asAdmin()
        .get("/v1/figures?" + query)
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:paydesk:problem:invalid-figures"))
        .body("detail", containsString("."));
  }

  @Test
  void aZoneThatIsTooLongIsNotReadAndACurrencyIsNoSql() {
    asAdmin().get("/v1/figures?zone=" + "A".repeat(61)).then().statusCode(400);
    asAdmin()
        .get("/v1/figures?currency=usd'%20or%20true--")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:unknown-currency"));
    asAdmin().get("/v1/figures?page=2").then().statusCode(400);
  }

  @Test
  void payersAndStrangersAreNotTold() {
    for (var path : List.of("/v1/figures", "/v1/figures/attention")) {
      asUser().get(path).then().statusCode(403);
      asService().get(path).then().statusCode(200);
      as("sue", "support").get(path).then().statusCode(200);
      asAdmin().get(path).then().statusCode(200);
    }
  }

  @Test
  void supportIsToldOfReviewsAndAnAdminOfRunsToo() {
    order("usd", "review", era);

    var support = json(as("sue", "support").get("/v1/figures/attention"), 200);
    var admin = json(asAdmin().get("/v1/figures/attention"), 200);

    assertThat(support.getLong("reviews")).isPositive();
    assertThat(support.getString("failedRuns")).isNull();
    assertThat(admin.getLong("failedRuns"))
        .isEqualTo(tables().number("select count(*) from actionflow_run where status = 'failed'"));
  }

  @Test
  void aPaymentIsCountedAtTheTimeThatStripesEventHas() {
    long order = order();
    long payment = started(order).getLong("id");
    loseEvents();
    sandbox.confirm(
        tables().text("select payment_intent_id from payment where id = ?", payment),
        "4242424242424242");
    var event = StripeEvents.succeeded(intentOf(payment));
    var then = Instant.now().minus(5, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    event.put("created", then.getEpochSecond());
    deliver(event.toString()).then().statusCode(200);
    eventuallyPaid(order);

    assertThat(
            tables()
                .number(
                    "select extract(epoch from succeeded_at)::bigint from payment where id = ?",
                    payment))
        .isEqualTo(then.getEpochSecond());
  }
}
