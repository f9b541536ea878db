package io.paydesk.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lists of the shop's operator show, and in which order. */
@QuarkusTest
class ListsTest extends PaydeskTest {

  private static final Instant NOON = Instant.parse("2025-03-01T12:00:00Z");

  /**
   * @param minutes after noon
   */
  private long payment(long amount, String currency, String status, int minutes) {
    return tables()
        .number(
            """
            with one as (
              insert into orders (user_id, amount, currency, status, created_at)
              values (?, ?, ?, 'pending', ?::timestamptz) returning id)
            insert into payment (order_id, user_id, uuid, origin, amount, currency, status, created_at)
            select id, ?, gen_random_uuid(), 'invoice', ?, ?, ?, ?::timestamptz from one returning id
            """,
            user,
            amount,
            currency,
            at(minutes),
            user,
            amount,
            currency,
            status,
            at(minutes));
  }

  private static String at(int minutes) {
    return NOON.plusSeconds(60L * minutes).toString();
  }

  private long dispute(long payment, String status, String due) {
    return tables()
        .number(
            """
            insert into dispute (payment_id, order_id, user_id, dispute_id, amount, currency, status, reason, due_by,
              is_charge_refundable, opened_at, observed_at)
            select id, order_id, user_id, 'dp_' || gen_random_uuid(), 1, 'usd', ?, 'fraudulent', ?::timestamptz, false,
              now(), now()
            from payment where id = ? returning id
            """,
            status,
            due,
            payment);
  }

  private Json list(String table, String query) {
    return json(asService().get("/v1/%s?userId=%s&%s".formatted(table, user, query)), 200);
  }

  private List<Long> ids(String table, String query) {
    return list(table, query).getList("data.id", Long.class);
  }

  /** All pages, each of two rows. */
  private List<Long> walked(String table, String query) {
    var seen = new ArrayList<Long>();
    String next = null;
    do {
      var page = list(table, query + "&limit=2" + (next == null ? "" : "&after=" + next));
      seen.addAll(page.getList("data.id", Long.class));
      next = page.getString("next");
    } while (next != null);
    return seen;
  }

  private void isRefused(Request who, String path, int status, String problem) {
    who.get(path)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", endsWith(":" + problem));
  }

  @ParameterizedTest
  @ValueSource(strings = {"status=failed,unknown", "status=failed&status=unknown"})
  void severalStatusesAreListedTogether(String query) {
    long failed = payment(100, "usd", "failed", 1);
    payment(100, "usd", "canceled", 2);
    long unknown = payment(100, "usd", "unknown", 3);

    assertThat(ids("payments", query)).containsExactly(unknown, failed);
  }

  @Test
  void aStatusThatIsNoneIsRefusedAlsoAmongOthers() {
    asService()
        .get("/v1/payments?status=failed,lost")
        .then()
        .statusCode(400)
        .body("type", endsWith(":invalid-status"))
        .body("detail", containsString("with commas between"));
    isRefused(asService(), "/v1/orders?status=paid,", 400, "invalid-status");
    isRefused(asAdmin(), "/v1/events?status=failed&status=lost", 400, "invalid-status");
    isRefused(asAdmin(), "/v1/actionflows/runs?status=failed,lost", 400, "invalid-run-filter");
  }

  @Test
  void aPeriodHasItsBeginningAndNotItsEnd() {
    payment(100, "usd", "failed", 0);
    long first = payment(100, "usd", "failed", 10);
    long second = payment(100, "usd", "failed", 20);
    payment(100, "usd", "failed", 30);

    assertThat(ids("payments", "since=" + at(10) + "&until=" + at(30)))
        .containsExactly(second, first);
    assertThat(ids("payments", "since=" + at(10) + "&until=" + at(30) + "&sort=oldest"))
        .containsExactly(first, second);
  }

  @Test
  void amountsAreThoseOfOneCurrency() {
    payment(100, "usd", "failed", 1);
    payment(200, "eur", "failed", 2);
    long exact = payment(200, "usd", "failed", 3);
    long more = payment(300, "usd", "failed", 4);

    assertThat(ids("payments", "currency=usd&amount=200")).containsExactly(exact);
    assertThat(ids("payments", "currency=USD&amountFrom=200")).containsExactly(more, exact);
    assertThat(ids("payments", "currency=usd&amountFrom=101&amountTo=299")).containsExactly(exact);
    assertThat(list("orders", "currency=usd&amount=200").getList("data.amount", Long.class))
        .containsExactly(200L);
  }

  @ParameterizedTest
  @CsvSource({"newest", "oldest", "largest", "smallest"})
  void eachRowIsOnOnePageAlsoWhereManyAreEqual(String sort) {
    var made = new ArrayList<long[]>();
    for (long amount : new long[] {300, 100, 200, 200, 200, 300, 100}) {
      made.add(new long[] {payment(amount, "usd", "failed", 1), amount});
    }
    Comparator<long[]> byAmount = Comparator.comparingLong(row -> row[1]);
    Comparator<long[]> byId = Comparator.comparingLong(row -> row[0]);
    var order =
        switch (sort) {
          case "newest" -> byId.reversed();
          case "oldest" -> byId;
          case "largest" -> byAmount.thenComparing(byId).reversed();
          default -> byAmount.thenComparing(byId);
        };
    var expected = made.stream().sorted(order).map(row -> row[0]).toList();

    assertThat(walked("payments", "currency=usd&sort=" + sort)).isEqualTo(expected);
    assertThat(walked("payments", "currency=usd&since=" + at(0) + "&sort=" + sort))
        .isEqualTo(expected);
  }

  @Test
  void aRowThatComesMeanwhileMovesNoOther() {
    long last = payment(100, "usd", "failed", 1);
    long second = payment(200, "usd", "failed", 1);
    payment(300, "usd", "failed", 1);

    var first = list("payments", "currency=usd&sort=largest&limit=1");
    payment(400, "usd", "failed", 1);

    assertThat(
            ids("payments", "currency=usd&sort=largest&limit=2&after=" + first.getString("next")))
        .containsExactly(second, last);
  }

  @Test
  void whatIsDueSoonestComesFirstAndWhatIsNeverDueLast() {
    long payment = payment(100, "usd", "failed", 1);
    long later = dispute(payment, "needs_response", "2030-02-01T00:00:00Z");
    long never = dispute(payment, "won", null);
    long soon = dispute(payment, "needs_response", "2030-01-01T00:00:00Z");
    long same = dispute(payment, "needs_response", "2030-01-01T00:00:00Z");
    long neither = dispute(payment, "lost", null);

    assertThat(walked("disputes", "sort=due")).containsExactly(soon, same, later, never, neither);
    assertThat(walked("disputes", "sort=due&status=won,lost")).containsExactly(never, neither);
    assertThat(ids("disputes", "reason=fraudulent&sort=oldest&limit=1")).containsExactly(later);
    assertThat(ids("disputes", "reason=duplicate")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "41",
        "newest.41",
        "largest.41",
        "largest.x.41",
        "largest.100.0",
        "largest.100.41.1",
        "largest..41"
      })
  void aCursorOfAnotherOrderIsRefused(String cursor) {
    isRefused(
        asService(),
        "/v1/payments?sort=largest&currency=usd&after=" + cursor,
        400,
        "invalid-cursor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oldest.-9223372036854775807.5",
        "oldest.-1.5",
        "oldest.9223372036854775807.5",
        "oldest.253370764800000001.5"
      })
  void aCursorOfATimeThatThereIsNotIsRefused(String cursor) {
    var path = "/v1/payments?sort=oldest&since=2026-01-01T00:00:00Z&after=";
    asService().get(path + "oldest.253370764800000000.5").then().statusCode(200);
    isRefused(asService(), path + cursor, 400, "invalid-cursor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sort=cheapest | 400 | invalid-sort",
        "sort=due | 400 | invalid-sort",
        "sort=largest | 400 | currency-missing",
        "amount=100 | 400 | currency-missing",
        "amountTo=100 | 400 | currency-missing",
        "currency=usd&amount=1.00 | 400 | invalid-amount",
        "currency=usd&amountFrom=-1 | 400 | invalid-amount",
        "currency=usd&amountFrom=2&amountTo=1 | 400 | empty-range",
        "currency=dollars | 422 | unknown-currency",
        "since=yesterday | 400 | invalid-time",
        "until=1764494100 | 400 | invalid-time",
        "since=2026-11-30T00:00:00Z&until=2026-11-30T00:00:00Z | 400 | empty-period",
        "currency= | 400 | blank-query-parameter",
        "createdFrom=2026-11-30T00:00:00Z | 400 | unknown-query-parameter"
      })
  void whatIsNoFilterIsRefused(String query, int status, String problem) {
    isRefused(asService(), "/v1/payments?" + query, status, problem);
  }

  @Test
  void theBankSaysWhyAPaymentWasDeclined() {
    long declined = payment(100, "usd", "pending", 1);
    payment(100, "usd", "pending", 2);
    tables()
        .change(
            "update payment set failure_code = 'card_declined', failure_decline_code = 'lost_card' where id = ?",
            declined);

    assertThat(ids("payments", "declineCode=lost_card")).containsExactly(declined);
  }

  @Test
  void eventsRunsAndTheAuditHaveAPeriodAndTwoOrders() {
    var before = Instant.now().minusSeconds(600);
    order();
    for (var list : List.of("events", "actionflows/runs", "audit")) {
      var newest = all("/v1/%s?limit=100&since=%s".formatted(list, before));
      var oldest = all("/v1/%s?limit=100&sort=oldest&since=%s".formatted(list, before));
      assertThat(new HashSet<>(oldest)).as(list).hasSameSizeAs(oldest).containsAll(newest);
      assertThat(all("/v1/%s?until=1970-01-02T00:00:00Z".formatted(list))).isEmpty();
    }
    assertThat(all("/v1/audit?operation=createOrder&since=" + before)).isNotEmpty();
  }

  private List<String> all(String path) {
    var seen = new ArrayList<String>();
    String next = null;
    do {
      var page = json(asAdmin().get(path + (next == null ? "" : "&after=" + next)), 200);
      seen.addAll(page.getList("data.id", String.class));
      next = page.getString("next");
    } while (next != null);
    return seen;
  }

  @Test
  void aUserFiltersTheirOwnRowsAndNobodyElses() {
    long own = payment(777, "usd", "failed", 1);

    assertThat(
            json(asUser().get("/v1/payments?currency=usd&amount=777&sort=smallest"), 200)
                .getList("data.id", Long.class))
        .containsExactly(own);
    assertThat(
            Stream.of("", "&userId=" + user)
                .flatMap(
                    whose ->
                        json(as("x" + user).get("/v1/payments?currency=usd" + whose), 200)
                            .getList("data.id", Long.class)
                            .stream()))
        .isEmpty();
  }
}
