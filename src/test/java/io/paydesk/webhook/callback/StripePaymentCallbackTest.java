package io.paydesk.webhook.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.SeenMoves;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class StripePaymentCallbackTest extends PaydeskTest {

  /** Only events that a test delivers itself arrive. */
  @BeforeEach
  void silence() {
    loseEvents();
  }

  private JsonNode intent(long order) {
    return sandbox.paymentIntent(started(order).getString("paymentIntentId"));
  }

  static Stream<List<String>> everyOrder() {
    return Stream.of(
        List.of("succeeded", "processing", "payment_failed"),
        List.of("succeeded", "payment_failed", "processing"),
        List.of("processing", "succeeded", "payment_failed"),
        List.of("processing", "payment_failed", "succeeded"),
        List.of("payment_failed", "succeeded", "processing"),
        List.of("payment_failed", "processing", "succeeded"));
  }

  private static ObjectNode event(String name, JsonNode intent) {
    var status = name.equals("payment_failed") ? "requires_payment_method" : name;
    var event = StripeEvents.intentEvent("payment_intent." + name, intent, status);
    if (name.equals("payment_failed")) {
      StripeEvents.object(event)
          .putObject("last_payment_error")
          .put("code", "card_declined")
          .put("decline_code", "generic_decline")
          .put("message", "Your card was declined.");
    }
    return event;
  }

  @ParameterizedTest
  @MethodSource("everyOrder")
  void eventsEndInSucceededInAnyOrder(List<String> names) {
    long order = order();
    var intent = intent(order);
    sandbox.confirm(intent.path("id").textValue(), "4242424242424242");

    try (var moves = SeenMoves.of(tables(), user)) {
      for (var name : names) {
        deliverAndWait(event(name, intent));
      }
      moves.areEdges();
    }

    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(tables().text("select status from payment where order_id = ?", order))
        .isEqualTo("succeeded");
  }

  @ParameterizedTest
  @MethodSource("everyOrder")
  void eventsOfOneBatchAndOneSecondEndInSucceeded(List<String> names) {
    long order = order();
    var intent = intent(order);
    sandbox.confirm(intent.path("id").textValue(), "4242424242424242");
    var events = names.stream().map(name -> event(name, intent)).toList();
    events.forEach(event -> event.put("created", 1_795_443_037L));

    try (var moves = SeenMoves.of(tables(), user)) {
      events.parallelStream().forEach(event -> deliver(event.toString()).then().statusCode(200));
      eventuallyPaid(order);
      events.forEach(event -> eventually(x -> assertThat(verdict(event)).isEqualTo("done")));
      moves.areEdges();
    }

    assertThat(tables().text("select status from payment where order_id = ?", order))
        .isEqualTo("succeeded");
  }

  @Test
  void afterTwoEventsOfOneSecondStripeDecides() {
    for (var names :
        List.of(List.of("processing", "payment_failed"), List.of("payment_failed", "processing"))) {
      long order = order();
      var intent = intent(order);
      // At Stripe, the bank is still deciding.
      sandbox.confirm(intent.path("id").textValue(), "pm_usBankAccount_success");
      for (var name : names) {
        var event = event(name, intent);
        event.put("created", 1_795_443_037L);
        deliverAndWait(event);
      }

      assertThat(tables().text("select status from payment where order_id = ?", order))
          .isIn("processing", "succeeded");
    }
  }

  @Test
  void anOldEventDoesNotUndoNewerNews() {
    long order = order();
    var intent = intent(order);
    sandbox.confirm(intent.path("id").textValue(), "4000000000009995");
    var payment = tables().number("select id from payment where order_id = ?", order);
    asUser()
        .post("/v1/payments/" + payment + "/refresh")
        .then()
        .body("failure.declineCode", equalTo("insufficient_funds"));

    deliverAndWait(event("processing", intent));

    assertThat(paymentStatus(payment)).isEqualTo("pending");
    assertThat(payment(payment).getString("failure.declineCode")).isEqualTo("insufficient_funds");
  }

  @Test
  void anotherAmountIsRecordedAndPutsTheOrderInReview() {
    long order = order();
    var event = StripeEvents.succeeded(intent(order));
    StripeEvents.object(event).put("amount_received", 9998);

    deliverAndWait(event);

    asUser()
        .get("/v1/orders/" + order)
        .then()
        .body("status", equalTo("review"))
        .body("reviewReason", equalTo("amount-mismatch"));
    asUser()
        .queryParam("orderId", order)
        .get("/v1/payments")
        .then()
        .body("data[0].status", equalTo("succeeded"))
        .body("data[0].amountReceived", equalTo(9998))
        .body("data[0].reviewReason", equalTo("amount-mismatch"));
  }

  @Test
  void anotherCurrencyAndAnotherCustomerPutTheOrderInReview() {
    long order = order();
    var event = StripeEvents.succeeded(intent(order));
    StripeEvents.object(event).put("currency", "eur").put("customer", "cus_somebody_else");

    deliverAndWait(event);

    asUser()
        .get("/v1/orders/" + order)
        .then()
        .body("status", equalTo("review"))
        .body("reviewReason", equalTo("currency-mismatch, customer-mismatch"));
  }

  @Test
  void aSecondSuccessIsRecordedAndPutsTheOrderInReview() {
    long order = order();
    var first = intent(order);
    var firstPayment = tables().number("select id from payment where order_id = ?", order);
    asUser().post("/v1/payments/" + firstPayment + "/cancel").then().statusCode(200);
    var second = intent(order);
    deliverAndWait(StripeEvents.succeeded(second));
    assertThat(orderStatus(order)).isEqualTo("paid");

    deliverAndWait(StripeEvents.succeeded(first));

    asUser()
        .get("/v1/orders/" + order)
        .then()
        .body("status", equalTo("review"))
        .body("reviewReason", equalTo("second-success"));
    assertThat(paymentStatus(firstPayment)).isEqualTo("succeeded");
  }

  @Test
  void moneyForACanceledOrderPutsItInReview() {
    long order = order();
    var intent = intent(order);
    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(200);

    deliverAndWait(StripeEvents.succeeded(intent));

    asUser().get("/v1/orders/" + order).then().body("reviewReason", equalTo("paid-after-cancel"));
  }

  @Test
  void anEventOfTheOtherModeIsIgnored() {
    long order = order();
    var event = StripeEvents.succeeded(intent(order));
    event.put("livemode", true);

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("ignored wrong-mode");
    assertThat(orderStatus(order)).isEqualTo("pending");
  }

  @Test
  void anEventOfAnotherInstallationIsIgnored() {
    long order = order();
    var event = StripeEvents.succeeded(intent(order));
    StripeEvents.object(event).put("id", "pi_of_another_installation");
    ((ObjectNode) StripeEvents.object(event).path("metadata"))
        .put("paydesk_installation", UUID.randomUUID().toString());

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("ignored not-of-this-installation");
    assertThat(orderStatus(order)).isEqualTo("pending");
  }

  static Stream<String> everyWayToSpoilMetadata() {
    return Stream.of("emptied", "of another installation", "of another row", "of the future");
  }

  /** Anybody with the dashboard can edit metadata. */
  @ParameterizedTest
  @MethodSource("everyWayToSpoilMetadata")
  void anIntentWhoseIdIsInOurRowIsOursWhateverItsMetadataSays(String how) {
    long order = order();
    var event = StripeEvents.succeeded(intent(order));
    var metadata = (ObjectNode) StripeEvents.object(event).path("metadata");
    switch (how) {
      case "emptied" -> metadata.removeAll();
      case "of another installation" -> metadata.put("paydesk_installation", "another");
      case "of another row" -> metadata.put("paydesk_uuid", UUID.randomUUID().toString());
      default -> StripeEvents.object(event).put("metadata", "none");
    }

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("done");
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void anIntentWithTheMarkOfAnotherRowStaysWithItsOwn() {
    long order = order();
    long other = order();
    var event = StripeEvents.succeeded(intent(order));
    StripeEvents.object(event).set("metadata", intent(other).path("metadata"));

    deliverAndWait(event);

    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(orderStatus(other)).isEqualTo("pending");
  }

  @Test
  void anIntentWhoseAnswerWasLostIsOursByItsMarks() {
    long order = order();
    var event = StripeEvents.succeeded(intent(order));
    tables()
        .change(
            "update payment set payment_intent_id = null, status = 'unknown' where order_id = ?",
            order);

    deliverAndWait(event);

    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void anEventOfAnotherAppOnTheAccountIsIgnored() {
    var event = StripeEvents.succeeded(intent(order()));
    StripeEvents.object(event)
        .put("id", "pi_of_another_app")
        .putObject("metadata")
        .put("order_id", "1");

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("ignored not-of-this-installation");
  }

  @Test
  void anEventThatOnlyClaimsToBeOfAPaymentIsIgnored() {
    long order = order();
    var event = StripeEvents.succeeded(intent(order));
    StripeEvents.object(event).put("id", "pi_that_copied_the_metadata");

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("ignored another-intent");
    assertThat(orderStatus(order)).isEqualTo("pending");
  }

  @Test
  void anEventOfAMissingRowIsIgnored() {
    var event = StripeEvents.succeeded(intent(order()));
    StripeEvents.object(event).put("id", "pi_of_an_old_backup");
    ((ObjectNode) StripeEvents.object(event).path("metadata"))
        .put("paydesk_uuid", UUID.randomUUID().toString());

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("ignored unknown-payment");
  }

  @Test
  void anEventOfAnInvoicesPaymentIsIgnored() {
    long order = order();
    var event = StripeEvents.succeeded(intent(order));
    tables().change("update payment set origin = 'invoice' where order_id = ?", order);

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("ignored payment-of-an-invoice");
  }

  @Test
  void anUnknownStatusIsRecordedAndNothingElseChanges() {
    long order = order();
    var event =
        StripeEvents.intentEvent("payment_intent.processing", intent(order), "requires_prayer");

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("done");
    assertThat(
            tables()
                .text(
                    "select status || ' ' || stripe_status from payment where order_id = ?", order))
        .isEqualTo("pending requires_prayer");
  }

  @Test
  void anUnknownStatusAsTheFirstNewsLeavesAPaymentUnknown() {
    long order = order();
    var event =
        StripeEvents.intentEvent("payment_intent.created", intent(order), "requires_prayer");
    tables()
        .change(
            "update payment set status = 'created', payment_intent_id = null where order_id = ?",
            order);

    deliverAndWait(event);

    assertThat(
            tables()
                .text(
                    """
                    select concat_ws(' ', status, stripe_status,
                      next_check_at < now() + interval '2 minutes')
                    from payment where order_id = ?
                    """,
                    order))
        .isEqualTo("unknown requires_prayer t");
    // The same one is returned, and Stripe says how it is by now.
    start(order).then().statusCode(200).body("status", equalTo("pending"));
  }

  @Test
  void aCancelAtStripeCancelsThePaymentAndTheOrderCanBePaidAnew() {
    long order = order();
    deliverAndWait(StripeEvents.intentEvent("payment_intent.canceled", intent(order), "canceled"));

    assertThat(tables().text("select status from payment where order_id = ?", order))
        .isEqualTo("canceled");
    started(order);
  }
}
