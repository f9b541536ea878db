package io.paydesk.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.paydesk.testing.HeldLock;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Request;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ExportsTest extends PaydeskTest {

  private static final List<String> LISTS =
      List.of(
          "orders",
          "payments",
          "refunds",
          "disputes",
          "recurring-payments",
          "events",
          "actionflows/runs",
          "audit");

  @Inject Exports exports;

  /** Each of 1.00. */
  private void orders(int number, String currency) {
    tables()
        .change(
            """
            insert into orders (user_id, amount, currency, status, description)
            select ?, 100, ?, 'pending', 'Seat ' || n from generate_series(1, ?) n
            """,
            user,
            currency,
            number);
  }

  private List<String> file(String path) {
    var answer = asService().get(path);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.asString()).endsWith("\r\n");
    return List.of(answer.asString().split("\r\n"));
  }

  private static String cell(String line, int column) {
    return line.split(",", -1)[column];
  }

  @Test
  void totalsAreOfEachCurrencyAndOfWhatIsFiltered() {
    orders(3, "usd");
    orders(2, "jpy");

    asService()
        .get("/v1/totals/orders?userId=" + user)
        .then()
        .statusCode(200)
        .body("count", equalTo(5))
        .body("complete", equalTo(true))
        .body("amounts[0].currency", equalTo("jpy"))
        .body("amounts[0].price", equalTo("200"))
        .body("amounts[1].currency", equalTo("usd"))
        .body("amounts[1].count", equalTo(3))
        .body("amounts[1].amount", equalTo(300))
        .body("amounts[1].price", equalTo("3.00"))
        .body("amounts[1].amountReceived", nullValue());
    asService()
        .get("/v1/totals/orders?status=paid&userId=" + user)
        .then()
        .body("count", equalTo(0))
        .body("amounts.size()", equalTo(0));
  }

  @Test
  void totalsOfPaymentsSayWhatCameAndWhatWentBack() {
    tables()
        .change(
            """
            with one as (
              insert into orders (user_id, amount, currency, status) values (?, 100, 'usd', 'paid') returning id)
            insert into payment (order_id, user_id, uuid, origin, amount, amount_received, amount_refunded, currency, status)
            select id, ?, gen_random_uuid(), 'invoice', 100, 90, 20, 'usd', 'partially_refunded' from one
            """,
            user,
            user);

    asService()
        .get("/v1/totals/payments?userId=" + user)
        .then()
        .body("amounts[0].amount", equalTo(100))
        .body("amounts[0].amountReceived", equalTo(90))
        .body("amounts[0].amountRefunded", equalTo(20));
  }

  @Test
  void whatIsTooManyToCountIsAtLeastThat() {
    orders(50_001, "usd");

    asService()
        .get("/v1/totals/orders?userId=" + user)
        .then()
        .body("count", equalTo(50_000))
        .body("complete", equalTo(false));
    assertThat(file("/v1/exports/orders?userId=" + user)).hasSize(50_002);
  }

  @Test
  void eachListHasTotalsAndAFile() {
    order();
    for (var list : LISTS) {
      var totals = asAdmin().get("/v1/totals/" + list);
      assertThat(totals.statusCode()).as(totals.asString()).isEqualTo(200);
      var file = asAdmin().get("/v1/exports/%s?since=2026-01-01T00:00:00Z".formatted(list));
      assertThat(file.statusCode()).as(file.asString()).isEqualTo(200);
      assertThat(file.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
      assertThat(file.header("Content-Disposition"))
          .matches(
              "attachment; filename=\"%s-\\d{4}-\\d\\d-\\d\\dT\\d{6}Z\\.csv\""
                  .formatted(list.replaceAll(".*/", "")));
      assertThat(file.header("Cache-Control")).isEqualTo("no-store");
      assertThat(file.asString()).matches("(?s)id,[A-Za-z.,]+\r\n.*");
    }
  }

  @Test
  void aFileHasEachRowOnceInTheOrderThatWasAskedFor() {
    orders(2_500, "usd");

    var lines = file("/v1/exports/orders?sort=oldest&currency=usd&userId=" + user);

    assertThat(lines.get(0)).startsWith("id,createdAt,status,amount,price,currency,");
    var ids =
        lines.subList(1, lines.size()).stream().map(line -> Long.valueOf(cell(line, 0))).toList();
    assertThat(ids).hasSize(2_500).isSorted();
    assertThat(new HashSet<>(ids)).hasSize(2_500);
    assertThat(cell(lines.get(1), 3)).isEqualTo("100");
    assertThat(cell(lines.get(1), 4)).isEqualTo("1.00");
  }

  @Test
  void whatAPayerWroteIsNoFormula() {
    asService()
        .body(
            Map.of(
                "userId", user,
                "price", "1.00",
                "currency", "usd",
                "description", "=HYPERLINK(\"https://evil.example\",\"Seat 12\")"))
        .post("/v1/orders")
        .then()
        .statusCode(201);

    assertThat(file("/v1/exports/orders?userId=" + user).get(1))
        .contains(",\"'=HYPERLINK(\"\"https://evil.example\"\",\"\"Seat 12\"\")\",");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sort=cheapest", "currency=dollars", "status=lost", "limit=10", "sort=largest"})
  void whatCannotBeListedIsRefusedAsItsListRefusesIt(String query) {
    asService()
        .get("/v1/exports/orders?" + query)
        .then()
        .contentType("application/problem+json")
        .body("status", equalTo(query.startsWith("currency") ? 422 : 400));
  }

  @Test
  void supportReadsThemAndUsersDoNot() {
    for (var path : List.of("/v1/totals/orders", "/v1/exports/orders")) {
      asUser().get(path).then().statusCode(403).body("type", endsWith(":forbidden"));
      as("ina", "support").get(path + "?userId=" + user).then().statusCode(200);
    }
    for (var list : List.of("events", "actionflows/runs", "audit")) {
      for (var who : List.of(as("ina", "support"), asService())) {
        who.get("/v1/exports/" + list).then().statusCode(403);
        who.get("/v1/totals/" + list).then().statusCode(403);
      }
    }
  }

  @Test
  void aKeyThatIsNarrowedToAListReadsItsTotalsAndItsFileToo() {
    var secret =
        json(
                asAdmin()
                    .body(
                        Map.of(
                            "name", "books",
                            "role", "service",
                            "scopes", List.of("orders:read")))
                    .post("/v1/keys"),
                201)
            .getString("secret");

    for (var part : List.of("totals", "exports")) {
      var own = Request.given().bearer(secret).get("/v1/" + part + "/orders?userId=" + user);
      assertThat(own.statusCode()).as(own.asString()).isEqualTo(200);
      Request.given()
          .bearer(secret)
          .get("/v1/" + part + "/payments")
          .then()
          .statusCode(403)
          .body("scope", equalTo("payments:read"));
    }
  }

  @Test
  void theAuditHasWhoDownloadedWhat() {
    var who = as(user, "support");
    who.get("/v1/exports/refunds?userId=" + user).then().statusCode(200);
    who.get("/v1/exports/refunds?sort=cheapest").then().statusCode(400);
    who.get("/v1/exports/audit").then().statusCode(403);
    who.get("/v1/totals/refunds").then().statusCode(200);
    who.get("/v1/refunds").then().statusCode(200);

    var noted =
        json(asAdmin().get("/v1/audit?sort=oldest&caller=" + user), 200)
            .getList("data.status", Integer.class);
    assertThat(noted).containsExactly(200, 400, 403);
    asAdmin()
        .get("/v1/audit?operation=exportRefunds&caller=" + user)
        .then()
        .body("data[0].path", equalTo("/v1/exports/refunds"))
        .body("data[0].role", equalTo("support"));
  }

  @Test
  void aFileThatCannotBeCompletedLooksBrokenOff() throws Exception {
    long broken = order();
    tables().change("update orders set disputes = 'no list' where id = ?", broken);
    orders(2_500, "usd");
    try (var client = ask("/v1/exports/orders?userId=" + user, "ada")) {
      var sent = new String(client.getInputStream().readAllBytes(), UTF_8);
      assertThat(sent).startsWith("HTTP/1.1 200 ").contains("Seat 2500").contains("Seat 501");
      assertThat(sent).doesNotContain("\r\n0\r\n");
    } finally {
      tables().change("update orders set disputes = null where id = ?", broken);
    }
    eventually(x -> assertThat(exports.underWay()).isZero());
  }

  @Test
  void aListThatCannotBeReadAtAllIsRefusedAndBeginsNoFile() {
    long broken = order();
    tables().change("update orders set disputes = 'no list' where id = ?", broken);
    try {
      asService()
          .get("/v1/exports/orders?userId=" + user)
          .then()
          .statusCode(500)
          .contentType("application/problem+json");
    } finally {
      tables().change("update orders set disputes = null where id = ?", broken);
    }
  }

  @Test
  void aClientThatLeavesEndsItsExportAndOthersMayBegin() throws Exception {
    orders(50_000, "usd");
    var clients = List.of(begun("ada"), begun("ada"), begun("bob"), begun("bob"));
    asService()
        .get("/v1/exports/orders?userId=" + user)
        .then()
        .statusCode(429)
        .body("type", endsWith(":too-many-exports"));
    for (var client : clients) {
      client.close();
    }
    eventually(x -> assertThat(exports.underWay()).isZero());

    assertThat(file("/v1/exports/payments?userId=" + user)).hasSize(1);
  }

  @Test
  void aCallerWhoTakesTheirTimeLeavesRoomForOthers() throws Exception {
    orders(50_000, "usd");
    try (var one = begun("ada");
        var two = begun("ada")) {
      as("ada", "admin")
          .get("/v1/exports/payments?userId=" + user)
          .then()
          .statusCode(429)
          .body("type", endsWith(":too-many-exports"))
          .body("detail", startsWith("You are downloading 2 exports already."));
      assertThat(file("/v1/exports/payments?userId=" + user)).hasSize(1);
    }
    eventually(x -> assertThat(exports.underWay()).isZero());
    as("ada", "admin").get("/v1/exports/payments?userId=" + user).then().statusCode(200);
  }

  @Test
  void whatWouldTakeTooLongIsNotCounted() {
    try (var held = HeldLock.take(tables(), "lock table dispute in access exclusive mode")) {
      asService()
          .get("/v1/totals/disputes")
          .then()
          .statusCode(200)
          .body("count", equalTo(0))
          .body("complete", equalTo(false))
          .body("amounts.size()", equalTo(0));
    }
    asService().get("/v1/totals/disputes").then().body("complete", equalTo(true));
  }

  @Test
  void theFileOfTheAuditHasItsNotes() {
    tables()
        .change(
            "insert into audit (request, at, caller, role, operation, note) values (gen_random_uuid(), now(), ?, 'service', 'mailPayLink', 'to-another-address')",
            user);

    var lines = List.of(asAdmin().get("/v1/exports/audit?caller=" + user).asString().split("\r\n"));
    assertThat(lines.get(0)).endsWith(",problem,note");
    assertThat(lines.get(1)).endsWith(",to-another-address");
  }

  /** It reads the beginning and no more. */
  private Socket begun(String who) throws IOException {
    var client = ask("/v1/exports/orders?userId=" + user, who);
    assertThat(client.getInputStream().readNBytes(12)).asString(UTF_8).isEqualTo("HTTP/1.1 200");
    return client;
  }

  private Socket ask(String path, String who) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(8 * 1024);
    socket.setSoTimeout(30_000);
    socket.connect(new java.net.InetSocketAddress("127.0.0.1", StartedService.port()));
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, keys.token(who, Set.of("admin")))
                .getBytes(UTF_8));
    return socket;
  }
}
