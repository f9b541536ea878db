package io.paydesk.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.testing.http.StartedService;
import java.io.IOException;
import java.net.Socket;
import java.util.Set;

/**
 * What is refused before any operation hears of it. Each chapter knows what those before it have
 * made.
 */
abstract class HttpChapter extends Scenario {

  /** Its body does not come, and its answer comes when the service has waited long enough. */
  Socket slowRequest() throws IOException {
    var socket = new Socket("127.0.0.1", StartedService.port());
    socket.setSoTimeout(60_000);
    socket
        .getOutputStream()
        .write(
            "POST /v1/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
                .formatted(keys.token("ada", Set.of("admin")))
                .getBytes(UTF_8));
    return socket;
  }

  static JsonNode body(Socket socket) throws IOException {
    var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
    return Recording.json(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }

  void ofHttp() {
    call("listOrders").with("x=%00").isRefused(400, "bad-request");
    call("listOrders").header("Accept", "application/xml").isRefused(406, "not-acceptable");
    call("listOrders").with("x=" + "x".repeat(5_000)).isRefused(414, "address-too-long");
    call("listOrders").header("X-Long", "x".repeat(30_000)).isRefused(431, "headers-too-large");
    call("listOrders").by(anybody()).isRefused(401, "unauthorized");
    call("listOrders")
        .by(anybody().bearer(keys.token(null, Set.of("admin"))))
        .isRefused(401, "token-without-subject");
    call("createOrder").by(asUser()).sends("{}").isRefused(403, "forbidden");
    call("listOrders").with("user=user-1").isRefused(400, "unknown-query-parameter");
    call("listOrders").with("userId=").isRefused(400, "blank-query-parameter");
    call("listOrders").with("limit=1000").isRefused(400, "invalid-limit");
    call("listOrders").with("after=last").isRefused(400, "invalid-cursor");
    call("listOrders").with("sort=cheapest").isRefused(400, "invalid-sort");
    call("listOrders").with("since=yesterday").isRefused(400, "invalid-time", "invalid-period");
    call("listOrders")
        .with("since=2026-11-30T00:00:00Z&until=2026-11-23T00:00:00Z")
        .isRefused(400, "empty-period");
    call("listOrders").with("currency=usd&amount=99.99").isRefused(400, "invalid-amount");
    call("listOrders")
        .with("currency=usd&amountFrom=10000&amountTo=5000")
        .isRefused(400, "empty-range");
    call("listOrders").with("amount=9999").isRefused(400, "currency-missing");
    call("getOrder").of("abc").isRefused(400, "invalid-id");
    call("startPayment").sends("{").isRefused(400, "not-json");
    call("startPayment").sends("null").isRefused(400, "invalid-request");
    call("startPayment")
        .sends("{\"orderId\": 42, \"amount\": \"99.99\"}")
        .isRefused(400, "wrong-type");
    call("startPayment")
        .sends("{\"orderId\": 42, \"amout\": 9999}")
        .isRefused(400, "unknown-field");
    call("startPayment").sends(new byte[1024 * 1024 + 1]).isRefused(413, "body-too-large");
    call("startPayment")
        .by(anybody().bearer(keys.token("ada", Set.of("admin"))).contentType("text/plain"))
        .sends("x")
        .isRefused(415, "unsupported-media-type");
    tables().change("alter table alert rename to alert_of_yesterday");
    call("listAlerts").isRefused(500, "internal-error");
    tables().change("alter table alert_of_yesterday rename to alert");
  }
}
