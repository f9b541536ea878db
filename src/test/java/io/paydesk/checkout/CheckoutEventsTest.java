package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.order.LockedOrders;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentAtStripe;
import io.paydesk.payment.PaymentRecorder;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Json;
import io.paydesk.transaction.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stripe's events of a session and of its intent come late, twice, in any order, or not at all. */
@QuarkusTest
class CheckoutEventsTest extends CheckoutTest {

  private static final String ASKS_THE_BANK = "4000002760003184";

  @Inject PaymentRecorder recorder;
  @Inject Transactions transactions;

  private static final List<String> TYPES =
      List.of("checkout.session.completed", "payment_intent.succeeded", "checkout.session.expired");

  /** All orders of the three, then each twice. */
  static Stream<List<String>> orders() {
    var orders = new ArrayList<List<String>>();
    for (var first : TYPES) {
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
    TYPES.stream().filter(type -> !type.endsWith("expired")).forEach(t -> orders.add(List.of(t)));
    return orders.stream();
  }

  private JsonNode event(String type, JsonNode session) {
    return type.startsWith("payment_intent.")
        ? StripeEvents.event(type, sandbox.paymentIntent(session.path("payment_intent").asText()))
        : StripeEvents.event(type, session);
  }

  private void deliverAll(List<String> types, JsonNode session) {
    var events = new java.util.HashMap<String, JsonNode>();
    types.forEach(type -> events.computeIfAbsent(type, t -> event(t, session)));
    types.forEach(type -> deliver(events.get(type).toString()).then().statusCode(200));
    workedOff();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void everyOrderOfThePaidSessionsEventsEndsTheSame(List<String> types) {
    long order = order();
    var session = begun(order);
    loseEvents();
    pay(session, GOOD_CARD);

    deliverAll(types, atStripe(session));

    eventuallyPaid(order);
    var payment = payment(session.getLong("paymentId"));
    assertThat(payment.getString("status")).isEqualTo("succeeded");
    assertThat(payment.getLong("amountReceived")).isEqualTo(9999);
    assertThat(payment.getString("paymentIntentId"))
        .isEqualTo(atStripe(session).path("payment_intent").asText());
    assertThat(payment.getString("reviewReason")).isNull();
    assertThat(
            tables()
                .number(
                    "select count(*) from payment where order_id = ? and status = 'succeeded'",
                    order))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void everyOrderOfTheExpiredSessionsEventsEndsTheSame(List<String> types) {
    long order = order();
    var session = begun(order);
    loseEvents();
    pay(session, DECLINED_CARD);
    sandbox.checkout().expire(session.getString("sessionId"));

    // Some of them are lies: none is believed without asking.
    deliverAll(types, atStripe(session));

    eventuallyIs(session.getLong("paymentId"), "canceled");
    assertThat(orderStatus(order)).isEqualTo("pending");
  }

  @Test
  void anIntentsEventFindsASessionThatNobodyHasAnsweredAboutYet() {
    long order = order();
    var session = begun(order);
    loseEvents();
    pay(session, GOOD_CARD);
    var made = atStripe(session);
    forgetTheAnswer(session.getLong("paymentId"));

    deliverAll(List.of("payment_intent.succeeded"), made);

    eventuallyPaid(order);
    assertThat(payment(session.getLong("paymentId")).getString("checkoutSessionId"))
        .isEqualTo(session.getString("sessionId"));
  }

  @Test
  void aSessionsEventFindsItsRowByOurMarks() {
    long order = order();
    var session = begun(order);
    loseEvents();
    pay(session, GOOD_CARD);
    var made = atStripe(session);
    forgetTheAnswer(session.getLong("paymentId"));

    deliverAll(List.of("checkout.session.completed"), made);

    eventuallyPaid(order);
  }

  @Test
  void anEventOfASessionWithCopiedMarksIsIgnoredByName() {
    long order = order();
    var session = begun(order);
    var copy = ((com.fasterxml.jackson.databind.node.ObjectNode) atStripe(session)).deepCopy();
    copy.put("id", "cs_test_copied");
    var event = StripeEvents.event("checkout.session.completed", copy);

    deliver(event.toString()).then().statusCode(200);

    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status || ' ' || coalesce(reason, '') from stripe_event where id = ?",
                            event.path("id").asText()))
                .isEqualTo("ignored another-session"));
    assertThat(paymentStatus(session.getLong("paymentId"))).isEqualTo("pending");
  }

  private Json copyOfMarks(long payment, long order) {
    var fields =
        new java.util.HashMap<>(
            java.util.Map.of(
                "amount", "9999",
                "currency", "usd",
                "payment_method", "pm_card_visa",
                "confirm", "true",
                "return_url", "https://shop.example/pay",
                "metadata[paydesk_order]", "" + order,
                "metadata[paydesk_surface]", "hosted"));
    fields.put("customer", tables().text("select customer_id from payment where id = ?", payment));
    fields.put(
        "metadata[paydesk_installation]", tables().text("select id::text from installation"));
    fields.put(
        "metadata[paydesk_uuid]",
        tables().text("select uuid::text from payment where id = ?", payment));
    return atStripe("/v1/payment_intents", fields);
  }

  @Test
  void anIntentWithCopiedMarksIsNotThatOfTheRowsSession() {
    long order = order();
    var session = begun(order);
    long payment = session.getLong("paymentId");

    copyOfMarks(payment, order);
    workedOff();

    assertThat(paymentStatus(payment)).isEqualTo("pending");
    assertThat(payment(payment).getString("paymentIntentId")).isNull();
    assertThat(orderStatus(order)).isEqualTo("pending");
    pay(session, GOOD_CARD);
    eventuallyPaid(order);
    assertThat(payment(payment).getString("paymentIntentId"))
        .isEqualTo(atStripe(session).path("payment_intent").asText());
  }

  @Test
  void anIntentWithCopiedMarksThatNoSessionOfOursHasMadeIsIgnoredByName() {
    long order = order();
    var session = begun(order);
    long payment = session.getLong("paymentId");
    workedOff();
    forgetTheAnswer(payment);

    var copy = copyOfMarks(payment, order).getString("id");
    workedOff();

    assertThat(
            tables()
                .number(
                    """
                    select count(*) from stripe_event where type = 'payment_intent.succeeded'
                      and object_id = ? and status = 'ignored' and reason = 'another-intent'
                    """,
                    copy))
        .isEqualTo(1);
    assertThat(payment(payment).getString("paymentIntentId")).isNull();
    assertThat(orderStatus(order)).isEqualTo("pending");
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkout.session.completed", "payment_intent.succeeded"})
  void aSessionOfAnotherAmountWithCopiedMarksIsIgnoredByName(String type) {
    long order = order();
    var session = begun(order);
    long payment = session.getLong("paymentId");
    loseEvents();
    var foreign = sandbox.checkout().session(paidWithMarksOf(session));
    forgetTheAnswer(payment);
    var event = event(type, foreign);

    deliver(event.toString()).then().statusCode(200);

    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status || ' ' || coalesce(reason, '') from stripe_event where id = ?",
                            event.path("id").asText()))
                .isEqualTo("ignored another-session"));
    assertThat(payment(payment).getString("checkoutSessionId")).isNull();
    assertThat(orderStatus(order)).isEqualTo("pending");
  }

  @Test
  void anEventThatIsAheadOfStripesAnswerIsAppliedLater() {
    var session = begun(order());
    var ahead = ((com.fasterxml.jackson.databind.node.ObjectNode) atStripe(session)).deepCopy();
    ahead.put("status", "complete");
    var event = StripeEvents.event("checkout.session.completed", ahead);

    deliver(event.toString()).then().statusCode(200);

    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status || ' ' || coalesce(last_error, '') from stripe_event where id = ?",
                            event.path("id").asText()))
                .startsWith("waiting Stripe must be asked"));
  }

  @Test
  void whatAnExpiredSessionHasLeftUnfinishedIsLookedAtSoon() throws Throwable {
    long order = order();
    var session = begun(order);
    long id = session.getLong("paymentId");
    pay(session, ASKS_THE_BANK);
    loseEvents();
    var made = atStripe(session);
    var expired = ((com.fasterxml.jackson.databind.node.ObjectNode) made).deepCopy();
    expired.put("status", "expired");
    var has =
        new PaymentAtStripe(
            CheckoutSessionSnapshot.of(expired),
            PaymentIntentSnapshot.of(sandbox.paymentIntent(made.path("payment_intent").asText())));

    // A round that looks at it now learns nothing.
    sandbox.faults().failNext("GET /v1/checkout/sessions/", 429, 100);
    record(order, id, has);

    assertThat(
            tables()
                .text(
                    """
                    select status from payment
                    where id = ? and next_check_at < now() + interval '30 minutes'
                    """,
                    id))
        .isEqualTo("processing");

    // Stripe may refuse to end it, however often it is asked.
    tables()
        .change("update payment set next_check_at = now() + interval '2 hours' where id = " + id);
    record(order, id, has);

    assertThat(
            tables()
                .number(
                    "select count(*) from payment where id = ? and next_check_at > now() + interval '1 hour'",
                    id))
        .isEqualTo(1);
  }

  private void record(long order, long id, PaymentAtStripe has) throws Throwable {
    VertxContextSupport.subscribeAndAwait(
        () ->
            transactions.write(
                () ->
                    LockedOrders.of(order)
                        .with(Payment.TABLE, id)
                        .lock()
                        .invoke(
                            locked ->
                                recorder.record(
                                    locked.order(order),
                                    locked.row(Payment.TABLE),
                                    has,
                                    Instant.now()))));
  }

  @Test
  void anotherAppsSessionIsIgnored() {
    var session = begun(order());
    var foreign = ((com.fasterxml.jackson.databind.node.ObjectNode) atStripe(session)).deepCopy();
    foreign.put("id", "cs_test_foreign").putObject("metadata");
    var event = StripeEvents.event("checkout.session.completed", foreign);

    deliver(event.toString()).then().statusCode(200);

    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status || ' ' || coalesce(reason, '') from stripe_event where id = ?",
                            event.path("id").asText()))
                .isEqualTo("ignored not-of-this-installation"));
  }

  private void forgetTheAnswer(long payment) {
    tables()
        .change(
            """
            update payment set status = 'created', checkout_session_id = null, session_expires_at = null,
              payment_intent_id = null, stripe_status = null, observed_at = null
            where id = ?
            """,
            payment);
  }
}
