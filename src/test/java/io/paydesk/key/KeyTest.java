package io.paydesk.key;

import static io.paydesk.testing.http.Request.given;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the tests of keys share. */
abstract class KeyTest extends PaydeskTest {

  protected static Request with(String secret) {
    return given().header("Authorization", "Bearer " + secret).contentType("application/json");
  }

  /** A key and its secret, as an admin gets them. */
  protected Json made(String role, String... scopes) {
    var body = new HashMap<String, Object>(Map.of("name", "of a test", "role", role));
    if (scopes.length > 0) {
      body.put("scopes", List.of(scopes));
    }
    return json(asAdmin().body(body).post("/v1/keys"), 201);
  }

  protected String secret(String role, String... scopes) {
    return made(role, scopes).getString("secret");
  }

  protected static void isRefused(Answer answer, int status, String problem) {
    answer
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:paydesk:problem:" + problem));
  }
}
