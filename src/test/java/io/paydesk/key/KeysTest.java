package io.paydesk.key;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Making, reading, rotating and revoking keys. */
@QuarkusTest
class KeysTest extends KeyTest {

  @Test
  void theSecretIsAnsweredOnceAndKeptNowhere() {
    var made = made("service");
    var secret = made.getString("secret");
    long id = made.getLong("key.id");

    assertThat(secret).matches("pdk_test_[0-9A-Za-z]{38}");
    assertThat(made.getString("key.secrets[0].prefix")).isEqualTo("pdk_test_");
    assertThat(secret).endsWith(made.getString("key.secrets[0].lastFour"));
    assertThat(asAdmin().get("/v1/keys/" + id).asString()).doesNotContain(secret);
    assertThat(asAdmin().get("/v1/keys").asString()).doesNotContain(secret);
    for (var table : List.of("api_key", "api_key_secret", "idempotency_key")) {
      assertThat(
              tables()
                  .number(
                      "select count(*) from " + table + " t where t::text like ?",
                      "%" + secret.substring(9) + "%"))
          .as(table)
          .isZero();
    }
  }

  @Test
  void aRepetitionMakesNoSecondKeyAndLeavesTheSecretOut() {
    var request = Map.of("name", "twice", "role", "service");
    var header = UUID.randomUUID().toString();
    var first =
        json(asAdmin().header("Idempotency-Key", header).body(request).post("/v1/keys"), 201);

    asAdmin()
        .header("Idempotency-Key", header)
        .body(request)
        .post("/v1/keys")
        .then()
        .statusCode(201)
        .header("Idempotency-Replayed", "true")
        .header("Cache-Control", "no-store")
        .body("key.id", equalTo((int) first.getLong("key.id")))
        .body("secret", nullValue());
  }

  /** So a repetition after that time is answered as the first request was. */
  @Test
  void whenAKeyEndsIsLookedAtWhereItIsMadeAndNotWhereTheRequestIsRead() {
    var past = Instant.parse("2020-01-01T00:00:00Z");

    assertThat(CreateKey.of("k", "service", null, past).expiresAt()).isEqualTo(past);
  }

  @Test
  void aKeyThatAnotherReplicaHasJustRevokedGivesOutNoSecret() {
    var made = made("admin");
    long other = made("service").getLong("key.id");
    var secret = made.getString("secret");
    with(secret).get("/v1/keys").then().statusCode(200);

    tables()
        .change(
            "update api_key set revoked_at = now(), revoked_by = 'eve' where id = ?",
            made.getLong("key.id"));

    var key = Map.of("name", "a way back", "role", "admin");
    isRefused(with(secret).body(key).post("/v1/keys"), 401, "key-revoked");
    isRefused(with(secret).body("{}").post("/v1/keys/" + other + "/rotate"), 401, "key-revoked");
    isRefused(with(secret).delete("/v1/keys/" + other), 401, "key-revoked");
    assertThat(tables().number("select count(*) from api_key where name = 'a way back'")).isZero();
  }

  @Test
  void aKeyRotatesAndRevokesItself() {
    var made = made("admin");
    var path = "/v1/keys/" + made.getLong("key.id");

    var rotated =
        json(with(made.getString("secret")).body("{\"overlap\": 60}").post(path + "/rotate"), 200);
    assertThat(Instant.parse(rotated.getString("key.secrets[1].expiresAt")))
        .isBefore(Instant.now().plusSeconds(60));
    with(rotated.getString("secret")).delete(path).then().statusCode(204);

    isRefused(with(rotated.getString("secret")).get("/v1/keys"), 401, "key-revoked");
  }

  @Test
  void aKeyMayEndByItself() {
    var header = UUID.randomUUID().toString();
    for (var end : List.of("2999-01-01T00:00:00Z", "2999-01-01T00:00:00.000Z")) {
      asAdmin()
          .header("Idempotency-Key", header)
          .body(Map.of("name", "for a while", "role", "service", "expiresAt", end))
          .post("/v1/keys")
          .then()
          .statusCode(201)
          .body("key.expiresAt", equalTo("2999-01-01T00:00:00Z"));
    }
  }

  @Test
  void aKeySaysWhoMadeItAndWhatItMay() {
    var made = made("admin", "orders:write", "read", "read");

    assertThat(made.getString("key.createdBy")).isEqualTo("ada");
    assertThat(made.getString("key.origin")).isEqualTo("api");
    assertThat(made.getString("key.status")).isEqualTo("active");
    assertThat(made.<String>getList("key.scopes")).containsExactly("orders:write", "read");
  }

  @Test
  void keysAreListedByRole() {
    int id = made("support").getInt("key.id");

    asAdmin()
        .get("/v1/keys?role=support")
        .then()
        .statusCode(200)
        .body("data.id", hasItem(id))
        .body("data.role", everyItem(equalTo("support")));
    isRefused(asAdmin().get("/v1/keys?role=boss"), 400, "unknown-role");
  }

  @Test
  void onlyAnAdminDealsInKeys() {
    var service = secret("service");

    isRefused(with(service).get("/v1/keys"), 403, "forbidden");
    isRefused(
        with(service).body(Map.of("name", "mine", "role", "admin")).post("/v1/keys"),
        403,
        "forbidden");
    isRefused(with(secret("support")).get("/v1/keys"), 403, "forbidden");
    with(secret("admin"))
        .body(Map.of("name", "by a key", "role", "service"))
        .post("/v1/keys")
        .then()
        .statusCode(201);
  }

  @Test
  void aNarrowedAdminMakesNoWiderKey() {
    var narrow = secret("admin", "read", "orders:write");

    isRefused(
        with(narrow).body(Map.of("name", "wider", "role", "admin")).post("/v1/keys"),
        403,
        "outside-the-scopes");
    isRefused(with(narrow).get("/v1/keys"), 403, "outside-the-scopes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'role': 'service'}                                          | 400 | invalid-request",
        "{'name': ' ', 'role': 'service'}                             | 400 | invalid-request",
        "{'name': 'k'}                                                | 400 | unknown-role",
        "{'name': 'k', 'role': 'boss'}                                | 400 | unknown-role",
        "{'name': 'k', 'role': 7}                                     | 400 | wrong-type",
        "{'name': 'k', 'role': 'service', 'scopes': []}               | 400 | unknown-scope",
        "{'name': 'k', 'role': 'service', 'scopes': ['keys:write']}   | 400 | unknown-scope",
        "{'name': 'k', 'role': 'service', 'scopes': [null]}           | 400 | unknown-scope",
        "{'name': 'k', 'role': 'service', 'scopes': 'read'}           | 400 | wrong-type",
        "{'name': 'k', 'role': 'service', 'expiresAt': 'soon'}        | 400 | wrong-type",
        "{'name': 'k', 'role': 'service', 'expiresAt': '2020-01-01T00:00:00Z'} | 422 |"
            + " invalid-key-expiry",
        "{'name': 'k', 'role': 'service', 'expiresAt': '9999-01-01T00:00:00Z'} | 422 |"
            + " invalid-key-expiry",
        "{'name': 'k', 'role': 'service', 'expiresAt': '+1000000000-12-31T00:00:00Z'} | 422 |"
            + " invalid-key-expiry",
        "{'name': 'k', 'role': 'service', 'secret': 'mine'}           | 400 | unknown-field",
      },
      quoteCharacter = '`')
  void aRequestThatCannotBeSaysWhy(String body, int status, String problem) {
    isRefused(asAdmin().body(body.replace('\'', '"')).post("/v1/keys"), status, problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "2592001", "1.5", "\"1\""})
  void anOverlapIsANumberOfSecondsUpToThirtyDays(String overlap) {
    long id = made("service").getLong("key.id");

    asAdmin()
        .body("{\"overlap\": " + overlap + "}")
        .post("/v1/keys/" + id + "/rotate")
        .then()
        .statusCode(400);
  }

  @Test
  void aRotationLeavesTheOldSecretForAWhile() {
    var made = made("service");
    long id = made.getLong("key.id");

    var rotated = json(asAdmin().body("{}").post("/v1/keys/" + id + "/rotate"), 200);

    assertThat(rotated.getString("secret")).isNotEqualTo(made.getString("secret"));
    assertThat(rotated.getInt("key.id")).isEqualTo((int) id);
    assertThat(rotated.<Map<String, Object>>getList("key.secrets")).hasSize(2);
    assertThat(Instant.parse(rotated.getString("key.secrets[1].expiresAt")))
        .isBetween(Instant.now().plusSeconds(86_000), Instant.now().plusSeconds(86_400));
    with(made.getString("secret")).get("/v1/orders").then().statusCode(200);
    with(rotated.getString("secret")).get("/v1/orders").then().statusCode(200);
  }

  @Test
  void aRotationWithoutOverlapEndsTheOldSecretAtOnce() {
    var made = made("service");
    with(made.getString("secret")).get("/v1/orders").then().statusCode(200);

    var rotated =
        json(
            asAdmin()
                .body(Map.of("overlap", 0))
                .post("/v1/keys/" + made.getLong("key.id") + "/rotate"),
            200);

    isRefused(with(made.getString("secret")).get("/v1/orders"), 401, "key-replaced");
    with(rotated.getString("secret")).get("/v1/orders").then().statusCode(200);
  }

  @Test
  void twoRotationsAtOnceGiveTwoSecretsThatBothOpen() {
    var path = "/v1/keys/" + made("service").getLong("key.id") + "/rotate";
    var one = supplyAsync(() -> asAdmin().body("{}").post(path));
    var other = supplyAsync(() -> asAdmin().body("{}").post(path));

    var first = json(one.join(), 200).getString("secret");
    var second = json(other.join(), 200).getString("secret");

    assertThat(first).isNotEqualTo(second);
    with(first).get("/v1/orders").then().statusCode(200);
    with(second).get("/v1/orders").then().statusCode(200);
  }

  @Test
  void aRepeatedRotationAddsNoSecret() {
    long id = made("service").getLong("key.id");
    var header = UUID.randomUUID().toString();
    var path = "/v1/keys/" + id + "/rotate";
    json(asAdmin().header("Idempotency-Key", header).body("{}").post(path), 200);

    asAdmin()
        .header("Idempotency-Key", header)
        .body("{}")
        .post(path)
        .then()
        .statusCode(200)
        .body("secret", nullValue())
        .body("key.secrets.size()", equalTo(2));
  }

  @Test
  void aRevokedKeyOpensNothingGetsNoSecretAndStaysInTheList() {
    var made = made("service");
    long id = made.getLong("key.id");
    with(made.getString("secret")).get("/v1/orders").then().statusCode(200);

    asAdmin().delete("/v1/keys/" + id).then().statusCode(204);

    isRefused(with(made.getString("secret")).get("/v1/orders"), 401, "key-revoked");
    isRefused(asAdmin().body("{}").post("/v1/keys/" + id + "/rotate"), 409, "key-not-active");
    asAdmin()
        .get("/v1/keys/" + id)
        .then()
        .body("status", equalTo("revoked"))
        .body("revokedBy", equalTo("ada"))
        .body("secrets", equalTo(List.of()));
    asAdmin().delete("/v1/keys/" + id).then().statusCode(204);
    eventually(x -> asAdmin().get("/v1/keys/" + id).then().body("lastRefusedAt", notNullValue()));
  }

  @Test
  void aKeyThatIsNotThereIsNotFound() {
    isRefused(asAdmin().get("/v1/keys/987654321"), 404, "not-found");
    isRefused(asAdmin().delete("/v1/keys/987654321"), 404, "not-found");
    isRefused(asAdmin().body("{}").post("/v1/keys/987654321/rotate"), 404, "not-found");
  }

  @Test
  void itsUseIsNotedToTheMinute() {
    var made = made("service");
    long id = made.getLong("key.id");
    asAdmin().get("/v1/keys/" + id).then().body("lastUsedAt", nullValue());

    with(made.getString("secret")).get("/v1/orders").then().statusCode(200);

    eventually(x -> asAdmin().get("/v1/keys/" + id).then().body("lastUsedAt", notNullValue()));
    asAdmin().get("/v1/keys").then().body("data.id", hasItems((int) id));
  }
}
