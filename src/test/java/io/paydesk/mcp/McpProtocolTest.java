package io.paydesk.mcp;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of the protocol, in the revisions before and since it has no handshake. */
@QuarkusTest
class McpProtocolTest extends McpTest {

  private static final String TODAY = "2026-07-28";

  private Answer initialize(String version) {
    return asSupport()
        .body(
            message(
                "initialize",
                Map.of(
                    "protocolVersion",
                    version,
                    "capabilities",
                    Map.of(),
                    "clientInfo",
                    Map.of("name", "test", "version", "1"))))
        .post("/mcp");
  }

  private static void isError(Answer answer, int status, int code) {
    answer
        .then()
        .statusCode(status)
        .contentType("application/json")
        .body("jsonrpc", equalTo("2.0"))
        .body("error.code", equalTo(code));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-25, 2025-11-25",
    "2025-06-18, 2025-06-18",
    "2024-11-05, 2025-11-25",
    "2026-07-28, 2025-11-25",
    "2099-01-01, 2025-11-25"
  })
  void aClientAndTheServerAgreeOnARevision(String wanted, String agreed) {
    initialize(wanted)
        .then()
        .statusCode(200)
        .body("id", equalTo(7))
        .body("result.protocolVersion", equalTo(agreed))
        .body("result.serverInfo.name", equalTo("paydesk"))
        .body("result.capabilities.tools.size()", equalTo(0))
        .header("Mcp-Session-Id", nullValue(String.class));
  }

  @Test
  void aClientOfARevisionWithAHandshakeIsServedWithoutASession() {
    initialize("2025-11-25").then().statusCode(200);
    var told = send(asSupport(), Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
    told.then().statusCode(202);
    assertThat(told.bytes()).isEmpty();

    send(asSupport(), message("ping", Map.of())).then().statusCode(200);
    var listed = json(send(asSupport(), message("tools/list", Map.of())), 200);
    assertThat(listed.getList("result.tools.name", String.class))
        .contains("find_orders", "get_order")
        .doesNotHaveDuplicates();
    assertThat(listed.getMap("result")).containsOnlyKeys("tools");
    told(asSupport(), "find_orders", Map.of("userId", user));
  }

  @Test
  void toolsSayWhatTheyTakeAndWhetherTheyOnlyRead() {
    var tools = json(send(asAdmin(), message("tools/list", Map.of())), 200);
    var each = tools.<Map<String, Object>>getList("result.tools");

    assertThat(each)
        .hasSize(15)
        .allSatisfy(
            tool -> {
              assertThat((String) tool.get("name")).matches("[a-z_]{1,64}");
              assertThat((String) tool.get("description")).hasSizeGreaterThan(20).endsWith(".");
              var hints = (Map<?, ?>) tool.get("annotations");
              boolean reads = !tool.get("name").equals("create_refund");
              assertThat(hints.get("readOnlyHint")).isEqualTo(reads);
              assertThat(hints.get("openWorldHint")).isEqualTo(!reads);
              var schema = (Map<?, ?>) tool.get("inputSchema");
              assertThat(schema.get("type")).isEqualTo("object");
              assertThat(schema.get("additionalProperties")).isEqualTo(false);
            });
    var orders = "result.tools[name=find_orders].inputSchema.properties.";
    assertThat(tools.<List<String>>get(orders + "status.'enum'")).contains("pending", "review");
    assertThat(tools.getInt(orders + "limit.maximum")).isEqualTo(100);
    assertThat(tools.getString(orders + "limit.type")).isEqualTo("integer");
    assertThat(tools.<List<String>>get("result.tools[name=get_order].inputSchema.required"))
        .containsExactly("orderId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}]",
        "\"ping\"",
        "{}",
        "{\"jsonrpc\": \"1.0\", \"id\": 1, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1}",
        "{\"jsonrpc\": \"2.0\", \"id\": null, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1.5, \"method\": \"ping\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": 5}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": [1]}",
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {}}"
      })
  void whatIsNoRequestIsRefused(String body) {
    isError(posted(body), 400, -32600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{} {}", "{\"a\": 1, \"a\": 2}", "nothing"})
  void whatIsNoJsonIsRefused(String body) {
    isError(posted(body), 400, -32700);
  }

  private Answer posted(String body) {
    return asSupport().body(body.getBytes(StandardCharsets.UTF_8)).post("/mcp");
  }

  @Test
  void anIdComesBackAsItWasSent() {
    for (Object id : List.of("a-1", 0, 9_007_199_254_740_993L)) {
      var sent = Map.of("jsonrpc", "2.0", "id", id, "method", "ping");
      assertThat(json(send(asSupport(), sent), 200).<Object>get("id")).isEqualTo(id);
    }
  }

  @Test
  void aMethodOrToolThatIsNotThereIsAnErrorOfTheProtocol() {
    isError(send(asSupport(), message("resources/list", Map.of())), 200, -32601);
    isError(send(asSupport(), message("server/discover", Map.of())), 200, -32601);
    var unknown = call(asSupport(), "refund_everything", Map.of());
    isError(unknown, 200, -32602);
    assertThat(unknown.asString()).contains("refund_everything", "tools/list");
    isError(send(asSupport(), message("tools/call", Map.of())), 200, -32602);
    isError(
        send(asSupport(), message("tools/call", Map.of("name", "find_orders", "arguments", 5))),
        200,
        -32602);
    isError(send(asSupport(), message("tools/list", Map.of("cursor", "x"))), 200, -32602);
  }

  @Test
  void aRevisionThatIsNotSpokenIsRefusedWithThoseThatAre() {
    var answer =
        asSupport()
            .header("MCP-Protocol-Version", "1999-01-01")
            .body(message("ping", Map.of()))
            .post("/mcp");

    isError(answer, 400, -32022);
    assertThat(answer.<List<String>>path("error.data.supported"))
        .containsExactly(TODAY, "2025-11-25", "2025-06-18");
  }

  /** A request of today, with the headers that it must have. */
  private Request ofToday(String method, Map<String, String> other) {
    var headers =
        new HashMap<String, String>(Map.of("MCP-Protocol-Version", TODAY, "Mcp-Method", method));
    headers.putAll(other);
    headers.values().removeIf(String::isEmpty);
    return asSupport().accept("application/json, text/event-stream").headers(headers);
  }

  private static Map<String, Object> today(String method, Map<String, ?> more) {
    var params = new HashMap<String, Object>(more);
    params.put(
        "_meta",
        Map.of(
            "io.modelcontextprotocol/protocolVersion",
            TODAY,
            "io.modelcontextprotocol/clientCapabilities",
            Map.of()));
    return message(method, params);
  }

  @Test
  void aClientOfTodayNeedsNoHandshake() {
    var found =
        json(
            ofToday("server/discover", Map.of())
                .body(today("server/discover", Map.of()))
                .post("/mcp"),
            200);
    assertThat(found.<List<String>>get("result.supportedVersions")).contains(TODAY);
    assertThat(found.getString("result.resultType")).isEqualTo("complete");
    assertThat(found.getLong("result.ttlMs")).isPositive();
    assertThat(found.getString("result.cacheScope")).isEqualTo("private");
    assertThat(found.getString("result._meta.'io.modelcontextprotocol/serverInfo'.name"))
        .isEqualTo("paydesk");

    var listed =
        json(ofToday("tools/list", Map.of()).body(today("tools/list", Map.of())).post("/mcp"), 200);
    assertThat(listed.getInt("result.tools.size()")).isEqualTo(15);
    assertThat(listed.getString("result.resultType")).isEqualTo("complete");

    long order = order();
    var call = Map.of("name", "get_order", "arguments", Map.of("orderId", order));
    for (var name : List.of("get_order", "=?base64?Z2V0X29yZGVy?=")) {
      var answer =
          json(
              ofToday("tools/call", Map.of("Mcp-Name", name))
                  .body(today("tools/call", call))
                  .post("/mcp"),
              200);
      assertThat(answer.getBoolean("result.isError")).isFalse();
      assertThat(answer.getString("result.resultType")).isEqualTo("complete");
      assertThat(Json.of(answer.getString("result.content[0].text")).getLong("order.id"))
          .isEqualTo(order);
    }
  }

  @Test
  void whatHeadersSayTheBodyMustSay() {
    var call = today("tools/call", Map.of("name", "find_orders"));
    for (var wrong :
        List.of(
            Map.of("Mcp-Name", ""),
            Map.of("Mcp-Name", "find_payments"),
            Map.of("Mcp-Name", "=?base64?%%%?="),
            Map.of("Mcp-Name", "find_orders", "Mcp-Method", "tools/list"),
            Map.of("Mcp-Name", "find_orders", "Mcp-Method", ""),
            Map.of("Mcp-Name", "find_orders", "MCP-Protocol-Version", "2025-11-25"),
            Map.of("Mcp-Name", "find_orders", "MCP-Protocol-Version", ""))) {
      isError(ofToday("tools/call", wrong).body(call).post("/mcp"), 400, -32020);
    }
  }

  @Test
  void aRequestOfTodayNamesItsRevisionAndWhatItsClientCanDo() {
    var bare = message("tools/list", Map.of("_meta", Map.of()));
    isError(ofToday("tools/list", Map.of()).body(bare).post("/mcp"), 400, -32602);
    var noCapabilities =
        message(
            "tools/list",
            Map.of("_meta", Map.of("io.modelcontextprotocol/protocolVersion", TODAY)));
    isError(ofToday("tools/list", Map.of()).body(noCapabilities).post("/mcp"), 400, -32602);
  }

  @Test
  void whatIsNoLongerInTheProtocolIsNotFoundByAClientOfToday() {
    isError(ofToday("ping", Map.of()).body(today("ping", Map.of())).post("/mcp"), 404, -32601);
    isError(
        ofToday("initialize", Map.of()).body(today("initialize", Map.of())).post("/mcp"),
        404,
        -32601);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT"})
  void thereIsNoStreamToOpenAndNoSessionToEnd(String method) {
    asSupport()
        .accept("text/event-stream, application/json")
        .request(method, "/mcp")
        .then()
        .statusCode(405)
        .contentType("application/problem+json");
  }

  @Test
  void whatHoldsForEachCallHoldsHereToo() {
    var ping = message("ping", Map.of());
    problem(given().contentType("text/plain").bearer(key("support")).body("x").post("/mcp"), 415)
        .endsWith(":unsupported-media-type");
    problem(send(asSupport().queryParam("tool", "x"), ping), 400)
        .endsWith(":unknown-query-parameter");
    problem(asSupport().body(new byte[1024 * 1024 + 1]).post("/mcp"), 413)
        .endsWith(":body-too-large");
    problem(asSupport().accept("text/html").body(ping).post("/mcp"), 406)
        .endsWith(":not-acceptable");
  }

  private static org.assertj.core.api.AbstractStringAssert<?> problem(Answer answer, int status) {
    answer.then().statusCode(status).contentType("application/problem+json");
    return assertThat(answer.<String>path("type"));
  }

  @Test
  void aPageOfAnotherSiteIsKeptOut() {
    var ping = message("ping", Map.of());
    for (var page : List.of("http://evil.example", "null")) {
      assertThat(send(asSupport().header("Origin", page), ping).statusCode()).isEqualTo(403);
    }
    send(asSupport().header("Origin", "http://localhost:3000"), ping).then().statusCode(200);
  }

  /** To its browser the page is then at this service's address, so Host says the same as Origin. */
  @Test
  void aPageWhoseNameWasMadeToLeadHereIsKeptOutToo() throws IOException {
    var site = "evil.example:" + StartedService.port();
    var body = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}";
    var head =
        """
        POST /mcp HTTP/1.1
        Host: %s
        Origin: http://%s
        Authorization: Bearer %s
        Content-Type: application/json
        Content-Length: %d
        Connection: close

        """
            .formatted(site, site, keys.token("sue", Set.of("support")), body.length())
            .replace("\n", "\r\n");
    try (var socket = new Socket("127.0.0.1", StartedService.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 403 ")
          .contains("\"jsonrpc\":\"2.0\"", "-32600", "Origin")
          .doesNotContain("\"id\"");
    }
  }

  @Test
  void theEndpointIsOneLabelOfTheMetrics() {
    send(asSupport(), message("ping", Map.of())).then().statusCode(200);

    eventually(
        x ->
            assertThat(given().get("/q/metrics").asString())
                .containsPattern("http_server_requests_seconds_count\\{[^}]*uri=\"/mcp\"[^}]*}"));
  }
}
