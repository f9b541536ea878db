package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.Receiver;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens is delivered to the app's own endpoints, over real HTTP. */
@QuarkusTest
class DeliveriesTest extends Endpoints {

  static final String CARD = "4242424242424242";

  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
    Ledger.forget();
    // A dispute takes a fee too, which the shared balance would lack in another test.
    sandbox.payOut("usd");
  }

  private long paid() {
    long order = order();
    sandbox.confirm(started(order).getString("paymentIntentId"), CARD);
    eventuallyPaid(order);
    return order;
  }

  private String secretOf(String... flows) {
    return created(receiver.url(), flows).getString("secret");
  }

  private List<Receiver.Hit> hits() {
    return receiver.hits(user);
  }

  private void eventuallyHits(int count) {
    eventually(x -> assertThat(hits()).hasSize(count));
  }

  private String run(long order, String column) {
    return tables()
        .text(
            "select string_agg("
                + column
                + "::text, ' ' order by id) from actionflow_run where order_id = ? and not in_process",
            order);
  }

  private void eventuallyRun(long order, String status) {
    eventually(x -> assertThat(run(order, "status")).isEqualTo(status));
  }

  private void refund(long order) {
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(
            Map.of(
                "paymentId", tables().number("select id from payment where order_id = ?", order)))
        .post("/v1/refunds")
        .then()
        .statusCode(201);
  }

  private boolean processed(long order) {
    return payment(tables().number("select id from payment where order_id = ?", order))
        .getBoolean("callbackProcessed");
  }

  @Test
  void aDeliveryVerifiesWithTheStockLibraryAndAnyChangeBreaksIt() {
    long begun = Instant.now().getEpochSecond();
    var secret = secretOf("payment");
    long order = paid();
    eventuallyRun(order, "succeeded");
    var hit = hits().get(0);

    assertThat(hit.path()).isEqualTo("/hook?of=paydesk");
    assertThat(hit.header("Content-Type")).isEqualTo("application/json");
    assertThat(hit.header("webhook-id")).isEqualTo(run(order, "uuid"));
    assertThat(Long.parseLong(hit.header("webhook-timestamp")))
        .isBetween(begun, Instant.now().getEpochSecond());
    assertThat(hit.header("webhook-signature")).matches("v1,[A-Za-z0-9+/]{43}=");
    assertThat(hit.verifies(secret)).isTrue();

    for (int at = 0; at < hit.body().length(); at += 37) {
      var other = hit.body().charAt(at) == 'x' ? 'y' : 'x';
      var changed = hit.body().substring(0, at) + other + hit.body().substring(at + 1);
      assertThat(Receiver.Hit.verifies(secret, changed, hit.headers())).as(changed).isFalse();
    }
    var changes =
        Map.of(
            "webhook-id", UUID.randomUUID().toString(),
            "webhook-timestamp", "" + (Long.parseLong(hit.header("webhook-timestamp")) + 1),
            "webhook-signature", hit.header("webhook-signature").replaceFirst("v1,.", "v1,#"));
    changes.forEach(
        (name, value) -> {
          var headers = new HashMap<>(hit.headers());
          headers.keySet().removeIf(name::equalsIgnoreCase);
          headers.put(name, List.of(value));
          assertThat(Receiver.Hit.verifies(secret, hit.body(), headers)).as(name).isFalse();
        });
    assertThat(hit.verifies(created(receiver.url() + "&other", "refund").getString("secret")))
        .isFalse();
  }

  @Test
  void aDeliveryHasTheTransitionAndThePresentRows() {
    var begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    secretOf("payment", "refund");
    long order = paid();
    eventuallyHits(1);
    refund(order);
    eventuallyHits(2);

    var paid = hits().get(0).json();
    assertThat(paid.path("type").textValue()).isEqualTo("payment.succeeded");
    assertThat(Instant.parse(paid.path("timestamp").textValue())).isBetween(begun, Instant.now());
    var data = paid.path("data");
    assertThat(data.path("runId").textValue()).isEqualTo(hits().get(0).header("webhook-id"));
    assertThat(data.path("attempt").intValue()).isEqualTo(1);
    assertThat(data.path("flow").textValue()).isEqualTo("payment");
    assertThat(data.path("transition").textValue()).isEqualTo("succeeded");
    assertThat(data.has("reason")).isFalse();
    assertThat(data.path("order").path("id").longValue()).isEqualTo(order);
    assertThat(data.path("order").path("version").intValue()).isPositive();
    assertThat(data.path("payment").path("status").textValue()).isEqualTo("succeeded");
    assertThat(data.path("payment").path("version").intValue()).isPositive();
    var refunded = hits().get(1).json();
    assertThat(refunded.path("type").textValue()).isEqualTo("refund.succeeded");
    assertThat(refunded.at("/data/refund/status").textValue()).isEqualTo("succeeded");
    assertThat(refunded.at("/data/payment/status").textValue()).isEqualTo("refunded");
  }

  @Test
  void anEndpointGetsOnlyTheFlowsItFollows() {
    secretOf("refund");
    long order = paid();
    refund(order);
    eventuallyHits(1);
    assertThat(hits().get(0).type()).isEqualTo("refund.succeeded");
    assertThat(run(order, "flow")).isEqualTo("refund");
  }

  @Test
  void aDeliveryIsRetriedUntilTheEndpointAnswersWith2xx() {
    var elsewhere = new Receiver();
    try (elsewhere) {
      long id = created(receiver.url(), "payment").getLong("endpoint.id");
      var answers = List.of(500, 404, 302, 307, 204);
      receiver.redirectsTo(elsewhere.url());
      receiver.answers(hit -> answers.get(hits().size() - 1));
      long order = paid();

      eventuallyRun(order, "succeeded");
      assertThat(hits()).hasSize(5).allMatch(hit -> hit.path().startsWith("/hook"));
      assertThat(hits())
          .extracting(hit -> hit.header("webhook-id"))
          .containsOnly(run(order, "uuid"));
      assertThat(hits())
          .extracting(hit -> hit.json().at("/data/attempt").intValue())
          .containsExactly(1, 2, 3, 4, 5);
      assertThat(elsewhere.all()).isEmpty();
      assertThat(
              tables()
                  .text(
                      "select string_agg(concat_ws(' ', coalesce(error, 'none'), http_status), '; ' order by attempt)"
                          + " from actionflow_attempt where run_id = ?",
                      Long.valueOf(run(order, "id"))))
          .isEqualTo(
              "It answered 500 500; It answered 404 404;"
                  + " It answered 302, and redirects are not followed 302;"
                  + " It answered 307, and redirects are not followed 307; none");
      assertThat(endpoint(id).getString("failingSince")).isNull();
      assertThat(endpoint(id).getString("lastDeliveredAt")).isNotNull();
    }
  }

  @Test
  void aDeliveryIsRetriedIfNobodyListens() {
    long id = created("http://127.0.0.1:1/", "payment").getLong("endpoint.id");
    paid();

    eventually(x -> assertThat(endpoint(id).getInt("failures")).isPositive());
    assertThat(endpoint(id).getString("lastError")).contains("Connection refused");
    assertThat(endpoint(id).getString("failingSince")).isNotNull();
  }

  /** Nine deliveries of the first endpoint are more than it has room for. */
  @Test
  void anEndpointThatHangsDelaysNoOtherAndNoBean() {
    var goOn = new CountDownLatch(1);
    try (var other = new Receiver()) {
      receiver.answers(
          hit -> {
            goOn.await();
            return 200;
          });
      long id = created(receiver.url(), "payment").getLong("endpoint.id");
      created(other.url(), "payment");
      Ledger.follows = true;
      for (int i = 0; i < 9; i++) {
        long order = paid();
        eventually(x -> assertThat(processed(order)).isTrue());
      }

      eventually(x -> assertThat(other.hits(user)).hasSize(9));
      eventually(
          x ->
              assertThat(endpoint(id).getString("lastError"))
                  .isEqualTo("It did not answer within 10 seconds"));
    } finally {
      goOn.countDown();
    }
  }

  @Test
  void deliveriesDoNotCountForCallbackProcessed() {
    receiver.answers(500);
    created(receiver.url(), "payment");
    long order = paid();
    eventually(x -> assertThat(hits().size()).isGreaterThan(1));

    assertThat(processed(order)).isTrue();
    receiver.answers(200);
    eventuallyRun(order, "succeeded");
    assertThat(processed(order)).isTrue();
  }

  @Test
  void afterARotationADeliveryVerifiesWithEitherSecretForADay() {
    var made = created(receiver.url(), "payment");
    long id = made.getLong("endpoint.id");
    var old = made.getString("secret");
    var fresh = move(id, "rotate").getString("secret");
    paid();
    eventuallyHits(1);

    var hit = hits().get(0);
    assertThat(hit.header("webhook-signature")).matches("v1,\\S+ v1,\\S+");
    assertThat(hit.verifies(old)).isTrue();
    assertThat(hit.verifies(fresh)).isTrue();

    tables()
        .change(
            "update actionflow_secret set ends_at = now() where endpoint_id = ? and ends_at is not null",
            id);
    paid();
    eventuallyHits(2);
    assertThat(hits().get(1).verifies(old)).isFalse();
    assertThat(hits().get(1).verifies(fresh)).isTrue();
  }

  @Test
  void changesOfOneSubjectArriveInOrderEvenIfTheFirstFails() {
    receiver.answers(hit -> hits().size() <= 3 ? 500 : 200);
    created(receiver.url(), "payment");
    long order = order();
    var intent = started(order).getString("paymentIntentId");
    sandbox.confirm(intent, "4000000000000002");
    eventually(x -> assertThat(hits()).isNotEmpty());
    sandbox.confirm(intent, CARD);

    eventuallyRun(order, "succeeded succeeded");
    assertThat(hits())
        .extracting(Receiver.Hit::type)
        .containsExactly(
            "payment.declined",
            "payment.declined",
            "payment.declined",
            "payment.declined",
            "payment.succeeded");
    assertThat(hits().get(0).json().at("/data/reason").textValue()).isNotBlank();
  }

  @Test
  void aRetryHasTheRowsAsTheyAreByThen() {
    // By what it is told, as an attempt under way may have read the rows before the refund.
    receiver.answers(
        hit -> hit.json().at("/data/payment/status").asText().equals("refunded") ? 200 : 500);
    created(receiver.url(), "payment");
    long order = paid();
    eventually(x -> assertThat(hits()).isNotEmpty());
    refund(order);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("refunded"));

    eventuallyRun(order, "succeeded");
    var first = hits().get(0).json();
    var last = hits().get(hits().size() - 1).json();
    assertThat(first.at("/data/payment/status").textValue()).isEqualTo("succeeded");
    assertThat(last.at("/data/payment/status").textValue()).isEqualTo("refunded");
    assertThat(last.at("/data/payment/version").intValue())
        .isGreaterThan(first.at("/data/payment/version").intValue());
    assertThat(last.path("type").textValue()).isEqualTo("payment.succeeded");
    assertThat(last.path("timestamp")).isEqualTo(first.path("timestamp"));
  }

  @Test
  void whileAnEndpointIsPausedRunsWaitAndUseNoAttempts() {
    Ledger.follows = true;
    long id = created(receiver.url(), "payment").getLong("endpoint.id");
    move(id, "pause");
    long order = paid();
    eventually(x -> assertThat(processed(order)).isTrue());
    assertThat(run(order, "attempts")).isEqualTo("0");
    assertThat(hits()).isEmpty();

    move(id, "resume");
    eventuallyRun(order, "succeeded");
    assertThat(run(order, "attempts")).isEqualTo("1");
  }

  @Test
  void runsOfAnEndpointAreDueAtOnceWhenItIsResumed() {
    receiver.answers(500);
    long id = created(receiver.url(), "payment").getLong("endpoint.id");
    long order = paid();
    eventually(x -> assertThat(hits()).isNotEmpty());
    move(id, "pause");
    eventually(x -> assertThat(run(order, "claim")).isNull());
    tables()
        .change(
            "update actionflow_run set next_attempt_at = now() + interval '6 hours' where order_id = ?",
            order);
    receiver.answers(200);
    move(id, "resume");

    eventuallyRun(order, "succeeded");
    assertThat(endpoint(id).getString("failingSince")).isNull();
    assertThat(endpoint(id).getInt("failures")).isZero();
  }

  @Test
  void runsOfADeletedEndpointAreCanceled() {
    receiver.answers(500);
    long id = created(receiver.url(), "payment").getLong("endpoint.id");
    long order = paid();
    eventually(x -> assertThat(hits()).isNotEmpty());

    asAdmin().delete(PATH + "/" + id).then().statusCode(204);
    assertThat(run(order, "status")).isEqualTo("canceled");
    long later = paid();
    assertThat(run(later, "status")).isNull();
  }

  @Test
  void anEndlessAnswerIsCutOff() {
    receiver.answersWith(new byte[8 * 1024 * 1024]);
    created(receiver.url(), "payment");
    long order = paid();
    eventuallyRun(order, "succeeded");
    assertThat(run(order, "attempts")).isEqualTo("1");
  }

  @Test
  void aDeliveryConnectsToTheAddressThatWasLookedUp() {
    EndpointTestAddressBook.NAMES.put("shop.test", List.of("127.0.0.1"));
    created("http://shop.test:" + receiver.port() + "/hook", "payment");
    paid();
    eventuallyHits(1);
    assertThat(hits().get(0).header("Host")).isEqualTo("shop.test:" + receiver.port());
  }

  @Test
  void aDeliveryIsRetriedIfTheNameIsUnknown() {
    EndpointTestAddressBook.NAMES.put("shop.test", List.of("127.0.0.1"));
    long id =
        created("http://shop.test:" + receiver.port() + "/hook", "payment").getLong("endpoint.id");
    EndpointTestAddressBook.NAMES.clear();
    long order = paid();
    eventually(
        x -> assertThat(endpoint(id).getString("lastError")).startsWith("No address was found"));
    EndpointTestAddressBook.NAMES.put("shop.test", List.of("127.0.0.1"));
    eventuallyRun(order, "succeeded");
  }

  @Test
  void aDisputesDeliveryHasItsNameItsIdAndThePresentRows() {
    secretOf("payment");
    long order = paid();
    eventuallyHits(1);

    var dispute =
        sandbox.dispute(
            tables().text("select payment_intent_id from payment where order_id = ?", order),
            "fraudulent",
            false);

    eventuallyHits(2);
    var told = hits().get(1).json();
    assertThat(told.path("type").asText()).isEqualTo("payment.disputed");
    var data = told.path("data");
    assertThat(data.path("transition").asText()).isEqualTo("disputed");
    assertThat(data.path("about").asText()).isEqualTo(dispute);
    assertThat(data.path("reason").asText()).isEqualTo("fraudulent");
    assertThat(data.at("/payment/disputes/0/disputeId").asText()).isEqualTo(dispute);
    assertThat(data.at("/order/disputes/0/disputeId").asText()).isEqualTo(dispute);
  }
}
