package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.HeldLock;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stripe's events of a session, of its subscription and of the invoice come late, twice, in any
 * order, or not at all.
 */
@QuarkusTest
class SubscriptionSessionEventsTest extends SubscriptionCheckoutTest {

  private static final String COMPLETED = "checkout.session.completed";
  private static final String CREATED = "customer.subscription.created";
  private static final String PAID = "invoice.paid";
  private static final String PAYMENT = "invoice_payment.paid";

  /** It waits one second in tests. */
  private static final Duration LONGER_THAN_AN_EVENT_WAITS = Duration.ofMillis(1500);

  private static final List<String> TYPES = List.of(COMPLETED, CREATED, PAID);

  /** All orders of the three, once and doubled, and each alone. */
  static Stream<List<String>> orders() {
    var orders = new ArrayList<List<String>>();
    for (var first : TYPES) {
      orders.add(List.of(first));
      for (var second : TYPES) {
        for (var third : TYPES) {
          if (Stream.of(first, second, third).distinct().count() == 3) {
            orders.add(List.of(first, second, third));
            orders.add(List.of(first, second, third, first, second, third));
            orders.add(List.of(first, first, second, second, third, third));
          }
        }
      }
    }
    orders.add(List.of(PAYMENT));
    orders.add(List.of(PAYMENT, PAID, CREATED, COMPLETED));
    orders.add(List.of("checkout.session.expired", PAID, COMPLETED));
    orders.add(List.of("checkout.session.async_payment_failed", CREATED));
    return orders.stream();
  }

  private JsonNode event(String type, JsonNode session) {
    var billing = sandbox.billing();
    var subscription = billing.subscription(session.path("subscription").asText());
    return StripeEvents.event(
        type,
        switch (type) {
          case CREATED -> subscription;
          case PAID -> billing.invoice(subscription.path("latest_invoice").asText());
          case PAYMENT -> paymentOf(subscription.path("latest_invoice").asText());
          default -> session;
        });
  }

  /** It does not say whose invoice it is. */
  private static JsonNode paymentOf(String invoice) {
    return new ObjectMapper()
        .createObjectNode()
        .put("id", "inpay_" + invoice)
        .put("object", "invoice_payment")
        .put("invoice", invoice);
  }

  /** Each after the one before is worked off. */
  private void deliverAll(List<String> types, JsonNode session) {
    var events = new HashMap<String, JsonNode>();
    for (var type : types) {
      var event = events.computeIfAbsent(type, t -> event(t, session));
      deliver(event.toString()).then().statusCode(200);
      workedOff();
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void everyOrderOfTheEventsEndsTheSame(List<String> types) {
    long order = monthly();
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);

    deliverAll(types, atStripe(session));

    isPaidOnce(order, rowOf(session), session);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void everyOrderOfTheEventsFindsASessionThatNobodyHasAnsweredAbout(List<String> types) {
    long order = monthly();
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);
    var made = atStripe(session);
    forgetTheAnswer(rowOf(session));

    deliverAll(types, made);

    isPaidOnce(order, rowOf(session), session);
    assertThat(recurring(rowOf(session)).getString("checkoutSessionId"))
        .isEqualTo(session.getString("sessionId"));
  }

  @Test
  void noEventOfAnOpenSessionBeginsAnything() {
    long order = monthly();
    var session = begun(order);
    loseEvents();
    complete(session, DECLINED_CARD);

    for (var lie : List.of(COMPLETED, "checkout.session.expired")) {
      deliver(StripeEvents.event(lie, atStripe(session)).toString()).then().statusCode(200);
    }
    workedOff();

    assertThat(status(rowOf(session))).isEqualTo("incomplete");
    assertThat(orderStatus(order)).isEqualTo("pending");
  }

  @Test
  void whileTheBankAsksThePayerNothingBegins() {
    long order = monthly();
    var session = begun(order);
    complete(session, "4000002500003155");
    workedOff();
    assertThat(status(rowOf(session))).isEqualTo("incomplete");
    assertThat(recurring(rowOf(session)).getString("subscriptionId")).isNull();
    var asked = sandbox.paymentIntents().get(sandbox.paymentIntents().size() - 1);

    sandbox.authenticate(asked.path("id").asText(), true);

    isPaidOnce(order, rowOf(session), session);
  }

  @Test
  void aPaymentThatWasDeclinedBeforeThereWasASubscriptionIsNobodysUntilItPays() {
    long order = monthly();
    var session = begun(order);
    complete(session, DECLINED_CARD);
    workedOff();
    assertThat(status(rowOf(session))).isEqualTo("incomplete");
    assertThat(subscriptionsOf(order)).isEmpty();
    assertThat(tables().number("select count(*) from payment where order_id = ?", order)).isZero();

    complete(session, GOOD_CARD);

    isPaidOnce(order, rowOf(session), session);
  }

  /** As somebody copies a subscription in Stripe's dashboard, with its metadata. */
  private JsonNode withCopiedMarks(JsonNode session, long quantity) {
    var marks = session.path("metadata");
    var other = monthly(java.util.Map.of("userId", user + "-other"));
    var copy =
        json(
            asService()
                .body(java.util.Map.of("orderId", other, "priceId", price))
                .post("/v1/recurring-payments"),
            201);
    var subscription =
        (ObjectNode)
            sandbox.billing().subscription(copy.getString("recurringPayment.subscriptionId"));
    subscription.put("id", "sub_copied" + order());
    subscription.set("metadata", marks);
    return subscription;
  }

  @Test
  void aSubscriptionWithCopiedMarksIsNotAdopted() {
    long order = monthly();
    var session = begun(order);
    var event = StripeEvents.event(CREATED, withCopiedMarks(atStripe(session), 1));

    deliver(event.toString()).then().statusCode(200);

    eventually(x -> assertThat(verdict(event)).isEqualTo("ignored not-of-the-session"));
    assertThat(status(rowOf(session))).isEqualTo("incomplete");
    assertThat(recurring(rowOf(session)).getString("subscriptionId")).isNull();

    complete(session, GOOD_CARD);
    isPaidOnce(order, rowOf(session), session);
    var late = StripeEvents.event(CREATED, withCopiedMarks(atStripe(session), 1));
    deliver(late.toString()).then().statusCode(200);
    eventually(x -> assertThat(verdict(late)).isEqualTo("ignored another-subscription"));
  }

  @Test
  void aSessionThatMayHaveMadeASubscriptionIsAskedForSoon() {
    var session = begun(monthly());
    var event = StripeEvents.event(CREATED, withCopiedMarks(atStripe(session), 1));
    var soon = "next_check_at < now() + interval '5 minutes'";
    assertThat(
            tables()
                .text("select " + soon + " from recurring_payment where id = ?", rowOf(session)))
        .isEqualTo("f");

    deliver(event.toString()).then().statusCode(200);

    eventually(x -> assertThat(verdict(event)).isEqualTo("ignored not-of-the-session"));
    assertThat(
            tables()
                .text("select " + soon + " from recurring_payment where id = ?", rowOf(session)))
        .isEqualTo("t");
  }

  @Test
  void theEndOfASubscriptionWithCopiedMarksEndsNothing() {
    var session = begun(monthly());
    var copy = (ObjectNode) withCopiedMarks(atStripe(session), 1);
    copy.put("status", "canceled");
    var event = StripeEvents.event("customer.subscription.deleted", copy);

    deliver(event.toString()).then().statusCode(200);

    eventually(x -> assertThat(verdict(event)).isEqualTo("ignored not-of-the-session"));
    assertThat(status(rowOf(session))).isEqualTo("incomplete");
  }

  @Test
  void anEventIsTriedAgainWhileStripeDoesNotShowWhatItSays() {
    var session = begun(monthly());
    var early = ((ObjectNode) atStripe(session)).deepCopy();
    early.put("status", "complete");
    var event = StripeEvents.event(COMPLETED, early);

    deliver(event.toString()).then().statusCode(200);
    eventually(x -> assertThat(lastError(event)).contains("did not answer"));
    complete(session, GOOD_CARD);

    eventually(x -> assertThat(verdict(event)).isEqualTo("done"));
  }

  @Test
  void aSessionThatNamesAnotherSubscriptionThanItsRowHasIsIgnoredByName() {
    long order = monthly();
    var session = begun(order);
    complete(session, GOOD_CARD);
    isPaidOnce(order, rowOf(session), session);
    var other = ((ObjectNode) atStripe(session)).deepCopy();
    other.put("subscription", "sub_of_another");
    var event = StripeEvents.event(COMPLETED, other);

    deliver(event.toString()).then().statusCode(200);

    eventually(x -> assertThat(verdict(event)).isEqualTo("ignored another-subscription"));
  }

  @Test
  void aSessionWithCopiedMarksIsIgnoredByName() {
    var session = begun(monthly());
    var copy = ((ObjectNode) atStripe(session)).deepCopy();
    copy.put("id", "cs_test_copied" + order());
    var event = StripeEvents.event(COMPLETED, copy);

    deliver(event.toString()).then().statusCode(200);

    eventually(x -> assertThat(verdict(event)).isEqualTo("ignored another-session"));
    assertThat(status(rowOf(session))).isEqualTo("incomplete");
  }

  @Test
  void anotherAppsSessionIsIgnored() {
    var foreign = ((ObjectNode) atStripe(begun(monthly()))).deepCopy();
    foreign.put("id", "cs_test_foreign" + order()).putObject("metadata");
    var event = StripeEvents.event(COMPLETED, foreign);

    deliver(event.toString()).then().statusCode(200);

    eventually(x -> assertThat(verdict(event)).isEqualTo("ignored not-of-this-installation"));
  }

  @Test
  void anEventWaitsWhileStripeDoesNotAnswerAboutTheSession() {
    long order = monthly();
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);
    var event = event(PAID, atStripe(session));
    sandbox.faults().failNext("GET /v1/checkout/sessions", 429, 50);

    deliver(event.toString()).then().statusCode(200);
    eventually(x -> assertThat(lastError(event)).contains("did not answer"));
    sandbox.faults().clear();

    isPaidOnce(order, rowOf(session), session);
  }

  @Test
  void anEventWaitsWhileStripeDoesNotListWhatTheSubscriptionOfItsSessionWasPaid() {
    long order = monthly();
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);
    var event = event(CREATED, atStripe(session));
    sandbox.faults().failNext("GET /v1/invoices", 429, 50);

    deliver(event.toString()).then().statusCode(200);
    eventually(
        x -> {
          assertThat(recurring(rowOf(session)).getString("subscriptionId")).isNotNull();
          assertThat(lastError(event)).contains("did not answer");
        });
    sandbox.faults().clear();

    isPaidOnce(order, rowOf(session), session);
  }

  @Test
  void anEventWaitsWhileStripeIsSlowToListWhatTheSubscriptionOfItsSessionWasPaid() {
    long order = monthly();
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);
    var event = event(CREATED, atStripe(session));
    sandbox.faults().holdNext("GET /v1/invoices", LONGER_THAN_AN_EVENT_WAITS, 1);

    deliver(event.toString()).then().statusCode(200);
    eventually(x -> assertThat(lastError(event)).contains("did not answer"));

    isPaidOnce(order, rowOf(session), session);
  }

  /** The work that it began still waits for the lock, and must not be in its way. */
  @Test
  void anEventWaitsWhileSomethingElseHoldsTheOrderOfItsSession() {
    long order = monthly();
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);
    var event = event(CREATED, atStripe(session));

    try (var held =
        HeldLock.take(tables(), "select 1 from orders where id = ? for update", order)) {
      deliver(event.toString()).then().statusCode(200);
      held.awaitWaiter();
      eventually(x -> assertThat(lastError(event)).isNotNull());
      assertThat(lastError(event)).contains("did not answer");
    }

    isPaidOnce(order, rowOf(session), session);
  }

  private String lastError(JsonNode event) {
    return tables()
        .text("select last_error from stripe_event where id = ?", event.path("id").asText());
  }
}
