package io.paydesk.openapi;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.openapi.DescribedApi.Call;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.Resources;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every described error can happen, and every error that happens is described. */
@QuarkusTest
class DescribedErrorsTest extends PaydeskTest {

  private static final String NOBODYS_ID = "987654321";

  private DescribedApi api;

  @BeforeEach
  void read() {
    api = DescribedApi.read();
  }

  /** Makes each described call fail like this, and checks that it does. */
  private void eachIsRefused(int status, String problem, Function<Call, Answer> made) {
    var calls = api.calls().stream().filter(call -> call.refuses(problem)).toList();
    assertThat(calls).as(problem).isNotEmpty();
    for (var call : calls) {
      isRefused(call, made.apply(call), status, problem);
    }
  }

  private void isRefused(String operationId, Answer answer, int status, String problem) {
    isRefused(api.call(operationId), answer, status, problem);
  }

  private static void isRefused(Call call, Answer answer, int status, String problem) {
    assertThat(answer.statusCode()).as(call + ": " + answer.asString()).isEqualTo(status);
    assertThat(answer.jsonPath().getString("type")).as(call.id()).endsWith(":" + problem);
    assertThat(answer.contentType()).as(call.id()).startsWith(DescribedApi.PROBLEM_JSON);
    assertThat(call.problems(status)).as(call + " " + status).contains(problem);
  }

  private static Answer send(Call call, Request request, String path) {
    return request.request(call.method().toUpperCase(), path);
  }

  private static String path(Call call) {
    return call.path().replaceAll("\\{.+?}", NOBODYS_ID);
  }

  private static Answer sendAsDescribed(Call call, Request request) {
    return send(call, call.hasBody() ? request.body(call.body()) : request, path(call));
  }

  @Test
  void withoutATokenAndWithOneThatNamesNobody() {
    var nameless = keys.token(null, Set.of("admin"));

    eachIsRefused(
        401,
        "unauthorized",
        call -> {
          var answer = sendAsDescribed(call, given().contentType("application/json"));
          assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
          return answer;
        });
    eachIsRefused(
        401,
        "token-without-subject",
        call -> sendAsDescribed(call, given().bearer(nameless).contentType("application/json")));
  }

  @Test
  void withATokenOfAUserWhereARoleIsAskedForAndNowhereElse() {
    eachIsRefused(403, "forbidden", call -> sendAsDescribed(call, asUser()));
    assertThat(api.calls())
        .filteredOn(call -> call.isSecured() && !call.refuses("forbidden") && !call.isStream())
        .isNotEmpty()
        .allSatisfy(
            call -> assertThat(sendAsDescribed(call, asUser()).statusCode()).isNotEqualTo(403));
  }

  @Test
  void theGateAndTheDescriptionSayOfTheSameCallsThatTheyWrite() {
    assertThat(api.calls())
        .filteredOn(call -> call.refuses("role-reads-only"))
        .extracting(Call::id)
        .containsExactlyInAnyOrderElementsOf(
            Resources.calls().stream()
                .filter(call -> io.paydesk.caller.Call.of(call).writes())
                .map(Resources::operationId)
                .toList());
  }

  /** Of calls that take no body too. */
  private static final Map<String, String> INCOMPLETE =
      Map.of(
          "startSetupIntent", "{\"surface\":\"hosted\",\"successUrl\":\"http://localhost:3000\"}");

  @Test
  void withABodyThatIsNone() {
    eachIsRefused(400, "not-json", call -> send(call, asAdmin().body("{"), path(call)));
    eachIsRefused(
        400,
        "invalid-request",
        call -> send(call, asAdmin().body(INCOMPLETE.getOrDefault(call.id(), "null")), path(call)));
    eachIsRefused(
        400,
        "unknown-field",
        call ->
            send(
                call, asAdmin().body(call.body().replaceFirst("}$", ",\"amout\":1}")), path(call)));
    eachIsRefused(
        400,
        "wrong-type",
        call ->
            send(
                call,
                asAdmin().body(call.body().replaceFirst(":\"?[^,\"}]+\"?", ":[]")),
                path(call)));
    eachIsRefused(
        413,
        "body-too-large",
        call -> send(call, asAdmin().body(new byte[1024 * 1024 + 1]), path(call)));
    eachIsRefused(
        415,
        "unsupported-media-type",
        call -> send(call, asAdmin().contentType("text/plain").body("x"), path(call)));
  }

  @Test
  void withAnAddressOrAHeaderThatCannotBe() {
    eachIsRefused(400, "bad-request", call -> send(call, asAdmin(), path(call) + "?x=%00"));
    eachIsRefused(
        400,
        "invalid-id",
        call ->
            send(
                call,
                call.hasBody() ? asAdmin().body(call.body()) : asAdmin(),
                call.path().replaceAll("\\{.+?}", "abc")
                    + (call.path().contains("{") ? "" : "?orderId=abc")));
    eachIsRefused(400, "invalid-limit", call -> send(call, asAdmin(), path(call) + "?limit=0"));
    eachIsRefused(400, "invalid-cursor", call -> send(call, asAdmin(), path(call) + "?after=x"));
    eachIsRefused(400, "invalid-sort", call -> query(call, asAdmin(), "sort=x"));
    eachIsRefused(
        400,
        "empty-period",
        call -> query(call, asAdmin(), "since=2026-11-23T00:00:00Z&until=2026-11-23T00:00:00Z"));
    eachIsRefused(400, "invalid-amount", call -> query(call, asAdmin(), "amountTo=1.5"));
    eachIsRefused(400, "empty-range", call -> query(call, asAdmin(), "amountFrom=2&amountTo=1"));
    eachIsRefused(400, "currency-missing", call -> query(call, asAdmin(), "amountFrom=2"));
    eachIsRefused(400, "invalid-status", call -> send(call, asAdmin(), path(call) + "?status=x"));
    eachIsRefused(
        400, "invalid-alert-filter", call -> send(call, asAdmin(), path(call) + "?kind=x"));
    eachIsRefused(
        400, "invalid-alert-filter", call -> send(call, asAdmin(), path(call) + "?open=1"));
    eachIsRefused(
        400,
        "invalid-idempotency-key",
        call -> sendAsDescribed(call, asAdmin().header("Idempotency-Key", "k".repeat(256))));
    eachIsRefused(
        406, "not-acceptable", call -> sendAsDescribed(call, asAdmin().accept("application/xml")));
  }

  private static Answer query(Call call, Request who, String query) {
    return send(call, call.hasBody() ? who.body(call.body()) : who, path(call) + "?" + query);
  }

  private static Set<String> queryOf(Call call) {
    return call.parameters().stream()
        .filter(parameter -> parameter.path("in").asText().equals("query"))
        .map(parameter -> parameter.path("name").asText())
        .collect(Collectors.toSet());
  }

  @Test
  void withAQueryParameterThatThereIsNot() {
    eachIsRefused(
        400,
        "unknown-query-parameter",
        call -> {
          var answer =
              query(
                  call,
                  asAdmin(),
                  (queryOf(call).contains("limit") ? "limit=7&" : "") + "usrId=x&Order=7");
          assertThat(answer.jsonPath().getList("parameters", String.class))
              .as(call.id())
              .containsExactly("Order", "usrId");
          assertThat(answer.jsonPath().getList("knownParameters", String.class))
              .as(call.id())
              .containsExactlyInAnyOrderElementsOf(queryOf(call));
          assertThat(answer.jsonPath().getString("detail")).contains("'Order', 'usrId'");
          return answer;
        });
    // All except the one that Stripe calls, whose address is configured at Stripe.
    assertThat(api.calls())
        .filteredOn(call -> !call.refuses("unknown-query-parameter"))
        .extracting(Call::id)
        .containsExactly("receiveStripeEvent");
    isRefused(
        "receiveStripeEvent",
        given().header("Stripe-Signature", "t=1,v1=0").body("{}").post("/webhooks/stripe?shop=1"),
        400,
        "invalid-signature");
  }

  @Test
  void withAQueryParameterThatIsBlank() {
    eachIsRefused(
        400,
        "blank-query-parameter",
        call -> {
          var names = new TreeSet<>(queryOf(call));
          names.removeAll(Set.of("limit", "after", "lastEventId", "ticket"));
          return query(call, asAdmin(), names.last() + "=");
        });
  }

  @Test
  void eachQueryParameterThatIsDescribedIsTaken() {
    for (var call : api.calls()) {
      for (var name : queryOf(call)) {
        if (!call.isStream()) {
          assertThat(query(call, asAdmin(), name + "=1").asString())
              .as(call + " " + name)
              .doesNotContain("problem:unknown-query-parameter");
        }
      }
    }
  }

  @Test
  void withAnAddressOrHeadersThatAreTooLong() {
    eachIsRefused(
        414,
        "address-too-long",
        call -> send(call, asAdmin(), path(call) + "?x=" + "x".repeat(5_000)));
    eachIsRefused(
        431,
        "headers-too-large",
        call -> send(call, asAdmin().header("X-Long", "x".repeat(30_000)), path(call)));
  }

  @Test
  void withTextThatCouldNotBeKept() {
    eachIsRefused(
        400,
        "invalid-text",
        call -> {
          var texts =
              new HashMap<>(
                  Map.of(
                      "registerPaymentMethodDomain", "domainName",
                      "search", "text",
                      "startCheckoutSession", "locale",
                      "startSetupIntent", "locale",
                      "createPayLink", "returnUrl",
                      "createCardLink", "returnUrl"));
          texts.putAll(
              Map.of(
                  "createOrder", "description",
                  "startPayment", "currency",
                  "startRecurringPayment", "priceId",
                  "cancelRecurringPayment", "when",
                  "createRefund", "reason",
                  "resolveOrder", "resolution",
                  "createActionflowEndpoint", "description",
                  "createKey", "name",
                  "retryRuns", "target",
                  "retryEvents", "type"));
          texts.put("mailPayLink", "to");
          assertThat(texts).containsKey(call.id());
          var broken = "{\"%s\":\"a\\ud800\"}".formatted(texts.get(call.id()));
          return send(call, asAdmin().body(broken), path(call));
        });
  }

  @Test
  void aboutARowThatIsNotThere() {
    var body = Map.of("orderId", Long.valueOf(NOBODYS_ID));
    isRefused("startPayment", asUser().body(body).post("/v1/payments"), 404, "not-found");

    for (var call : api.calls()) {
      if (call.refuses("not-found") && call.path().contains("{")) {
        isRefused(call, askAboutNobody(call), 404, "not-found");
      }
    }
  }

  /** An admin may ask about any user, and gets an empty list for an unknown one. */
  private Answer askAboutNobody(Call call) {
    boolean isOfAUser = call.path().contains("{userId}");
    if (isOfAUser && call.refuses("forbidden")) {
      // No user is called as a key is.
      var who = call.hasBody() ? asAdmin().body(call.body()) : asAdmin();
      return send(call, who, path(call).replace("/users/" + NOBODYS_ID, "/users/key:7"));
    }
    return sendAsDescribed(call, isOfAUser ? asUser() : asAdmin());
  }

  private static String hosted(String locale) {
    return """
        {"orderId":987654321,"surface":"hosted","successUrl":"http://localhost:3000","locale":"%s"}\
        """
        .formatted(locale);
  }

  @Test
  void aKeyThatCameWithAnotherBody() {
    var bodies =
        new HashMap<>(
            Map.of(
                "createKey",
                List.of(
                    "{\"name\":\"a\",\"role\":\"service\"}",
                    "{\"name\":\"b\",\"role\":\"service\"}"),
                "rotateKey",
                List.of("{\"overlap\":1}", "{\"overlap\":2}"),
                "capturePayment",
                List.of("{\"amount\":1}", "{\"amount\":2}"),
                "startCheckoutSession",
                List.of(hosted("de"), hosted("fr")),
                "startSetupIntent",
                List.of("{\"surface\":\"a\"}", "{\"surface\":\"b\"}")));
    bodies.put(
        "registerPaymentMethodDomain",
        List.of("{\"domainName\":\"localhost\"}", "{\"domainName\":\"127.0.0.1\"}"));
    bodies.put("mailPayLink", List.of("{\"expiresIn\":3600}", "{\"expiresIn\":7200}"));
    bodies.putAll(
        Map.of(
            "createOrder", List.of(ordered("1.00"), ordered("2.00")),
            "startPayment", List.of("{\"orderId\":987654321}", "{\"orderId\":987654322}"),
            "resolveOrder", List.of("{\"resolution\":\"accept\"}", "{\"resolution\":\"refund\"}"),
            "startRecurringPayment",
                List.of(
                    "{\"orderId\":987654321,\"priceId\":\"price_a\"}",
                    "{\"orderId\":987654321,\"priceId\":\"price_b\"}"),
            "cancelRecurringPayment", List.of("{\"when\":\"now\"}", "{\"when\":\"period_end\"}"),
            "changeRecurringPaymentQuantity", List.of("{\"quantity\":1}", "{\"quantity\":2}"),
            "createActionflowEndpoint",
                List.of(
                    "{\"url\":\"a\",\"flows\":[\"refund\"]}",
                    "{\"url\":\"b\",\"flows\":[\"refund\"]}"),
            "createRefund", List.of("{\"paymentId\":987654321}", "{\"paymentId\":987654322}"),
            "retryRuns",
                List.of(
                    "{\"since\":\"2999-01-01T00:00:00Z\"}", "{\"since\":\"2999-01-02T00:00:00Z\"}"),
            "retryEvents",
                List.of(
                    "{\"since\":\"2999-01-01T00:00:00Z\"}",
                    "{\"since\":\"2999-01-02T00:00:00Z\"}")));
    eachIsRefused(
        422,
        "idempotency-key-reused",
        call -> {
          var key = UUID.randomUUID().toString();
          assertThat(bodies).containsKey(call.id());
          send(call, keyed(key).body(bodies.get(call.id()).get(0)), path(call));
          return send(call, keyed(key).body(bodies.get(call.id()).get(1)), path(call));
        });
  }

  @Test
  void aKeyWhoseOrderIsGone() {
    var key = UUID.randomUUID().toString();
    var made = keyed(key).body(ordered("1.00")).post("/v1/orders").jsonPath().getLong("id");
    asService().delete("/v1/orders/" + made);

    isRefused("createOrder", keyed(key).body(ordered("1.00")).post("/v1/orders"), 404, "not-found");
  }

  private Request keyed(String key) {
    return asAdmin().header("Idempotency-Key", key);
  }

  private String ordered(String price) {
    return "{\"userId\": \"%s\", \"price\": \"%s\", \"currency\": \"usd\"}".formatted(user, price);
  }

  @Test
  void ordersThatCannotBe() {
    var refused =
        Map.of(
            "\"currency\":\"usdollar\",\"price\":\"1.00\"", "unknown-currency",
            "\"currency\":\"usd\",\"price\":\"$1\"", "invalid-price",
            "\"currency\":\"usd\",\"price\":\"1.001\"", "too-many-decimals",
            "\"currency\":\"usd\",\"price\":\"99999999999999\"", "amount-out-of-range",
            "\"currency\":\"kwd\",\"price\":\"1.234\"", "amount-not-chargeable",
            "\"currency\":\"usd\",\"price\":\"0.49\"", "amount-too-small",
            "\"currency\":\"usd\",\"price\":\"1.00\",\"receiptEmail\":\"Ada <a@b.c>\"",
                "invalid-receipt-email",
            "\"currency\":\"usd\",\"price\":\"0\",\"priceId\":\"price_monthly\"",
                "free-subscription",
            "\"currency\":\"usd\",\"price\":\"1.00\",\"quantity\":1",
                "subscription-fields-without-price");
    refused.forEach(
        (fields, problem) ->
            isRefused(
                "createOrder",
                asService().body("{\"userId\":\"u\"," + fields + "}").post("/v1/orders"),
                422,
                problem));
    isRefused("getCurrency", given().get("/v1/currencies/xyz"), 422, "unknown-currency");
  }

  @Test
  void endpointsThatCannotBe() {
    var refused =
        Map.of(
            "\"shop.example\",\"flows\":[\"refund\"]", "invalid-endpoint-url",
            "\"https://a@shop.example\",\"flows\":[\"refund\"]", "endpoint-url-with-user-info",
            "\"ftp://shop.example\",\"flows\":[\"refund\"]", "endpoint-url-not-https",
            "\"https://nobody.invalid\",\"flows\":[\"refund\"]", "endpoint-host-unknown");
    var unread =
        Map.of(
            "\"https://shop.example\",\"flows\":[]", "endpoint-without-flows",
            "\"https://shop.example\"", "endpoint-without-flows",
            "\"https://shop.example\",\"flows\":[\"PAYMENT\"]", "unknown-flow",
            "\"https://shop.example\",\"flows\":[\"payment\"],\"secret\":\"whsec_x\"",
                "invalid-endpoint-secret");
    refused.forEach((fields, problem) -> isNoEndpoint(fields, 422, problem));
    unread.forEach((fields, problem) -> isNoEndpoint(fields, 400, problem));
  }

  private void isNoEndpoint(String fields, int status, String problem) {
    isRefused(
        "createActionflowEndpoint",
        asAdmin().body("{\"url\":" + fields + "}").post("/v1/actionflows/endpoints"),
        status,
        problem);
  }

  @Test
  void whatAPaymentsAndAnOrdersStateDoesNotAllow() {
    long order = order();
    var wrongAmount = Map.of("orderId", order, "amount", 1);
    var wrongCurrency = Map.of("orderId", order, "currency", "eur");
    isRefused(
        "startPayment", asUser().body(wrongAmount).post("/v1/payments"), 422, "amount-mismatch");
    isRefused(
        "startPayment",
        asUser().body(wrongCurrency).post("/v1/payments"),
        422,
        "currency-mismatch");
    long payment = started(order).getLong("id");
    isRefused("deleteOrder", asService().delete("/v1/orders/" + order), 409, "order-linked");
    deliver(StripeEvents.succeeded(intentOf(payment)).toString());
    eventuallyPaid(order);
    isRefused("startPayment", start(order), 409, "order-already-paid");
    isRefused(
        "cancelPayment",
        asUser().post("/v1/payments/" + payment + "/cancel"),
        409,
        "payment-not-cancelable");
    isRefused(
        "cancelOrder",
        asService().post("/v1/orders/" + order + "/cancel"),
        409,
        "order-already-paid");
    isRefused(
        "resolveOrder",
        asAdmin().body(Map.of("resolution", "accept")).post("/v1/orders/" + order + "/resolve"),
        409,
        "order-not-in-review");
    isRefused(
        "resolveOrder",
        asAdmin().body(Map.of("resolution", "ignore")).post("/v1/orders/" + order + "/resolve"),
        400,
        "invalid-resolution");
  }

  @Test
  void whatItsOrderDoesNotWaitForCannotBeCaptured() {
    var body = Map.of("userId", user, "price", "99.99", "currency", "usd", "capture", "manual");
    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    var begun = started(order);
    long payment = begun.getLong("id");
    sandbox.confirm(begun.getString("paymentIntentId"), "4242424242424242");
    eventually(x -> assertThat(paymentStatus(payment)).isEqualTo("authorized"));
    for (var one :
        Map.of("paid", "order-already-paid", "canceled", "order-not-payable").entrySet()) {
      tables().change("update orders set status = ? where id = ?", one.getKey(), order);
      isRefused("capturePayment", capture(payment), 409, one.getValue());
    }
    tables().change("update orders set status = 'pending' where id = ?", order);
    sandbox.faults().banksWait(true);
    capture(payment).then().statusCode(202);
    isRefused(
        "cancelOrder",
        asService().post("/v1/orders/" + order + "/cancel"),
        409,
        "capture-under-way");
    sandbox.faults().banksWait(false);
  }

  private Answer capture(long payment) {
    return asService().body("{}").post("/v1/payments/" + payment + "/capture");
  }

  @Test
  void whatCannotBeRefunded() {
    long order = order();
    long payment = started(order).getLong("id");
    isRefused("createRefund", refund(payment, ""), 409, "payment-not-settled");
    sandbox.confirm(payment(payment).getString("paymentIntentId"), "4242424242424242");
    eventuallyPaid(order);
    var refused =
        Map.of(
            ",\"currency\":\"eur\"", "refund-currency-mismatch",
            ",\"refundAmount\":0", "amount-out-of-range",
            ",\"refundAmount\":10000", "refund-exceeds-remaining");
    refused.forEach(
        (fields, problem) -> isRefused("createRefund", refund(payment, fields), 422, problem));
    isRefused("createRefund", refund(payment, ",\"refundAmount\":null"), 400, "refund-amount-null");
    isRefused("createRefund", refund(payment, ",\"remaining\":1"), 409, "refund-overtaken");
    sandbox.payOut("usd");
    isRefused("createRefund", refund(payment, ""), 422, "refused-by-stripe");
    isRefused(
        "createRefund",
        asAdmin().body("{\"paymentId\":1}").post("/v1/refunds"),
        400,
        "idempotency-key-missing");
    sandbox.dispute(payment(payment).getString("paymentIntentId"), "fraudulent", false);
    eventually(x -> isRefused("createRefund", refund(payment, ""), 409, "payment-disputed"));
    tables().change("update orders set status = 'review', review_reason = 'r' where id = ?", order);
    tables().change("update payment set review_reason = 'r' where id = ?", payment);
    isRefused(
        "resolveOrder",
        asAdmin().body(Map.of("resolution", "refund")).post("/v1/orders/" + order + "/resolve"),
        409,
        "payment-disputed");
    isRefused(
        "resolveOrder",
        asAdmin()
            .body(Map.of("resolution", "refund", "inQuestion", List.of()))
            .post("/v1/orders/" + order + "/resolve"),
        409,
        "review-overtaken");
    sandbox.payOut("usd");
  }

  private Answer refund(long payment, String fields) {
    return keyed(UUID.randomUUID().toString())
        .body("{\"paymentId\":" + payment + fields + "}")
        .post("/v1/refunds");
  }

  @Test
  void whatIsNotStripes() {
    isRefused(
        "receiveStripeEvent",
        given().header("Stripe-Signature", "t=1,v1=0").body("{}").post("/webhooks/stripe"),
        400,
        "invalid-signature");
    isRefused("receiveStripeEvent", deliver("[]"), 400, "not-an-event");
  }

  @Test
  void aReplayedAnswerSaysSoWhereTheDescriptionHasTheHeader() {
    var key = UUID.randomUUID().toString();
    for (var price : List.of("0.01", "1.00")) {
      keyed(key + price).body(ordered(price)).post("/v1/orders");
      var again = keyed(key + price).body(ordered(price)).post("/v1/orders");

      assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
      assertThat(api.call("createOrder").answers())
          .filteredOn(answer -> answer.status() == again.statusCode())
          .singleElement()
          .matches(answer -> answer.response().at("/headers").has("Idempotency-Replayed"));
    }
  }
}
