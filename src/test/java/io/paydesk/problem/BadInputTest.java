package io.paydesk.problem;

import static io.paydesk.testing.http.Request.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.order.ReceiptEmail;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.QuickKeys;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.Socket;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BadInputTest extends PaydeskTest {

  @Inject StripePace pace;

  private static void isProblem(Answer response, int status, String name) {
    assertThat(response.asString()).as(response.request()).contains(name);
    response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:paydesk:problem:" + name))
        .body("status", equalTo(status));
    assertThat(response.jsonPath().getString("title")).isNotBlank();
    assertThat(response.jsonPath().getString("detail")).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                                                   | 400 | not-json",
        "hello                                                               | 400 | not-json",
        "[]                                                                  | 400 | not-json",
        "{\"userId\":\"u\",\"price\":\"1.00\",\"currency\":\"usd\"} {}       | 400 | not-json",
        "{\"userId\":\"u\",\"price\":\"1.00\",\"currency\":\"usd\",\"userId\":\"v\"} | 400 |"
            + " not-json",
        "null                                                                | 400 |"
            + " invalid-request",
        "{}                                                                  | 400 |"
            + " invalid-request",
        "{\"userId\":\"\",\"price\":\"1.00\",\"currency\":\"usd\"}           | 400 |"
            + " invalid-request",
        "{\"userId\":\"u\",\"price\":\"1.00\",\"currency\":\"usd\",\"amout\":1} | 400 |"
            + " unknown-field",
        "{\"userId\":\"u\",\"price\":99.99,\"currency\":\"usd\"}             | 400 | wrong-type",
        "{\"userId\":\"u\",\"price\":\"10.999\",\"currency\":\"usd\"}        | 422 |"
            + " too-many-decimals",
        "{\"userId\":\"u\",\"price\":\"-1.00\",\"currency\":\"usd\"}         | 422 | invalid-price",
        "{\"userId\":\"u\",\"price\":\"0.49\",\"currency\":\"usd\"}          | 422 |"
            + " amount-too-small",
        "{\"userId\":\"u\",\"price\":\"1.00\",\"currency\":\"xyz\"}          | 422 |"
            + " unknown-currency",
        "{\"userId\":\"u\",\"price\":\"99999999999999\",\"currency\":\"usd\"}| 422 |"
            + " amount-out-of-range",
        "{\"userId\":\"u\",\"price\":\"1.00\",\"currency\":\"usd\",\"priceId\":\"p\",\"quantity\":1.5}"
            + " | 400 | wrong-type",
        "{\"userId\":\"u\",\"price\":\"1.00\",\"currency\":\"usd\",\"priceId\":\"p\",\"quantity\":99999999999}"
            + " | 400 | wrong-type",
        "{\"userId\":\"u\",\"price\":\"1.00\",\"currency\":\"usd\",\"description\":\"a\\u0000b\"} |"
            + " 400 | invalid-text",
        "{\"userId\":\"u\",\"price\":\"1.00\",\"currency\":\"usd\",\"metadata\":{\"a\":null}} | 400"
            + " | invalid-request",
        "{\"userId\":\"u\",\"price\":\"1.00\",\"currency\":\"usd\",\"metadata\":{\"a\":{\"b\":1}}}"
            + " | 400 | wrong-type"
      })
  void aWrongOrderIsRefusedByName(String body, int status, String name) {
    isProblem(asService().body(body).post("/v1/orders"), status, name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{~  \"userId\": \"u\",~  \"price\": \"1.00\"~  \"currency\": \"usd\"~} | 4",
        "{~~~hello | 4",
        "{~\"userId\": \"a\\q\"} | 2",
        "{\"userId\": \"u\"} ~ {} | 2",
        "[] | 1"
      })
  void aBodyThatIsNotJsonIsToldTheLineAndColumnWhereItEnds(String body, int line) {
    var refused = asService().body(body.replace('~', '\n')).post("/v1/orders");

    isProblem(refused, 400, "not-json");
    assertThat(refused.jsonPath().getInt("line")).isEqualTo(line);
    int column = refused.jsonPath().getInt("column");
    assertThat(column).isPositive();
    assertThat(refused.jsonPath().getString("detail"))
        .endsWith("It cannot be read at line " + line + ", column " + column + ".");
  }

  @Test
  void whateverLanguageIsAskedForTheAnswerIsInEnglish() {
    var asked = asService().header("Accept-Language", "de-DE").body("{}").post("/v1/orders");
    assertThat(asked.jsonPath().getMap("errors"))
        .isNotEmpty()
        .isEqualTo(asService().body("{}").post("/v1/orders").jsonPath().getMap("errors"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ada",
        "@example.com",
        "ada@",
        "ada@@example.com",
        "ada@example..com",
        "ada.@example.com",
        "ada@exa mple.com",
        "ada@example.com,bob@example.com",
        "ada@example.com;bob@example.com",
        "ada@example.com bob@example.com",
        "Ada <ada@example.com>",
        "<ada@example.com>",
        "mailto:ada@example.com",
        "\\\"ada\\\"@example.com",
        "ada@[127.0.0.1]",
        "ada@example.com\\r\\nBcc: bob@example.com",
        "ada@example.com\\n",
        "ada\\u0085@example.com",
        "ada\\u2028bob@example.com",
        "\\u00e4da@example.com",
        "ada@b\\u00fccher..de",
        "ada@-b\\u00fccher.de",
        "ada@b\\u00fccher.de\\r\\nBcc: bob@example.com",
        "ada@b\\u00fccher.de\\u0085Bcc: bob@example.com",
        "ada@b\\u00fccher.de,bob@example.com",
        "ada@bob@b\\u00fccher.de",
        "ada@stra\\u00dfe.de",
        "ada@\\uff45xample.com",
        "ada@example\\u3002com",
        "ada@b\\u00fc\\u200dcher.de",
        "ada@\\u202ebob.b\\u00fccher.de"
      })
  void aWrongReceiptAddressIsRefusedAndNotQuoted(String address) {
    var body =
        "{\"userId\":\"u\",\"price\":\"1.00\",\"currency\":\"usd\",\"receiptEmail\":\""
            + address
            + "\"}";
    var answer = asService().body(body).post("/v1/orders");

    isProblem(answer, 422, "invalid-receipt-email");
    assertThat(answer.asString().replace("ada@example.com:", "")).doesNotContain("bob", "127");
  }

  @ParameterizedTest
  @CsvSource({
    "ada@bücher.de, ada@xn--bcher-kva.de",
    "ada@BÜCHER.de, ada@xn--bcher-kva.de",
    "ada@例え.テスト, ada@xn--r8jz45g.xn--zckzah",
    "ada@xn--bcher-kva.de, ada@xn--bcher-kva.de",
    "ada.l+x@post.bücher.example, ada.l+x@post.xn--bcher-kva.example"
  })
  void aDomainMayHaveLettersOfAnyLanguageAndIsMailedInAscii(String address, String mailed) {
    asService()
        .body(Map.of("userId", user, "price", "1.00", "currency", "usd", "receiptEmail", address))
        .post("/v1/orders")
        .then()
        .statusCode(201)
        .body("receiptEmail", equalTo(address));

    assertThat(ReceiptEmail.mailed(address)).isEqualTo(mailed);
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "\\t\\n", "\\u00a0\\u2003"})
  void blankTextIsNoText(String blank) {
    var body =
        ("{\"userId\":\"%s\",\"price\":\"5.00\",\"currency\":\"usd\",\"description\":\"?\",\"receiptEmail\":\"?\","
                + "\"priceId\":\"?\",\"metadata\":{\"seat\":\"?\",\"row\":\"7\"}}")
            .formatted(user)
            .replace("?", blank);
    long order =
        asService()
            .body(body)
            .post("/v1/orders")
            .then()
            .statusCode(201)
            .body("description", nullValue())
            .body("receiptEmail", nullValue())
            .body("priceId", nullValue())
            .body("metadata", equalTo(Map.of("row", "7")))
            .extract()
            .jsonPath()
            .getLong("id");

    asUser()
        .body("{\"orderId\":%d,\"currency\":\"%s\"}".formatted(order, blank))
        .post("/v1/payments")
        .then()
        .statusCode(201);
    isProblem(
        asService()
            .body("{\"userId\":\"" + blank + "\",\"price\":\"1.00\",\"currency\":\"usd\"}")
            .post("/v1/orders"),
        400,
        "invalid-request");
    isProblem(
        asAdmin()
            .body("{\"since\":\"2999-01-01T00:00:00Z\",\"target\":\"" + blank + "\"}")
            .post("/v1/actionflows/runs/retry"),
        400,
        "invalid-request");
  }

  /** Like an order from before blank text counted as absent. */
  @Test
  void anOrderWhoseDescriptionIsBlankCanBePaid() {
    long order = order();
    tables().change("update orders set description = '' where id = ?", order);

    start(order).then().statusCode(201);
  }

  @Test
  void anEmojiCountsAsOneCharacter() {
    var emoji = "\ud83c\udf9f";
    var whose = user + emoji.repeat(255 - user.length());
    var body =
        Map.of(
            "userId",
            whose,
            "price",
            "5.00",
            "currency",
            "usd",
            "description",
            emoji.repeat(500),
            "metadata",
            Map.of(emoji.repeat(36), emoji.repeat(500)));
    long order =
        asService()
            .body(body)
            .post("/v1/orders")
            .then()
            .statusCode(201)
            .body("description", equalTo(emoji.repeat(500)))
            .extract()
            .jsonPath()
            .getLong("id");
    as(whose).body(Map.of("orderId", order)).post("/v1/payments").then().statusCode(201);

    for (var tooLong :
        List.of(
            Map.of("userId", whose + "x"),
            Map.of("description", emoji.repeat(501)),
            Map.of("metadata", Map.of(emoji.repeat(37), "x")),
            Map.of("metadata", Map.of("x", emoji.repeat(501))))) {
      var longer = new HashMap<String, Object>(body);
      longer.putAll(tooLong);
      isProblem(asService().body(longer).post("/v1/orders"), 400, "invalid-request");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gold-monthly", "plan:2014.v2", "a+b=c;d@e!f$g&h'i(j)k*l,m~n", "...", "price_1"})
  void aPriceMayHaveTheIdThatItsShopChose(String priceId) {
    long order =
        asService()
            .body(Map.of("userId", user, "price", "5.00", "currency", "usd", "priceId", priceId))
            .post("/v1/orders")
            .then()
            .statusCode(201)
            .body("priceId", equalTo(priceId))
            .extract()
            .jsonPath()
            .getLong("id");
    sandbox.clearRequests();

    try (var patient = pace.patient()) {
      isProblem(
          asUser()
              .body(Map.of("orderId", order, "priceId", priceId))
              .post("/v1/recurring-payments"),
          422,
          "price-not-found");
    }
    assertThat(sandbox.requests())
        .extracting(request -> request.path())
        .containsExactly("/v1/prices/" + priceId);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "../prices",
        ".",
        "..",
        "a b",
        "a?b",
        "a#b",
        "a%2fb",
        "a\\b",
        "a\nb",
        "a\u001bb",
        "\"a",
        "<a>",
        "\u00e4"
      })
  void aPriceIdMustBeSafeInAUrlAndALog(String priceId) {
    var order = Map.of("userId", user, "price", "5.00", "currency", "usd", "priceId", priceId);
    isProblem(asService().body(order).post("/v1/orders"), 400, "invalid-request");
    isProblem(
        asUser().body(Map.of("orderId", 1, "priceId", priceId)).post("/v1/recurring-payments"),
        400,
        "invalid-request");
  }

  @Test
  void aReceiptAddressHasAtMost254Characters() {
    var domain = "." + "d".repeat(60) + "." + "e".repeat(60) + "." + "f".repeat(60) + ".com";
    var longest = "a".repeat(64) + "@";
    longest += "g".repeat(254 - longest.length() - domain.length()) + domain;
    var body = "{\"userId\":\"u\",\"price\":\"1.00\",\"currency\":\"usd\",\"receiptEmail\":\"%s\"}";

    asService().body(body.formatted(longest)).post("/v1/orders").then().statusCode(201);
    isProblem(
        asService().body(body.formatted(longest.replace("@", "@g"))).post("/v1/orders"),
        422,
        "invalid-receipt-email");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"orderId\":ORDER,\"amount\":99.99}          | 400 | wrong-type",
        "{\"orderId\":ORDER,\"amount\":\"9999\"}       | 400 | wrong-type",
        "{\"orderId\":ORDER,\"amount\":-9999}          | 422 | amount-mismatch",
        "{\"orderId\":ORDER,\"amount\":9998}           | 422 | amount-mismatch",
        "{\"orderId\":ORDER,\"amount\":92233720368547758080} | 400 | wrong-type",
        "{\"orderId\":ORDER,\"currency\":\"eur\"}      | 422 | currency-mismatch",
        "{\"orderId\":\"ORDER\"}                       | 400 | wrong-type",
        "{\"orderId\":987654321}                       | 404 | not-found",
        "{}                                            | 400 | invalid-request"
      })
  void aWrongPaymentIsRefusedByName(String body, int status, String name) {
    var text = body.replace("ORDER", "" + order());

    isProblem(asUser().body(text).post("/v1/payments"), status, name);
  }

  @ParameterizedTest
  @CsvSource({"abc", "1.5", "-1", "0", "99999999999999999999", "'%27; drop table orders'"})
  void anIdThatIsNotANumberIsRefused(String id) {
    isProblem(asUser().get("/v1/orders/" + id.replace(" ", "%20")), 400, "invalid-id");
  }

  @Test
  void aTooLargeBodyIsRefusedBeforeItIsRead() {
    isProblem(
        asService().body(new byte[10 * 1024 * 1024]).post("/v1/orders"), 413, "body-too-large");
  }

  @Test
  void anUnknownPathAndAWrongMethodAreProblemsToo() {
    isProblem(asUser().get("/v1/nothing"), 404, "no-such-path");
    isProblem(asUser().put("/v1/orders"), 405, "method-not-allowed");
    isProblem(
        asService().contentType("text/plain").body("x").post("/v1/orders"),
        415,
        "unsupported-media-type");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/orders?userId=%00",
    "/v1/orders?userId=a%00b",
    "/v1/events?type=%00",
    "/v1/events?objectId=%00",
    "/v1/currencies/%00"
  })
  void aNulCharacterInAnAddressIsRefused(String path) {
    isProblem(asAdmin().get(path), 400, "bad-request");
  }

  /** Sends raw bytes, and returns everything until the service hangs up. */
  private static String sent(String request) throws Exception {
    try (var socket = new Socket("127.0.0.1", StartedService.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/orders/%zz HTTP/1.1|Host: x",
        "GET /v1/orders?userId=%zz HTTP/1.1|Host: x",
        "GET /v1/orders?userId=% HTTP/1.1|Host: x",
        "GET /v1/orders HTTP/1.1|X-No: host",
        "GET /v1/orders HTTP/1.1|Host: x|Host: y",
        "GET /v1/orders HTTP/9.x|Host: x",
        "nonsense",
        "GET  HTTP/1.1|Host: x",
        "GET /v1/orders HTTP/1.1|Host x: y z|: x",
        "POST /v1/orders HTTP/1.1|Host: x|Content-Length: a",
        "POST /v1/orders HTTP/1.1|Host: x|Content-Length: 1|Content-Length: 2"
      })
  void aMalformedRequestIsRefused(String request) throws Exception {
    var answer = sent(request.replace("|", "\r\n") + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(answer.toLowerCase()).contains("content-type: application/problem+json");
    assertThat(answer).contains("\"type\":\"urn:paydesk:problem:bad-request\"");
  }

  @ParameterizedTest
  @CsvSource({"GET, 414, address-too-long", "HEADER, 431, headers-too-large"})
  void tooLongAnAddressOrHeaderIsRefused(String where, int status, String name) throws Exception {
    var much = "x".repeat(30_000);
    var answer =
        sent(
            where.equals("GET")
                ? "GET /v1/orders?x=%s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(much)
                : "GET /v1/orders HTTP/1.1\r\nHost: x\r\nX-Much: %s\r\n\r\n".formatted(much));

    assertThat(answer).startsWith("HTTP/1.1 " + status).contains("urn:paydesk:problem:" + name);
  }

  @Test
  void textThatCannotBeStoredUnchangedIsRefused() {
    for (var field : new String[] {"userId", "description", "receiptEmail", "priceId"}) {
      for (var text : new String[] {"a\\ud800", "\\udc00b", "a\\u0000"}) {
        var body =
            "{\"userId\":\"u\",\"price\":\"1.00\",\"currency\":\"usd\"}"
                .replace(
                    "\"userId\":\"u\"",
                    field.equals("userId")
                        ? "\"userId\":\"" + text + "\""
                        : "\"userId\":\"u\",\"" + field + "\":\"" + text + "\"");
        isProblem(asService().body(body).post("/v1/orders"), 400, "invalid-text");
      }
    }
  }

  @Test
  void muchMetadataIsRefusedAtOnce() {
    var metadata = new StringBuilder("{");
    for (int i = 0; i < 60_000; i++) {
      metadata.append(i == 0 ? "" : ",").append("\"").append(i).append("\":null");
    }
    var body =
        "{\"userId\":\"u\",\"price\":\"1.00\",\"currency\":\"usd\",\"metadata\":" + metadata + "}}";

    isProblem(asService().body(body).post("/v1/orders"), 400, "too-much-metadata");
  }

  @Test
  void aMalformedEventIdIsNotFound() {
    isProblem(
        asAdmin()
            .header("Idempotency-Key", "k")
            .post("/v1/events/" + "x".repeat(3_500) + "/replay"),
        404,
        "not-found");
  }

  /** As a client sends it whose base address ends in a slash. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "//v1/payments?user=x",
        "/v1//payments?user=x",
        "/./v1/payments?user=x",
        "/v1/users/a%E2%80%A8b/entitlements?user=x"
      })
  void anUnknownQueryParameterIsRefusedHoweverTheAddressIsWritten(String path) throws Exception {
    assertThat(
            sent(
                "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
                    .formatted(path, keys.token("ada", Set.of("admin")))))
        .contains("urn:paydesk:problem:unknown-query-parameter");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/orders?userId=%ff",
    "/v1/orders?userId=%F0%9F%92%B8",
    "/v1/orders?userId=%ED%A0%80",
    "/v1/events?type=%27%22%3B--"
  })
  void oddTextInAQueryFindsNothing(String path) {
    asAdmin().get(path).then().statusCode(200).body("data.size()", equalTo(0));
  }

  @Test
  void aTokenThatNamesNobodyIsRefused() {
    for (var subject : new String[] {"", " ", "a\u0000b", "x".repeat(256)}) {
      isProblem(
          given().bearer(keys.token(subject, Set.of("admin"))).get("/v1/orders"),
          401,
          "token-without-subject");
    }
    isProblem(
        given().bearer(keys.token(null, Set.of())).get("/v1/orders"), 401, "token-without-subject");
  }

  @ParameterizedTest
  @CsvSource({"limit, 0", "limit, 101", "limit, x", "after, x", "after, -1"})
  void anImpossiblePageIsRefused(String name, String value) {
    var problem = name.equals("limit") ? "invalid-limit" : "invalid-cursor";

    isProblem(asUser().queryParam(name, value).get("/v1/orders"), 400, problem);
  }

  @Test
  void withoutAValidTokenNothingIsShown() {
    var expired = keys.token(user, Set.of("admin"), Instant.now().minusSeconds(60));
    var forged = QuickKeys.ofAStranger().token(user, Set.of("admin"));
    var meddled = keys.token(user, Set.of("admin")).replaceFirst("\\.[^.]+\\.", ".e30.");

    isProblem(given().get("/v1/orders"), 401, "unauthorized");
    for (var token : new String[] {expired, forged, meddled, "x.y.z", "nonsense"}) {
      var answer = given().bearer(token).get("/v1/orders");
      isProblem(answer, 401, "unauthorized");
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  @Test
  void aTokenForAnotherServiceIsRefused() {
    isProblem(
        given().bearer(keys.tokenFor("another-service", user)).get("/v1/orders"),
        401,
        "unauthorized");
  }

  @Test
  void anErrorNeverQuotesTheBody() {
    var answer = asService().body("{\"userId\": sk_live_not_really}").post("/v1/orders");

    assertThat(answer.asString()).doesNotContain("sk_live");
  }
}
