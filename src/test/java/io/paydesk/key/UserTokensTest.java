package io.paydesk.key;

import static io.paydesk.testing.http.Request.given;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.HeldLock;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of payers, which a shop's server asks for with its key. */
@QuarkusTest
class UserTokensTest extends KeyTest {

  private Answer asked(String userId, String body) {
    return with(secret("service")).body(body).post("/v1/users/" + userId + "/tokens");
  }

  private String token() {
    return json(asked(user, "{}"), 201).getString("token");
  }

  @Test
  void aPayerPaysWithOneAndSeesOwnRowsAlone() {
    long order = order();
    var token = token();

    assertThat(token).matches("pdk_user_test_[0-9A-Za-z]{38}");
    with(token).body(Map.of("orderId", order)).post("/v1/payments").then().statusCode(201);
    with(token)
        .get("/v1/orders")
        .then()
        .statusCode(200)
        .body("data.userId", everyItem(equalTo(user)));
    isRefused(with(token).get("/v1/orders/" + strangersOrder()), 404, "not-found");
    isRefused(with(token).get("/v1/keys"), 403, "forbidden");
    isRefused(with(token).body("{}").post("/v1/users/" + user + "/tokens"), 403, "forbidden");
  }

  private long strangersOrder() {
    var body = Map.of("userId", "a-stranger", "price", "5.00", "currency", "usd");
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  @Test
  void itOpensAStreamForAsLongAsItLives() {
    with(token()).body("{}").post("/v1/changes/tickets").then().statusCode(201);
  }

  @Test
  void itLivesAsLongAsWasAskedFor() {
    var answer = asked(user, "{\"expiresIn\": 120}");

    assertThat(Instant.parse(json(answer, 201).getString("expiresAt")))
        .isBetween(Instant.now().plusSeconds(60), Instant.now().plusSeconds(120));
    answer.then().header("Cache-Control", "no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"59", "86401", "-1", "\"60\"", "60.5"})
  void noTokenLivesForLongerThanADay(String expiresIn) {
    asked(user, "{\"expiresIn\": " + expiresIn + "}").then().statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"key:1", "%20", "a%0Ab"})
  void whoIsNoUserGetsNone(String userId) {
    var answer = with(secret("service")).body("{}").post("/v1/users/" + userId + "/tokens");

    isRefused(answer, 400, "invalid-user");
  }

  @Test
  void allOfAUserAreTakenBackAtOnce() {
    var one = token();
    var other = token();
    with(one).get("/v1/orders").then().statusCode(200);

    asService().delete("/v1/users/" + user + "/tokens").then().statusCode(204);

    isRefused(with(one).get("/v1/orders"), 401, "key-unknown");
    isRefused(with(other).get("/v1/orders"), 401, "key-unknown");
  }

  @Test
  void theDescriptionSaysThatLinksEndWithThem() {
    json(asService().body("{}").post("/v1/users/" + user + "/card-links"), 201);

    asService().delete("/v1/users/" + user + "/tokens").then().statusCode(204);

    asService().get("/v1/users/" + user + "/card-links").then().body("data", empty());
    assertThat(given().get("/q/openapi?format=json").asString())
        .contains("Links are those to their orders and to their saved cards.");
  }

  @Test
  void oneThatHasExpiredSaysSo() {
    var token = token();
    tables()
        .change(
            "update user_token set expires_at = now() - interval '1 second' where user_id = '"
                + user
                + "'");

    isRefused(with(token).get("/v1/orders"), 401, "user-token-expired");
  }

  private static String tokenBy(String secret, String userId) {
    return json(with(secret).body("{}").post("/v1/users/" + userId + "/tokens"), 201)
        .getString("token");
  }

  @Test
  void itEndsWithTheKeyThatAskedForIt() {
    var made = made("service");
    var token = tokenBy(made.getString("secret"), user);
    var other = token();
    with(token).get("/v1/orders").then().statusCode(200);

    asAdmin().delete("/v1/keys/" + made.getLong("key.id")).then().statusCode(204);

    isRefused(with(token).get("/v1/orders"), 401, "key-unknown");
    with(other).get("/v1/orders").then().statusCode(200);
  }

  @Test
  void itDoesNotOutliveTheKeyThatAskedForIt() {
    var end = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
    var body = Map.of("name", "Till ten", "role", "service", "expiresAt", end.toString());
    var secret = json(asAdmin().body(body).post("/v1/keys"), 201).getString("secret");
    var path = "/v1/users/" + user + "/tokens";

    var longer = json(with(secret).body("{\"expiresIn\": 3600}").post(path), 201);
    var shorter = json(with(secret).body("{\"expiresIn\": 60}").post(path), 201);

    assertThat(Instant.parse(longer.getString("expiresAt"))).isEqualTo(end);
    assertThat(Instant.parse(shorter.getString("expiresAt"))).isBefore(end);
  }

  @Test
  void aRotationEndsItWhereItEndsTheSecretAtOnce() {
    var made = made("service");
    var token = tokenBy(made.getString("secret"), user);
    var path = "/v1/keys/" + made.getLong("key.id") + "/rotate";

    json(asAdmin().body("{\"overlap\": 60}").post(path), 200);
    with(token).get("/v1/orders").then().statusCode(200);
    json(asAdmin().body("{\"overlap\": 0}").post(path), 200);

    isRefused(with(token).get("/v1/orders"), 401, "key-unknown");
  }

  @Test
  void aKeyThatAnotherReplicaHasJustRevokedGetsNone() {
    var made = made("service");
    var secret = made.getString("secret");
    tokenBy(secret, user);

    tables()
        .change(
            "update api_key set revoked_at = now(), revoked_by = 'eve' where id = ?",
            made.getLong("key.id"));

    isRefused(with(secret).body("{}").post("/v1/users/" + user + "/tokens"), 401, "key-revoked");
  }

  /** Else a leaked key could ask for tokens so fast that nobody could ever revoke it. */
  @Test
  void whoeverAsksForOneDoesNotPassWhoeverWaitsToRevokeTheKey() {
    var made = made("service");
    var secret = made.getString("secret");
    var holder = ApiKey.holder(made.getLong("key.id"));
    with(secret).get("/v1/orders").then().statusCode(200);
    CompletableFuture<HeldLock> revoking;
    CompletableFuture<Answer> asked;

    try (var giving = HeldLock.take(tables(), KeyTurn.WITH_OTHERS.replace("?1", "?"), holder)) {
      revoking =
          supplyAsync(() -> HeldLock.take(tables(), KeyTurn.ALONE.replace("?1", "?"), holder));
      giving.awaitWaiter();
      asked = supplyAsync(() -> with(secret).body("{}").post("/v1/users/" + user + "/tokens"));
      eventually(x -> assertThat(asked.isDone() || turnsAwaited() == 2).isTrue());
      assertThat(tables().number("select count(*) from user_token where user_id = ?", user))
          .isZero();
    }

    revoking.join().close();
    asked.join();
  }

  private long turnsAwaited() {
    return tables()
        .number(
            "select count(*) from pg_stat_activity where datname = current_database()"
                + " and wait_event = 'advisory'");
  }

  @Test
  void itIsMadeTogetherWithItsEntryInTheAuditOrNotAtAll() {
    var secret = secret("service");
    CompletableFuture<Answer> answer;
    try (var held = HeldLock.take(tables(), "lock table audit in access exclusive mode")) {
      answer = supplyAsync(() -> with(secret).body("{}").post("/v1/users/" + user + "/tokens"));
      held.awaitWaiter();
      held.endWaiters();
    }

    assertThat(answer.join().statusCode()).isEqualTo(500);
    assertThat(tables().number("select count(*) from user_token where user_id = ?", user)).isZero();
  }

  @Test
  void whoAskedForItIsInTheAudit() {
    var made = made("service");
    tokenBy(made.getString("secret"), user);

    asAdmin()
        .get("/v1/audit?subject=users/" + user)
        .then()
        .body("data.size()", equalTo(1))
        .body("data[0].operation", equalTo("createUserToken"))
        .body("data[0].caller", equalTo("key:" + made.getLong("key.id")))
        .body("data[0].status", equalTo(201));
  }

  @Test
  void whoIsNoUserIsNotNamedInTheAuditHoweverLong() {
    var caller = "caller-of-" + user;
    var noUser =
        Stream.generate(() -> UUID.randomUUID().toString()).limit(90).collect(Collectors.joining());

    as(caller, "service").body("{}").post("/v1/users/" + noUser + "/tokens").then().statusCode(400);

    asAdmin()
        .get("/v1/audit?caller=" + caller)
        .then()
        .body("data.size()", equalTo(1))
        .body("data[0].problem", equalTo("invalid-user"))
        .body("data[0].subject", nullValue());
  }
}
