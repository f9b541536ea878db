package io.paydesk.mcp;

import static io.paydesk.testing.http.Request.given;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As it is where nobody has turned it on. */
@QuarkusTest
class McpIsOffTest extends PaydeskTest {

  @ParameterizedTest
  @ValueSource(strings = {"/mcp", "/mcp/", "/%6dcp", "/mcp;a=b"})
  void thereIsNoSuchPath(String path) {
    for (var method : new String[] {"POST", "GET", "DELETE"}) {
      var ping = Map.of("jsonrpc", "2.0", "id", 1, "method", "ping");
      asAdmin()
          .body(ping)
          .request(method, path)
          .then()
          .statusCode(404)
          .body("type", equalTo("urn:paydesk:problem:no-such-path"));
    }
  }

  @Test
  void whoeverHasNoKeyLearnsNoMore() {
    given().contentType("application/json").body("{}").post("/mcp").then().statusCode(404);
  }
}
