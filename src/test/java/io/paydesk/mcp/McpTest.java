package io.paydesk.mcp;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the tests of the MCP endpoint share: a client of the protocol, made of plain HTTP. */
abstract class McpTest extends PaydeskTest {

  public static class Writing implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("paydesk.mcp", "write");
    }
  }

  protected Request asSupport() {
    return as("sue", "support");
  }

  protected String key(String role, String... scopes) {
    var body = new HashMap<String, Object>(Map.of("name", "of an agent", "role", role));
    if (scopes.length > 0) {
      body.put("scopes", List.of(scopes));
    }
    return json(asAdmin().body(body).post("/v1/keys"), 201).getString("secret");
  }

  protected static Request withKey(String secret) {
    return given().bearer(secret).contentType("application/json");
  }

  /** As clients since 2025 send it. */
  protected static Answer send(Request caller, Object message) {
    return caller
        .accept("application/json, text/event-stream")
        .header("MCP-Protocol-Version", "2025-11-25")
        .body(message)
        .post("/mcp");
  }

  protected static Map<String, Object> message(String method, Map<String, ?> params) {
    return Map.of("jsonrpc", "2.0", "id", 7, "method", method, "params", params);
  }

  protected static Answer call(Request caller, String tool, Map<String, ?> arguments) {
    return send(caller, message("tools/call", Map.of("name", tool, "arguments", arguments)));
  }

  /** What a tool tells, which must not be an error. */
  protected static Json told(Request caller, String tool, Map<String, ?> arguments) {
    return said(call(caller, tool, arguments), false);
  }

  /** The problem of a tool that refuses. */
  protected static Json refused(Request caller, String tool, Map<String, ?> arguments) {
    return said(call(caller, tool, arguments), true);
  }

  private static Json said(Answer answer, boolean isError) {
    var body = json(answer, 200);
    assertThat(body.getBoolean("result.isError")).as(answer.asString()).isEqualTo(isError);
    assertThat(body.getString("result.content[0].type")).isEqualTo("text");
    return Json.of(body.getString("result.content[0].text"));
  }
}
