package io.paydesk.key;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.paydesk.caller.Call;
import io.paydesk.caller.ForLinks;
import io.paydesk.openapi.Answers;
import io.paydesk.testing.EventStream;
import io.paydesk.testing.Resources;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.junit.jupiter.api.Test;

/**
 * Whoever has a link need not be the order's owner: it shows what is to be paid and how far that
 * is, and nothing of the owner's or the shop's.
 */
@QuarkusTest
class WhatLinksShowTest extends KeyTest {

  private static final String CARD = "4242424242424242";
  private static final String ILL = "4000000000000119";
  private static final String POOR = "4000000000009995";

  private long known() {
    var body =
        new HashMap<String, Object>(
            Map.of(
                "userId",
                user,
                "price",
                "5.00",
                "currency",
                "usd",
                "description",
                "Two tickets",
                "receiptEmail",
                "ada.lovelace@example.com",
                "payerName",
                "Ada Lovelace",
                "metadata",
                Map.of("crm", "vip-4711")));
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private Json link(long order) {
    return json(asService().body("{}").post("/v1/orders/" + order + "/pay-link"), 201);
  }

  private String token(long order) {
    return tokenOf(link(order));
  }

  private static String tokenOf(Json link) {
    return link.getString("url").replaceFirst(".*/pay/", "");
  }

  private static Json paying(String token, long order) {
    return json(with(token).body(Map.of("orderId", order)).post("/v1/payments"), 201);
  }

  private void tellsNothingOfTheOwner(String answer) {
    assertThat(answer)
        .doesNotContain(user)
        .doesNotContain("example.com")
        .doesNotContain("Lovelace")
        .doesNotContain("4711");
  }

  @Test
  void theOrderIsShownWithoutItsOwner() {
    long order = known();

    var answer = with(token(order)).get("/v1/orders/" + order);

    answer
        .then()
        .statusCode(200)
        .body("price", equalTo("5.00"))
        .body("description", equalTo("Two tickets"))
        .body("status", equalTo("pending"))
        .body("userId", equalTo("paydesk-link"))
        .body("receiptEmail", nullValue());
    tellsNothingOfTheOwner(answer.asString());
    asUser().get("/v1/orders/" + order).then().body("receiptEmail", notNullValue());
  }

  @Test
  void soAreItsPayments() {
    long order = known();
    var token = token(order);

    var begun = with(token).body(Map.of("orderId", order)).post("/v1/payments");
    long payment = json(begun, 201).getLong("id");

    tellsNothingOfTheOwner(begun.asString());
    for (var path : new String[] {"/v1/payments", "/v1/payments/" + payment}) {
      tellsNothingOfTheOwner(with(token).get(path).then().statusCode(200).extract().asString());
    }
    tellsNothingOfTheOwner(
        with(token)
            .post("/v1/payments/" + payment + "/refresh")
            .then()
            .statusCode(200)
            .extract()
            .asString());
    with(token).get("/v1/payments").then().body("data", hasSize(1));
  }

  /** A refusal and an answer that are kept are shown in the same way again. */
  @Test
  void aRepeatedRequestTellsNoMore() {
    long order = known();
    var token = token(order);
    var key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      tellsNothingOfTheOwner(
          with(token)
              .header("Idempotency-Key", key)
              .body(Map.of("orderId", order))
              .post("/v1/payments")
              .then()
              .statusCode(201)
              .extract()
              .asString());
    }
  }

  @Test
  void theStreamShowsTheSame() {
    long order = known();
    var token = token(order);
    var address = URI.create(StartedService.url() + "/v1/changes?orderId=" + order);
    long payment = paying(token, order).getLong("id");
    var byOwner = Map.of("Authorization", "Bearer " + keys.token(user, Set.of()));
    try (var stream = EventStream.open(address, Map.of("Authorization", "Bearer " + token));
        var owners = EventStream.open(address, byOwner)) {
      eventually(x -> assertThat(stream.events("payment")).isNotEmpty());
      sandbox.confirm(payment(payment).getString("paymentIntentId"), CARD);
      eventuallyPaid(order);
      sandbox.refundAtDashboard(payment(payment).getString("paymentIntentId"), 100);

      eventually(x -> assertThat(stream.events("refund")).isNotEmpty());
      eventually(x -> assertThat(owners.events("refund")).isNotEmpty());
      assertThat(stream.events("payment"))
          .anyMatch(event -> event.status().equals("succeeded"))
          .allMatch(event -> event.json().path("userId").asText().equals("paydesk-link"));
      tellsNothingOfTheOwner(stream.raw());
      assertThat(owners.raw()).contains(user);
    }
  }

  @Test
  void aTicketOfALinkShowsTheSame() {
    long order = known();
    var token = token(order);
    paying(token, order);
    var ticket = json(with(token).body("{}").post("/v1/changes/tickets"), 201).getString("ticket");

    var address = URI.create(StartedService.url() + "/v1/changes?ticket=" + ticket);
    try (var stream = EventStream.open(address, Map.of())) {
      eventually(x -> assertThat(stream.events("payment")).isNotEmpty());
      tellsNothingOfTheOwner(stream.raw());
    }
  }

  @Test
  void aDeclineIsToldInThePayersWords() {
    long order = known();
    var token = token(order);
    var payment = paying(token, order);
    var path = "/v1/payments/" + payment.getLong("id");

    sandbox.confirm(payment.getString("paymentIntentId"), ILL);
    eventually(
        x ->
            with(token)
                .get(path)
                .then()
                .body(
                    "failure.message",
                    equalTo("Your payment was declined. Try another way to pay, or ask your bank."))
                .body("failure.code", nullValue())
                .body("failure.declineCode", equalTo("generic_decline")));
    assertThat(payment(payment.getLong("id")).getString("failure.code"))
        .isEqualTo("processing_error");

    sandbox.confirm(payment.getString("paymentIntentId"), POOR);
    eventually(
        x ->
            with(token)
                .get(path)
                .then()
                .body("failure.declineCode", equalTo("insufficient_funds")));
  }

  @Test
  void whatStripeSaysOfTheShopsAccountIsForTheShop() {
    long order = known();
    var token = token(order);
    var key = UUID.randomUUID().toString();
    var words = "Your account acct_4711 cannot take this.";
    sandbox.faults().refuseNext("POST /v1/payment_intents", "account_invalid", null, words);
    for (int i = 0; i < 2; i++) {
      Answer answer =
          with(token)
              .header("Idempotency-Key", key)
              .body(Map.of("orderId", order))
              .post("/v1/payments");

      isRefused(answer, 422, "refused-by-stripe");
      assertThat(answer.asString())
          .doesNotContain("acct_")
          .doesNotContain("stripeMessage")
          .contains("nothing was charged")
          .contains("try another one");
    }
  }

  @Test
  void theReceiptIsForTheLinkThatPaid() {
    long order = known();
    var paid = token(order);
    var other = token(order);
    var payment = paying(paid, order);
    var path = "/v1/payments/" + payment.getLong("id");
    sandbox.confirm(payment.getString("paymentIntentId"), CARD);
    eventuallyPaid(order);
    asUser().post(path + "/refresh").then().body("receiptUrl", notNullValue());

    with(paid).get(path).then().body("receiptUrl", notNullValue());
    with(other).get(path).then().body("receiptUrl", nullValue());
    with(other).post(path + "/refresh").then().body("receiptUrl", nullValue());
    with(other).get("/v1/payments").then().body("data[0].receiptUrl", nullValue());
    assertThat(page(paid)).contains("View the receipt");
    assertThat(page(other)).contains("Thank you").doesNotContain("View the receipt");
  }

  private void paidByCard(long order, Json payment) {
    sandbox.confirm(payment.getString("paymentIntentId"), CARD);
    eventuallyPaid(order);
    asUser()
        .post("/v1/payments/" + payment.getLong("id") + "/refresh")
        .then()
        .body("receiptUrl", notNullValue());
  }

  private static void showsNoReceipt(String token) {
    with(token)
        .get("/v1/payments")
        .then()
        .body("data[0].status", equalTo("succeeded"))
        .body("data[0].receiptUrl", nullValue());
    assertThat(page(token)).contains("Thank you").doesNotContain("View the receipt");
  }

  @Test
  void whatTheOwnerCouldPayTooShowsTheLinkNoReceipt() {
    var body = new HashMap<String, Object>();
    for (boolean ownerComesFirst : new boolean[] {true, false}) {
      long order = known();
      body.put("orderId", order);
      var token = token(order);
      if (ownerComesFirst) {
        json(asUser().body(body).post("/v1/payments"), 201);
      }
      var payment = json(with(token).body(body).post("/v1/payments"), ownerComesFirst ? 200 : 201);
      if (!ownerComesFirst) {
        json(asUser().body(body).post("/v1/payments"), 200);
      }

      paidByCard(order, payment);

      showsNoReceipt(token);
    }
  }

  @Test
  void ofTwoLinksThatCouldPayNeitherShowsTheReceipt() {
    long order = known();
    var one = token(order);
    var other = token(order);
    var payment = paying(one, order);
    json(with(other).body(Map.of("orderId", order)).post("/v1/payments"), 200);
    json(with(one).body(Map.of("orderId", order)).post("/v1/payments"), 200);

    paidByCard(order, payment);

    showsNoReceipt(one);
    showsNoReceipt(other);
  }

  @Test
  void whoeverAsksTwiceByOneLinkSeesTheReceipt() {
    long order = known();
    var token = token(order);
    var payment = paying(token, order);
    json(with(token).body(Map.of("orderId", order)).post("/v1/payments"), 200);

    paidByCard(order, payment);

    assertThat(page(token)).contains("View the receipt");
  }

  private static String page(String token) {
    return given().get("/pay/" + token).asString();
  }

  @Test
  void whatIsDoneByALinkIsNotedUnderItsOwnName() {
    long order = known();
    var link = link(order);
    paying(tokenOf(link), order);

    assertThat(
            tables()
                .text(
                    "select string_agg(caller || ' ' || role, ',') from audit where operation ="
                        + " 'startPayment' and caller in (?, ?)",
                    "paydesk-link:" + link.getLong("id"),
                    user))
        .isEqualTo("paydesk-link:" + link.getLong("id") + " user");
  }

  @Test
  void nobodyIsCalledLikeALink() {
    isRefused(as("paydesk-link:1").get("/v1/orders"), 401, "token-without-subject");
    isRefused(as("paydesk-link").get("/v1/orders"), 401, "token-without-subject");
    isRefused(asService().body("{}").post("/v1/users/paydesk-link:1/tokens"), 400, "invalid-user");
  }

  /** What a call that is open to links answers, a link can be shown. */
  @Test
  void eachAnswerToALinkHasAViewForIt() {
    var open =
        Resources.calls().stream()
            .filter(call -> Call.of(call).isOpenToLinks() && !Call.of(call).isOpen())
            .toList();

    assertThat(open).hasSizeGreaterThan(7);
    assertThat(open)
        .allSatisfy(
            call ->
                assertThat(ForLinks.class)
                    .as(Resources.operationId(call))
                    .isAssignableFrom(answerOf(call)));
  }

  private static Class<?> answerOf(Method call) {
    var answers =
        new ClassFileImporter()
            .importClass(call.getDeclaringClass())
            .getMethod(call.getName(), call.getParameterTypes())
            .tryGetAnnotationOfType(Answers.class.getName());
    if (answers.isPresent()) {
      return ((JavaClass) answers.get().get("value").orElseThrow()).reflect();
    }
    var described = call.getAnnotation(APIResponse.class);
    if (described != null) {
      return described.content()[0].schema().implementation();
    }
    Type type = call.getGenericReturnType();
    while (type instanceof ParameterizedType generic) {
      type = generic.getActualTypeArguments()[0];
    }
    return (Class<?>) type;
  }
}
