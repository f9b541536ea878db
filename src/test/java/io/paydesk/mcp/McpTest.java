package io.paydesk.mcp;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the MCP endpoint share: a client of the protocol, made of plain HTTP. */
abstract class McpTest extends PaydeskTest {

  @Inject McpGate gate;

  @BeforeEach
  void turnOn() throws ReflectiveOperationException {
    assertThat(set(McpMode.WRITE)).as("what holds without the setting").isEqualTo(McpMode.OFF);
  }

  @AfterEach
  void turnOff() throws ReflectiveOperationException {
    set(McpMode.OFF);
  }

  /** A start with the setting would take longer than these tests. */
  private McpMode set(McpMode mode) throws ReflectiveOperationException {
    var field = McpGate.class.getDeclaredField("mode");
    field.setAccessible(true);
    var before = (McpMode) field.get(gate);
    field.set(gate, mode);
    return before;
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
