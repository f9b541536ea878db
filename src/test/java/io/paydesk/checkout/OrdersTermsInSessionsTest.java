package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the order says holds for its sessions too: lines, an end, words for the bank, a hold. */
@QuarkusTest
class OrdersTermsInSessionsTest extends CheckoutTest {

  private long ordered(Map<String, Object> more) {
    var body =
        new HashMap<String, Object>(Map.of("userId", user, "currency", "usd", "price", "99.99"));
    body.putAll(more);
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  @Test
  void whatABankHoldsForASessionIsCapturedLater() {
    long order = ordered(Map.of("capture", "manual"));
    var session = begun(order);
    pay(session, GOOD_CARD);
    eventuallyIs(session.getLong("paymentId"), "authorized");

    asService()
        .body(Map.of("amount", 5_000))
        .post("/v1/payments/" + session.getLong("paymentId") + "/capture")
        .then()
        .statusCode(200)
        .body("status", equalTo("succeeded"))
        .body("amountReceived", equalTo(5_000));

    eventuallyPaid(order);
    asUser()
        .get("/v1/orders/" + order)
        .then()
        .body("amountCaptured", equalTo(5_000))
        .body("amountReleased", equalTo(4_999));
  }

  /** The intent alone does not say that a code has reduced what is due. */
  @ParameterizedTest
  @ValueSource(strings = {"charge.captured", "payment_intent.succeeded"})
  void eachEventOfACaptureMakesUsAskForItsSession(String type) {
    var code = code(Map.of("percent_off", "25")).getString("id");
    long order = ordered(Map.of("capture", "manual", "promotionCode", code));
    var session = begun(order);
    pay(session, GOOD_CARD);
    eventuallyIs(session.getLong("paymentId"), "authorized");
    loseEvents();
    var intent = payment(session.getLong("paymentId")).getString("paymentIntentId");
    sandbox.captureAtDashboard(intent, 7_499);

    var event =
        sandbox
            .events(
                one ->
                    one.path("type").asText().equals(type)
                        && one.at("/data/object").toString().contains(intent))
            .get(0);
    deliver(StripeEvents.event(type, event.at("/data/object")).toString()).then().statusCode(200);

    eventuallyPaid(order);
    asUser()
        .get("/v1/orders/" + order)
        .then()
        .body("discount", equalTo(2_500))
        .body("total", equalTo(7_499))
        .body("amountReleased", equalTo(0))
        .body("reviewReason", nullValue());
  }

  @Test
  void whatABankHoldsForASessionIsLetGo() {
    long order = ordered(Map.of("capture", "manual"));
    var session = begun(order);
    pay(session, GOOD_CARD);
    eventuallyIs(session.getLong("paymentId"), "authorized");

    asService()
        .post("/v1/orders/" + order + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));

    assertThat(intentOf(session.getLong("paymentId")).path("status").asText())
        .isEqualTo("canceled");
  }

  @Test
  void aPayerDoesNotTakeBackWhatABankHoldsByAskingForAnotherWay() {
    long order = ordered(Map.of("capture", "manual"));
    var session = begun(order);
    loseEvents();
    pay(session, GOOD_CARD);

    for (var answer : List.of(ask(on("embedded", order)), start(order))) {
      answer
          .then()
          .statusCode(409)
          .body("type", equalTo("urn:paydesk:problem:payment-under-way"))
          .body(
              "detail",
              containsString(
                  "lets the money go: POST /v1/payments/%s/cancel"
                      .formatted(session.getLong("paymentId"))));
    }

    assertThat(paymentStatus(session.getLong("paymentId"))).isEqualTo("authorized");
    assertThat(intentOf(session.getLong("paymentId")).path("status").asText())
        .isEqualTo("requires_capture");
  }

  @Test
  void theLinesOfTheOrderAreThoseOfTheSession() {
    long order =
        ordered(
            Map.of(
                "lines",
                List.of(
                    Map.of("name", "Ticket", "amount", "45.00", "quantity", 2),
                    Map.of("name", "Programme", "amount", "9.99", "quantity", 1))));
    var session = begun(order);

    assertThat(atStripe(session).path("amount_total").asLong()).isEqualTo(9_999);
    assertThat(atStripe(session).at("/line_items/data"))
        .extracting(line -> line.path("description").asText() + " " + line.path("quantity").asInt())
        .containsExactly("Ticket 2", "Programme 1");
    pay(session, GOOD_CARD);
    eventuallyPaid(order);
  }

  @Test
  void theSessionEndsWithItsOrder() {
    var end = Instant.now().plusSeconds(7_200).truncatedTo(ChronoUnit.SECONDS);
    long order = ordered(Map.of("expiresAt", end.toString()));

    var session = begun(order);

    assertThat(Instant.parse(session.getString("expiresAt"))).isEqualTo(end);
  }

  @Test
  void theAppsNotesAndTheBanksWordsReachStripe() {
    long order =
        ordered(Map.of("metadata", Map.of("seat", "A1"), "statementDescriptorSuffix", "TICKETS"));
    var session = begun(order);
    pay(session, GOOD_CARD);
    eventuallyPaid(order);

    assertThat(atStripe(session).at("/metadata/app_seat").asText()).isEqualTo("A1");
    var intent = intentOf(session.getLong("paymentId"));
    assertThat(intent.at("/metadata/app_seat").asText()).isEqualTo("A1");
    assertThat(intent.path("statement_descriptor_suffix").asText()).isEqualTo("TICKETS");
  }
}
