package io.paydesk.mcp;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, and for what. */
@QuarkusTest
class McpCallersTest extends McpTest {

  private static final Map<String, Object> PING = message("ping", Map.of());

  private static void isRefused(Answer answer, int status, String problem) {
    answer
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:paydesk:problem:" + problem));
    assertThat(answer.header("WWW-Authenticate")).isEqualTo(status == 401 ? "Bearer" : null);
  }

  @Test
  void whoIsNotKnownIsRefusedAsEverywhere() {
    var revoked =
        json(asAdmin().body(Map.of("name", "old", "role", "admin")).post("/v1/keys"), 201);
    asAdmin().delete("/v1/keys/" + revoked.getLong("key.id")).then().statusCode(204);

    isRefused(send(given(), PING), 401, "unauthorized");
    isRefused(send(withKey("pdk_test_" + "x".repeat(38)), PING), 401, "key-mistyped");
    isRefused(send(withKey(revoked.getString("secret")), PING), 401, "key-revoked");
    isRefused(send(withKey(keys.token(null, Set.of("admin"))), PING), 401, "token-without-subject");
  }

  @Test
  void onlyAnAdminAndSupportMayAsk() {
    for (var allowed :
        List.of(asAdmin(), asSupport(), withKey(key("admin")), withKey(key("support")))) {
      send(allowed, PING).then().statusCode(200);
    }
    for (var other : List.of(asUser(), asService(), withKey(key("service")))) {
      isRefused(send(other, message("tools/list", Map.of())), 403, "forbidden");
    }
    var token =
        json(asService().body(Map.of()).post("/v1/users/" + user + "/tokens"), 201)
            .getString("token");
    isRefused(send(withKey(token), PING), 403, "forbidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"find_alerts", "find_runs", "find_stripe_events"})
  void whatIsForAdminsSupportDoesNotSee(String tool) {
    told(asAdmin(), tool, Map.of("limit", 1));

    var refused = refused(asSupport(), tool, Map.of("limit", 1));
    assertThat(refused.getString("type")).endsWith(":forbidden");
    assertThat(refused.getInt("status")).isEqualTo(403);
  }

  @Test
  void scopesNarrowWhatAKeyMayLookUp() {
    long order = order();
    var narrow = key("support", "orders:read");

    assertThat(told(withKey(narrow), "find_orders", Map.of("userId", user)).getLong("data[0].id"))
        .isEqualTo(order);
    for (var tool : List.of("find_payments", "find_refunds", "find_disputes")) {
      assertThat(refused(withKey(narrow), tool, Map.of()).getString("type"))
          .endsWith(":outside-the-scopes");
    }
    var whole = refused(withKey(narrow), "get_order", Map.of("orderId", order));
    assertThat(whole.getString("scope")).isEqualTo("payments:read");
    told(withKey(key("support", "read")), "get_order", Map.of("orderId", order));
    // It may ask the endpoint, and then nothing but what needs no row.
    var writer = key("admin", "tokens:write");
    told(withKey(writer), "explain_problem", Map.of("name", "busy"));
    assertThat(refused(withKey(writer), "find_alerts", Map.of()).getString("scope"))
        .isEqualTo("alerts:read");
  }

  @Test
  void lookingUpLeavesNoEntryInTheAudit() {
    var made = json(asAdmin().body(Map.of("name", "agent", "role", "admin")).post("/v1/keys"), 201);
    told(withKey(made.getString("secret")), "find_orders", Map.of());

    var entries = asAdmin().get("/v1/audit?caller=key:" + made.getLong("key.id"));
    assertThat(json(entries, 200).getInt("data.size()")).isZero();
  }
}
