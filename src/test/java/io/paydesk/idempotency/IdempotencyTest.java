package io.paydesk.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class IdempotencyTest extends PaydeskTest {

  private final String key = UUID.randomUUID().toString();

  private Answer orderWith(String key, String price) {
    return asService()
        .header("Idempotency-Key", key)
        .body("{\"userId\": \"" + user + "\", \"price\": \"" + price + "\", \"currency\": \"usd\"}")
        .post("/v1/orders");
  }

  private Answer pay(long order) {
    return asUser()
        .header("Idempotency-Key", key)
        .body(Map.of("orderId", order))
        .post("/v1/payments");
  }

  private long orders() {
    return tables().number("select count(*) from orders where user_id = ?", user);
  }

  @Test
  void theSameKeyAndBodyGiveTheSameAnswer() {
    var first =
        orderWith(key, "5.00")
            .then()
            .statusCode(201)
            .header("Idempotency-Replayed", nullValue())
            .extract();
    var second =
        orderWith(key, "5.00")
            .then()
            .statusCode(201)
            .header("Idempotency-Replayed", equalTo("true"))
            .extract();

    assertThat(second.jsonPath().getLong("id")).isEqualTo(first.jsonPath().getLong("id"));
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void theOrderOfFieldsDoesNotMatter() {
    orderWith(key, "5.00").then().statusCode(201);

    asService()
        .header("Idempotency-Key", key)
        .body("{\"currency\":\"usd\",\"price\":\"5.00\",\"userId\":\"" + user + "\"}")
        .post("/v1/orders")
        .then()
        .statusCode(201);
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void theOrderOfMetadataDoesNotMatter() {
    var body = "{\"userId\":\"%s\",\"price\":\"5.00\",\"currency\":\"usd\",\"metadata\":{%s,%s}}";
    for (var swapped : List.of(false, true)) {
      asService()
          .header("Idempotency-Key", key)
          .body(
              body.formatted(
                  user,
                  swapped ? "\"b\":\"2\"" : "\"a\":\"1\"",
                  swapped ? "\"a\":\"1\"" : "\"b\":\"2\""))
          .post("/v1/orders")
          .then()
          .statusCode(201);
    }

    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void aNullCountsAsAbsent() {
    orderWith(key, "5.00").then().statusCode(201);

    asService()
        .header("Idempotency-Key", key)
        .body(
            "{\"userId\":\"%s\",\"price\":\"5.00\",\"currency\":\"usd\",\"description\":null}"
                .formatted(user))
        .post("/v1/orders")
        .then()
        .statusCode(201)
        .header("Idempotency-Replayed", "true");
  }

  /** Exactly what the previous release hashed: all nulls, in the order of the record. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"userId\":\"U\",\"price\":\"5.00\",\"currency\":\"usd\",\"description\":null,\"metadata\":null,\"priceId\":null,\"quantity\":null,\"trialDays\":null}|{\"userId\":\"U\",\"price\":\"5.00\",\"currency\":\"usd\"}",
        "{\"userId\":\"U\",\"price\":\"5.00\",\"currency\":\"usd\",\"description\":\"D\",\"receiptEmail\":\"a@b.cd\",\"metadata\":{\"b\":\"2\",\"a\":\"1\"},\"priceId\":\"price_1\",\"quantity\":2,\"trialDays\":7}|{\"trialDays\":7,\"quantity\":2,\"priceId\":\"price_1\",\"metadata\":{\"b\":\"2\",\"a\":\"1\"},\"receiptEmail\":\"a@b.cd\",\"description\":\"D\",\"userId\":\"U\",\"price\":\"5.00\",\"currency\":\"usd\"}"
      })
  void aKeyOfAnOlderReleaseThatHashedNullsIsReplayed(String hashed, String body) throws Exception {
    long order = order();
    var digest = MessageDigest.getInstance("SHA-256");
    var hash = digest.digest(hashed.replace("U", user).getBytes(StandardCharsets.UTF_8));
    tables()
        .change(
            """
            insert into idempotency_key (user_id, method, path, key, body_hash, row_id, status, leased_until, lease)
            values ('the-shop', 'POST', '/v1/orders', ?, ?, ?, 201, 'epoch', gen_random_uuid())
            """,
            key,
            HexFormat.of().formatHex(hash),
            order);

    asService()
        .header("Idempotency-Key", key)
        .body(body.replace("U", user))
        .post("/v1/orders")
        .then()
        .statusCode(201)
        .header("Idempotency-Replayed", "true")
        .body("id", equalTo((int) order));
    orderWith(key, "6.00")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:idempotency-key-reused"));
  }

  /** Field names count, so these records represent a request of two releases. */
  @Test
  void aNewOptionalFieldDoesNotChangeTheHashOfBodiesWithoutIt() {
    record StartPayment(Long orderId, String currency, Long amount) {}

    var before = new StartPayment(7L, null, null);
    var after = Later.of(7L);

    assertThat(BodyHash.of(after)).isEqualTo(BodyHash.of(before));
    assertThat(BodyHash.ofBefore(after)).isEqualTo(BodyHash.ofBefore(before));
    assertThat(BodyHash.of(Later.with(7L, "card"))).isNotEqualTo(BodyHash.of(before));
    assertThat(BodyHash.of(null)).isEqualTo(BodyHash.ofBefore(null));
  }

  private static final class Later {
    private record StartPayment(String method, Long orderId, String currency, Long amount) {}

    static Object of(long orderId) {
      return with(orderId, null);
    }

    static Object with(long orderId, String method) {
      return new StartPayment(method, orderId, null, null);
    }
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    orderWith(key, "5.00").then().statusCode(201);

    orderWith(key, "6.00")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:idempotency-key-reused"));
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void aKeyBelongsToOneCallerAndOnePath() {
    orderWith(key, "5.00").then().statusCode(201);

    asAdmin()
        .header("Idempotency-Key", key)
        .body(Map.of("userId", user, "price", "7.00", "currency", "usd"))
        .post("/v1/orders")
        .then()
        .statusCode(201);
    assertThat(orders()).isEqualTo(2);
  }

  @Test
  void aRefusalIsAnsweredTheSameAgain() {
    var first = orderWith(key, "0.49").then().statusCode(422).extract().asString();

    assertThat(
            orderWith(key, "0.49")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .extract()
                .asString())
        .isEqualTo(first);
  }

  @Test
  void aPaymentsSecretIsReadAgainAndNeverStored() {
    long order = order();

    var first = pay(order).then().statusCode(201).extract().jsonPath();
    var second = pay(order).then().statusCode(201).extract().jsonPath();

    assertThat(second.getString("clientSecret"))
        .isEqualTo(first.getString("clientSecret"))
        .contains("_secret_");
    assertThat(
            tables()
                .number(
                    "select count(*) from idempotency_key k where k.key = ? and k::text like"
                        + " '%\\_secret\\_%'",
                    key))
        .isZero();
  }

  @Test
  void anUnknownOutcomeIsNotFrozen() {
    started(order());
    long order = order();
    sandbox.faults().failNext("POST /v1/payment_intents", 429, 10);
    long payment =
        pay(order)
            .then()
            .statusCode(202)
            .body("status", equalTo("unknown"))
            .extract()
            .jsonPath()
            .getLong("id");
    sandbox.faults().clear();

    pay(order)
        .then()
        .statusCode(201)
        .body("id", equalTo((int) payment))
        .body("status", equalTo("pending"));
  }

  @Test
  void whileStripeIsSilentAKeyStaysUsable() {
    long order = order();
    sandbox.faults().failNext("POST /v1/customers", 429, 10);
    pay(order).then().statusCode(503);
    sandbox.faults().clear();

    pay(order).then().statusCode(201);
  }

  @Test
  void simultaneousRequestsWithOneKeyMakeOneRow() throws Exception {
    var pool = Executors.newFixedThreadPool(10);
    try {
      var answers =
          IntStream.range(0, 10)
              .mapToObj(i -> pool.submit(() -> orderWith(key, "5.00").statusCode()))
              .toList();
      for (var answer : answers) {
        assertThat(answer.get()).isIn(201, 409);
      }
    } finally {
      pool.shutdown();
    }
    assertThat(orders()).isEqualTo(1);
    orderWith(key, "5.00").then().statusCode(201);
  }

  @Test
  void aRepeatContinuesTheRowOfAProcessThatDied() {
    long first = orderWith(key, "5.00").jsonPath().getLong("id");
    tables()
        .change(
            "update idempotency_key set status = null, leased_until = 'epoch' where key = ?", key);

    assertThat(orderWith(key, "5.00").then().statusCode(201).extract().jsonPath().getLong("id"))
        .isEqualTo(first);
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void aRequestThatIsUnderWayIsNotCarriedOutTwice() {
    orderWith(key, "5.00").then().statusCode(201);
    tables()
        .change(
            "update idempotency_key set status = null, leased_until = now() + interval '1 minute'"
                + " where key = ?",
            key);

    orderWith(key, "5.00")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:idempotency-key-in-use"));
  }

  @Test
  void aMalformedKeyIsRefused() {
    orderWith("clé", "5.00")
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:paydesk:problem:invalid-idempotency-key"));
    orderWith("x".repeat(256), "5.00").then().statusCode(400);
  }
}
