package io.paydesk.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.EventStream;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a stream shows, to whom, and from where on. */
@QuarkusTest
class ChangesTest extends StreamTest {

  @Test
  void aPaymentIsSeenFromStartToEnd() {
    long order = order();
    try (var stream = follow(user, "?orderId=" + order)) {
      long payment = started(order).getLong("id");
      eventually(x -> assertThat(statuses(stream, payment)).contains("pending"));
      pay(payment);

      eventually(x -> assertThat(statuses(stream, payment)).endsWith("succeeded"));
      assertThat(stream.versions("payment", payment)).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void anEventHasTheSameDataAsRest() {
    long payment = paid(order());
    try (var stream = follow(user, "?paymentId=" + payment)) {
      eventually(x -> assertThat(stream.events("payment")).hasSize(1));

      var read = asUser().get("/v1/payments/" + payment).asString();
      assertThat(stream.events("payment").get(0).data()).isEqualTo(read);
    }
  }

  @Test
  void aSubscriptionsEventHasTheSameDataAsRest() {
    var price = sandbox.billing().price("usd", 9999, "month");
    long order =
        asService()
            .body(Map.of("userId", user, "price", "99.99", "currency", "usd", "priceId", price))
            .post("/v1/orders")
            .jsonPath()
            .getLong("id");
    try (var stream = follow(user, "?table=recurring_payment");
        var others = follow("stranger", "?table=recurring_payment");
        var payments = follow(user, "?table=payment")) {
      var started =
          asUser()
              .body(Map.of("orderId", order, "priceId", price))
              .post("/v1/recurring-payments")
              .jsonPath();
      var subscription = started.getString("recurringPayment.subscriptionId");
      var invoice = sandbox.billing().subscription(subscription).path("latest_invoice").asText();
      sandbox.billing().pay(invoice, "4242424242424242");

      eventually(
          x -> {
            assertThat(stream.events("recurring_payment")).isNotEmpty();
            assertThat(stream.events("recurring_payment"))
                .last()
                .satisfies(
                    event -> {
                      assertThat(event.status()).isEqualTo("active");
                      assertThat(event.data())
                          .isEqualTo(
                              asUser().get("/v1/recurring-payments/" + event.row()).asString());
                    });
            // Its payment is a row of its own.
            assertThat(payments.events("payment")).isNotEmpty();
          });
      assertThat(others.events("recurring_payment")).isEmpty();
    }
  }

  @Test
  void aRefundIsSeenToo() {
    long order = order();
    var payment = started(order);
    tables().change("update orders set amount = 5000 where id = ?", order);
    pay(payment.getLong("id"));
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));
    try (var all = follow(user, "?orderId=" + order);
        var refunds = follow(user, "?table=refund");
        var payments = follow(user, "?table=payment")) {
      asAdmin()
          .body(Map.of("resolution", "refund"))
          .post("/v1/orders/" + order + "/resolve")
          .then()
          .statusCode(200);

      eventually(
          x -> {
            assertThat(all.events("refund"))
                .last()
                .satisfies(
                    refund -> {
                      assertThat(refund.status()).isEqualTo("succeeded");
                      assertThat(refund.json().path("refundAmount").longValue()).isEqualTo(9999);
                      assertThat(refund.json().path("orderId").longValue()).isEqualTo(order);
                      assertThat(refund.json().has("requestedBy")).isFalse();
                    });
            assertThat(all.events("payment"))
                .last()
                .satisfies(event -> assertThat(event.status()).isEqualTo("refunded"));
            assertThat(refunds.events("refund")).isNotEmpty();
            assertThat(payments.events("payment")).isNotEmpty();
          });
      assertThat(refunds.events("payment")).isEmpty();
      assertThat(payments.events("refund")).isEmpty();
    }
  }

  @Test
  void aDisputeIsSeenOnItsPayment() {
    long payment = paid(order());
    try (var stream = follow(user, "?table=payment")) {
      var dispute =
          sandbox.dispute(payment(payment).getString("paymentIntentId"), "fraudulent", false);

      eventually(
          x ->
              assertThat(stream.events("payment"))
                  .last()
                  .satisfies(
                      event -> {
                        var shown = event.json().at("/disputes/0");
                        assertThat(shown.path("disputeId").asText()).isEqualTo(dispute);
                        assertThat(shown.path("status").asText()).isEqualTo("needs_response");
                        assertThat(shown.path("dueBy").isTextual()).isTrue();
                      }));
    } finally {
      sandbox.payOut("usd");
    }
  }

  @Test
  void aChangeIsSeenOnceItIsCommittedAndNeverBefore() throws SQLException {
    long payment = paid(order());
    long other = paid(order());
    try (var stream = follow(user, "");
        var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres")) {
      connection.setAutoCommit(false);
      connection
          .createStatement()
          .executeUpdate("update payment set review_reason = 'seen' where id = " + payment);
      tables().change("update payment set review_reason = 'other' where id = ?", other);
      eventually(x -> assertThat(stream.raw()).contains("other"));
      assertThat(stream.raw()).doesNotContain("seen");

      connection.commit();
      eventually(x -> assertThat(stream.raw()).contains("seen"));
    }
  }

  @Test
  void whatARolledBackTransactionChangedIsNeverSeen() throws SQLException {
    long payment = paid(order());
    try (var stream = follow(user, "");
        var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres")) {
      connection.setAutoCommit(false);
      connection
          .createStatement()
          .executeUpdate("update payment set review_reason = 'undone' where id = " + payment);
      connection.rollback();
      tables().change("update payment set review_reason = 'done' where id = ?", payment);

      eventually(x -> assertThat(stream.raw()).contains("\"done\""));
      assertThat(stream.raw()).doesNotContain("undone");
    }
  }

  @Test
  void anotherUsersStreamShowsNothingOfIt() {
    try (var stranger = follow("stranger-" + user, "");
        var service = follow("service", "")) {
      long payment = paid(order());
      eventually(x -> assertThat(statuses(service, payment)).endsWith("succeeded"));
      eventually(x -> assertThat(stranger.raw()).contains("id: "));

      // It may be looked at while it is in the middle of a line.
      eventually(
          x -> assertThat(stranger.raw()).matches("retry: \\d+\n\n(:?\n?id: \\S+\n\n|:\n\n)*"));
    }
  }

  @Test
  void aStreamOfOneOrderOrPaymentShowsNothingElse() {
    long order = order();
    long payment = started(order).getLong("id");
    try (var ofOrder = follow(user, "?orderId=" + order);
        var ofPayment = follow(user, "?paymentId=" + payment);
        var ofAll = follow(user, "")) {
      long other = paid(order());
      pay(payment);
      eventually(
          x -> {
            assertThat(statuses(ofOrder, payment)).endsWith("succeeded");
            assertThat(statuses(ofPayment, payment)).endsWith("succeeded");
            assertThat(statuses(ofAll, payment)).endsWith("succeeded");
            assertThat(statuses(ofAll, other)).endsWith("succeeded");
          });

      assertThat(statuses(ofOrder, other)).isEmpty();
      assertThat(statuses(ofPayment, other)).isEmpty();
    }
  }

  @Test
  void aReaderCanContinueFromTheFirstId() {
    try (var stream = follow(user, "")) {
      eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      long payment = paid(order());
      eventually(x -> assertThat(statuses(stream, payment)).endsWith("succeeded"));
    }
  }

  @Test
  void aReaderWhoComesBackGetsTheChangesMeanwhile() {
    long before = paid(order());
    String id;
    try (var stream = follow(user, "")) {
      eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      id = stream.lastId();
    }
    long payment = paid(order());

    try (var byHeader = follow(user, "", id);
        var byQuery = follow(user, "?lastEventId=" + id)) {
      eventually(
          x -> {
            assertThat(statuses(byHeader, payment)).endsWith("succeeded");
            assertThat(statuses(byQuery, payment)).endsWith("succeeded");
          });
      assertThat(statuses(byHeader, before)).isEmpty();
      assertThat(byHeader.events("reset")).isEmpty();
    }
  }

  @Test
  void aReaderWhoComesBackToManyRowsGetsAllOfThem() {
    long payment = paid(order());
    String id;
    try (var stream = follow(user, "")) {
      eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      id = stream.lastId();
    }
    int rows = 3 * ChangeReader.PAGE + 7;
    copies(payment, rows);

    try (var stream = follow(user, "", id)) {
      eventually(
          x ->
              assertThat(stream.events("payment").stream().map(EventStream.Event::row).distinct())
                  .hasSize(rows));
      eventually(x -> assertThat(stream.lastId()).isNotEqualTo(id));
    }
  }

  @Test
  void moreChangesThanOneLookTakesAreAllSent() {
    long payment = paid(order());
    try (var stream = follow(user, "")) {
      eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      int rows = ChangeReader.MOST + 100;
      copies(payment, rows);

      eventually(
          x ->
              assertThat(stream.events("payment").stream().map(EventStream.Event::row).distinct())
                  .hasSize(rows));
    }
  }

  @Test
  void anIdThatThisDatabaseDoesNotKnowBeginsWithAReset() {
    for (var unknown :
        new String[] {"nonsense", "1-00000001-5", "1-00000001-99999999999999999999"}) {
      try (var stream = follow(user, "", unknown)) {
        eventually(x -> assertThat(stream.events("reset")).hasSize(1));
        long payment = paid(order());
        eventually(x -> assertThat(statuses(stream, payment)).endsWith("succeeded"));
      }
    }
  }

  @Test
  void anIdOfTheFutureBeginsWithAReset() {
    try (var first = follow(user, "")) {
      eventually(x -> assertThat(first.lastId()).isNotEmpty());
      var id = first.lastId();
      var future = id.substring(0, id.lastIndexOf('-')) + "-9000000000000000000";
      try (var stream = follow(user, "", future)) {
        eventually(x -> assertThat(stream.events("reset")).hasSize(1));
      }
    }
  }

  @Test
  void aStreamThatIsResumedTwentyTimesMissesNothingAndNeverGoesBack() {
    long payment = paid(order());
    long second = paid(order());
    var seen = new java.util.ArrayList<Integer>();
    var id = new java.util.concurrent.atomic.AtomicReference<String>();
    for (int i = 0; i < 20; i++) {
      int round = i;
      try (var stream = follow(user, "", id.get())) {
        eventually(x -> assertThat(stream.lastId()).isNotEmpty());
        for (int write = 0; write < 5; write++) {
          tables()
              .change(
                  "update payment set review_reason = ? where id in (?, ?)",
                  round + "." + write,
                  payment,
                  second);
        }
        if (round % 3 > 0) {
          eventually(x -> assertThat(stream.events("payment")).isNotEmpty());
        }
        stream.close();
        // The id first: its reader may still be at work, and an id covers all events before it.
        id.set(stream.lastId().isEmpty() ? id.get() : stream.lastId());
        seen.addAll(stream.versions("payment", payment));
        assertThat(seen).isSorted();
      }
    }
    try (var last = follow(user, "", id.get())) {
      eventually(
          x -> {
            var all = new java.util.ArrayList<>(seen);
            all.addAll(last.versions("payment", payment));
            assertThat(all).isSorted().endsWith(payment(payment).getInt("version"));
          });
    }
  }

  @Test
  void aQuietStreamSendsACommentAndItsId() {
    try (var stream = follow(user, "")) {
      eventually(x -> assertThat(stream.raw()).containsPattern("\n:\nid: \\S+\n\n"));
      assertThat(stream.raw()).startsWith("retry: ");
      assertThat(stream.header("content-type")).startsWith("text/event-stream");
      assertThat(stream.header("cache-control")).isEqualTo("no-store");
    }
  }

  @Test
  void aRowThatCannotBeShownStopsNoOther() {
    long broken = paid(order());
    try (var owner = follow(user, "");
        var other = follow("other-" + user, "?table=payment");
        var service = follow("service", "")) {
      eventually(x -> assertThat(service.lastId()).isNotEmpty());
      tables().change("update payment set currency = 'zzz' where id = ?", broken);
      long payment = paid(order());

      eventually(x -> assertThat(statuses(owner, payment)).endsWith("succeeded"));
      eventually(x -> assertThat(statuses(service, payment)).endsWith("succeeded"));
      eventually(x -> assertThat(other.lastId()).isNotEmpty());
    } finally {
      tables().change("update payment set currency = 'usd' where id = ?", broken);
    }
  }

  @Test
  void noSecretIsInAStream() {
    long order = order();
    try (var stream = follow(user, "?orderId=" + order);
        var all = follow("service", "")) {
      var payment = started(order);
      pay(payment.getLong("id"));
      eventually(x -> assertThat(statuses(stream, payment.getLong("id"))).endsWith("succeeded"));
      eventually(x -> assertThat(statuses(all, payment.getLong("id"))).endsWith("succeeded"));

      for (var raw : new String[] {stream.raw(), all.raw()}) {
        assertThat(raw)
            .doesNotContain("secret")
            .doesNotContain("idempotency")
            .doesNotContain("sk_");
      }
    }
  }

  @Test
  void anImpossibleStreamIsRefusedWithWhatToDo() {
    long order = order();
    var refusals =
        Map.of(
            "?table=orders",
            "400 invalid-table",
            "?table=,",
            "400 invalid-table",
            "?table=payment,payments",
            "400 invalid-table",
            "?orderId=x",
            "400 invalid-id",
            "?orderId=" + order,
            "404 not-found",
            "?orderId=999999999",
            "404 not-found",
            "?paymentId=999999999",
            "404 not-found");
    refusals.forEach(
        (query, expected) -> {
          try (var stream = follow("stranger", query)) {
            assertThat(stream.status()).as(query).isGreaterThanOrEqualTo(400);
            var problem = stream.problem();
            assertThat(stream.header("content-type")).isEqualTo("application/problem+json");
            assertThat(stream.status() + " " + problem.path("type").textValue())
                .isEqualTo(expected.replace(" ", " urn:paydesk:problem:"));
            assertThat(problem.path("detail").textValue()).isNotBlank();
          }
        });
  }

  @Test
  void aStreamWithoutATokenIsRefused() {
    try (var stream = EventStream.open(changes(""), Map.of())) {
      assertThat(stream.status()).isEqualTo(401);
      assertThat(stream.problem().path("type").textValue()).endsWith(":unauthorized");
    }
    try (var stream =
        EventStream.open(changes(""), Map.of("Authorization", "Bearer not.a.token"))) {
      assertThat(stream.status()).isEqualTo(401);
      assertThat(stream.problem().path("type").textValue()).endsWith(":unauthorized");
    }
  }

  @Test
  void aHeadRequestOpensNoStream() {
    asUser().head("/v1/changes").then().statusCode(200);
  }
}
