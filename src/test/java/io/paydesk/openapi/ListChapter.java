package io.paydesk.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.paydesk.testing.http.StartedService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What lists come to, and lists as files. It comes last, as it makes thousands of orders. */
abstract class ListChapter extends FindChapter {

  private static final String NOTHING = "until=2001-01-01T00:00:00Z";

  void ofTotalsAndExports() throws IOException {
    for (var list : List.of("Orders", "Payments", "Refunds", "Disputes")) {
      call("getTotalsOf" + list).with("userId=" + REGULAR).answers(200, "of-a-payer");
    }
    for (var list : List.of("RecurringPayments", "Events", "Runs", "Audit")) {
      call("getTotalsOf" + list).with(NOTHING).answers(200, "nothing");
    }
    for (var list :
        List.of(
            "Orders",
            "Payments",
            "Refunds",
            "Disputes",
            "RecurringPayments",
            "Events",
            "Runs",
            "Audit")) {
      var file = call("export" + list).with(NOTHING).succeeds(200);
      recording.answer("export" + list, 200, "its-first-line", new TextNode(file.asString()));
    }
    ofTooManyExports();
  }

  private void ofTooManyExports() throws IOException {
    tables()
        .change(
            """
            insert into orders (user_id, amount, currency, status, description)
            select 'user-5', 100, 'usd', 'pending', repeat('x', 500) from generate_series(1, 12000)
            """);
    var clients = new ArrayList<Socket>();
    try {
      for (var caller : List.of("ada", "ada", "ben", "ben")) {
        clients.add(begunExport(caller));
      }
      call("exportOrders").with("userId=user-5").isRefused(429, "too-many-exports");
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  /** It reads the beginning and no more. */
  private Socket begunExport(String caller) throws IOException {
    var client = new Socket();
    client.setReceiveBufferSize(8 * 1024);
    client.setSoTimeout(30_000);
    client.connect(new InetSocketAddress("127.0.0.1", StartedService.port()));
    client
        .getOutputStream()
        .write(
            "GET /v1/exports/orders?userId=user-5 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(keys.token(caller, Set.of("admin")))
                .getBytes(UTF_8));
    assertThat(client.getInputStream().readNBytes(12)).asString(UTF_8).isEqualTo("HTTP/1.1 200");
    return client;
  }
}
