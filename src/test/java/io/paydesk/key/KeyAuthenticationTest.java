package io.paydesk.key;

import static io.paydesk.testing.http.Request.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.paydesk.testing.SpanBook;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calling with a key, beside OIDC. */
@QuarkusTest
class KeyAuthenticationTest extends KeyTest {

  @Inject SpanBook spans;

  private Map<String, Object> anOrder() {
    return Map.of("userId", user, "price", "5.00", "currency", "usd");
  }

  @Test
  void aServicesKeyDoesWhatAServicesTokenDoes() {
    var secret = secret("service");

    long order = json(with(secret).body(anOrder()).post("/v1/orders"), 201).getLong("id");

    with(secret).get("/v1/orders/" + order).then().statusCode(200);
    asUser().get("/v1/orders/" + order).then().statusCode(200);
    isRefused(with(secret).get("/v1/alerts"), 403, "forbidden");
  }

  @Test
  void supportReadsAllAndChangesNothing() {
    var secret = secret("support");
    long order = order();

    with(secret)
        .get("/v1/orders?userId=" + user)
        .then()
        .statusCode(200)
        .body("data.id", hasItem((int) order));
    isRefused(
        with(secret).body(Map.of("orderId", order)).post("/v1/payments"), 403, "role-reads-only");
    isRefused(
        as("sue", "support").body(Map.of("orderId", order)).post("/v1/payments"),
        403,
        "role-reads-only");
    isRefused(with(secret).body(anOrder()).post("/v1/orders"), 403, "forbidden");
    with(secret).body("{}").post("/v1/changes/tickets").then().statusCode(201);
  }

  @Test
  void scopesNarrowARole() {
    var reader = secret("service", "read");
    var seller = secret("service", "orders:write");
    var refunder = secret("admin", "refunds:write", "orders:read");

    with(reader).get("/v1/orders").then().statusCode(200);
    with(reader).get("/v1/payments").then().statusCode(200);
    with(reader)
        .body(anOrder())
        .post("/v1/orders")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:paydesk:problem:outside-the-scopes"))
        .body("scope", equalTo("orders:write"));
    with(seller).body(anOrder()).post("/v1/orders").then().statusCode(201);
    with(seller).get("/v1/orders").then().statusCode(200);
    isRefused(with(seller).get("/v1/payments"), 403, "outside-the-scopes");
    isRefused(with(seller).get("/v1/changes"), 403, "outside-the-scopes");
    isRefused(with(seller).body("{}").post("/v1/changes/tickets"), 403, "outside-the-scopes");
    with(refunder).get("/v1/refunds").then().statusCode(200);
    with(refunder).get("/v1/orders").then().statusCode(200);
    isRefused(with(refunder).body(anOrder()).post("/v1/orders"), 403, "outside-the-scopes");
    isRefused(with(refunder).get("/v1/events"), 403, "outside-the-scopes");
  }

  @Test
  void aRotatedKeyKeepsItsIdempotencyKeys() {
    var made = made("service");
    var header = UUID.randomUUID().toString();
    var first =
        json(
            with(made.getString("secret"))
                .header("Idempotency-Key", header)
                .body(anOrder())
                .post("/v1/orders"),
            201);
    var rotated =
        json(asAdmin().body("{}").post("/v1/keys/" + made.getLong("key.id") + "/rotate"), 200);

    with(rotated.getString("secret"))
        .header("Idempotency-Key", header)
        .body(anOrder())
        .post("/v1/orders")
        .then()
        .statusCode(201)
        .header("Idempotency-Replayed", "true")
        .body("id", equalTo((int) first.getLong("id")));
  }

  @Test
  void whatWasNeverGivenOutIsNotKnown() {
    var strange = TokenText.random(TokenKind.KEY, false).text();

    isRefused(with(strange).get("/v1/orders"), 401, "key-unknown");
    isRefused(with(strange.replace("pdk_", "pdk_user_")).get("/v1/orders"), 401, "key-mistyped");
    isRefused(with(strange.substring(1)).get("/v1/orders"), 401, "unauthorized");
    isRefused(with(strange.substring(0, 30)).get("/v1/orders"), 401, "key-mistyped");
    isRefused(with("pdk_").get("/v1/orders"), 401, "key-mistyped");
    isRefused(
        with(TokenText.random(TokenKind.USER_TOKEN, false).text()).get("/v1/orders"),
        401,
        "key-unknown");
    assertThat(with(strange).get("/v1/orders").header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void aKeyOfTheOtherModeIsCalledSo() {
    isRefused(
        with(TokenText.random(TokenKind.KEY, true).text()).get("/v1/orders"),
        401,
        "key-of-other-mode");
  }

  @Test
  void whatAnotherReplicaRevokesOpensNothingSoonAfter() {
    var made = made("service");
    var secret = made.getString("secret");
    with(secret).get("/v1/orders").then().statusCode(200);

    tables()
        .change(
            "update api_key set revoked_at = now(), revoked_by = 'eve' where id = "
                + made.getLong("key.id"));

    eventually(x -> isRefused(with(secret).get("/v1/orders"), 401, "key-revoked"));
  }

  @Test
  void aKeyThatHasExpiredSaysSoToItsHolder() {
    var made = made("service");
    tables()
        .change(
            "update api_key set expires_at = now() - interval '1 second' where id = "
                + made.getLong("key.id"));

    isRefused(with(made.getString("secret")).get("/v1/orders"), 401, "key-expired");
    asAdmin().get("/v1/keys/" + made.getLong("key.id")).then().body("status", equalTo("expired"));
  }

  @Test
  void noTokenOfAProviderPassesForAKey() {
    isRefused(
        given().bearer(keys.token("key:1", Set.of("service"))).get("/v1/orders"),
        401,
        "token-without-subject");
  }

  @Test
  void aTicketOfAKeyOpensAStreamWithinItsScopes() {
    var secret = secret("service", "changes:read");

    with(secret).body("{}").post("/v1/changes/tickets").then().statusCode(201);
    isRefused(with(secret).get("/v1/orders"), 403, "outside-the-scopes");
  }

  @Test
  void aKeyInAnAddressIsRefusedAsLeaked() {
    var secret = secret("service");

    for (var address :
        List.of(
            "/v1/orders?key=" + secret,
            "/v1/changes?ticket=" + secret,
            "/v1/users/" + secret + "/entitlements",
            "/v1/orders?key=" + secret.replace("_", "%5F"),
            "/v1/orders?key=" + secret.replace("pdk", "%70dk"))) {
      var answer = with(secret).get(address);
      isRefused(answer, 400, "key-in-address");
      assertThat(answer.asString()).doesNotContain(secret);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/orders?key=pdk_test_leaked, 400",
    "/v1/orders, 401",
    "/v1/nothing, 404",
    "/v1/events/retry, 401"
  })
  void whatIsRefusedUnreadHoldsUpNoOtherRequestOfItsConnection(String address, int status)
      throws IOException {
    var body = " ".repeat(400_000);
    var refused =
        "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer pdk_test_mistyped\r\n"
                .formatted(address)
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body);
    var next = "GET /v1/config HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    try (var socket = new Socket("127.0.0.1", StartedService.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write((refused + next).getBytes(UTF_8));

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 " + status)
          .contains("HTTP/1.1 200");
    }
  }

  @Test
  void aKeyInAnAddressIsInNoSpan() {
    var secret = secret("service");
    var trace = UUID.randomUUID().toString().replace("-", "");
    var addresses =
        List.of("/v1/orders/" + secret, "/v1/orders/" + secret.replace("pdk", "%70%64k"));

    for (var address : addresses) {
      with(secret)
          .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
          .get(address)
          .then()
          .statusCode(400);
    }

    eventually(x -> assertThat(spans.ofTrace(trace)).hasSize(addresses.size()));
    assertThat(spans.ofTrace(trace))
        .allSatisfy(
            span ->
                assertThat(span.getName() + span.getAttributes().asMap())
                    .contains("REDACTED")
                    .doesNotContain(secret.substring(9)));
  }

  @Test
  void whoeverIsNotMeantToBeAnyPayerIsNot() {
    var body = "{}";
    var path = "/v1/users/" + user + "/tokens";

    with(secret("service", "orders:write", "payments:write", "entitlements:write", "read"))
        .body(body)
        .post(path)
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:paydesk:problem:outside-the-scopes"))
        .body("scope", equalTo("tokens:write"));
    with(secret("service", "tokens:write")).body(body).post(path).then().statusCode(201);
    with(secret("service", "entitlements:read"))
        .get("/v1/users/" + user + "/entitlements")
        .then()
        .statusCode(200);
  }
}
