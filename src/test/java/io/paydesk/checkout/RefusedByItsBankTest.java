package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.dev.sandbox.EventStyle;
import io.paydesk.dev.sandbox.RecordedRequest;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A bank refuses after the session is complete. The intent then waits for another method for ever:
 * nobody has its secret, and Stripe lets nobody cancel the intent of a session. So it is no way to
 * pay, and the order can be paid anew.
 */
@QuarkusTest
class RefusedByItsBankTest extends CheckoutTest {

  private static final String BANK_THAT_REFUSES = "pm_usBankAccount_insufficientFunds";
  private static final String REFUSED = "checkout.session.async_payment_failed";
  private static final String DECLINED = "payment_intent.payment_failed";
  private static final String COMPLETED = "checkout.session.completed";
  private static final String SUCCEEDED = "payment_intent.succeeded";

  @AfterEach
  void end() {
    sandbox.faults().clear();
  }

  private JsonNode intentOf(Json session) {
    return sandbox.paymentIntent(atStripe(session).path("payment_intent").asText());
  }

  /** Its bank has refused at Stripe; what Paydesk knows of it is another matter. */
  private Json refused(long order) {
    var session = begun(order);
    pay(session, BANK_THAT_REFUSES);
    eventually(
        x ->
            assertThat(intentOf(session).path("status").asText())
                .isEqualTo("requires_payment_method"));
    return session;
  }

  private JsonNode event(String type, Json session) {
    return type.startsWith("payment_intent.")
        ? StripeEvents.event(type, intentOf(session))
        : StripeEvents.event(type, atStripe(session));
  }

  private void isPaidOnce(long order, Json refused) {
    eventuallyPaid(order);
    var row = payment(refused.getLong("paymentId"));
    assertThat(row.getString("status")).isEqualTo("failed");
    assertThat(row.getLong("amountReceived")).isZero();
    assertThat(tables().text("select review_reason from orders where id = ?", order)).isNull();
    assertThat(live(order)).isZero();
    assertThat(
            tables()
                .number(
                    "select count(*) from payment where order_id = ? and status = 'succeeded'",
                    order))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void thePaymentSaysWhyAndItsOrderWaits(EventStyle style) {
    sandbox.faults().eventsAs(style);
    long order = order();

    var session = refused(order);

    eventuallyIs(session.getLong("paymentId"), "failed");
    var row = payment(session.getLong("paymentId"));
    assertThat(row.getString("failure.code")).isEqualTo("payment_intent_payment_attempt_failed");
    assertThat(row.getString("failure.message")).isNotBlank();
    assertThat(orderStatus(order)).isEqualTo("pending");
    assertThat(live(order)).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itsOrderIsPaidAnewInEitherWayWhetherItsEventsComeOrNot(boolean told) {
    long order = order();
    if (!told) {
      loseEvents();
    }
    var session = refused(order);
    sandbox.faults().dropEvents(false);

    var again = begun(order);
    pay(again, GOOD_CARD);

    assertThat(again.getLong("paymentId")).isNotEqualTo(session.getLong("paymentId"));
    isPaidOnce(order, session);
  }

  @Test
  void aBareIntentPaysItToo() {
    long order = order();
    var session = refused(order);

    sandbox.confirm(started(order).getString("paymentIntentId"), GOOD_CARD);

    isPaidOnce(order, session);
  }

  @Test
  void itsOrderIsCanceledWithoutACallThatStripeRefuses() {
    long order = order();
    var session = refused(order);
    eventuallyIs(session.getLong("paymentId"), "failed");
    sandbox.clearRequests();

    json(asService().post("/v1/orders/" + order + "/cancel"), 200);

    assertThat(orderStatus(order)).isEqualTo("canceled");
    assertThat(sandbox.requests())
        .filteredOn(request -> request.method().equals("POST"))
        .extracting(RecordedRequest::path)
        .isEmpty();
  }

  /** Of the session that was refused, and of the one that was paid after it. */
  static Stream<List<String>> orders() {
    var orders = new ArrayList<List<String>>();
    permute(List.of("1 " + REFUSED, "1 " + DECLINED, "2 " + COMPLETED, "2 " + SUCCEEDED), orders);
    return orders.stream();
  }

  private static void permute(List<String> rest, List<List<String>> orders) {
    permute(List.of(), rest, orders);
  }

  private static void permute(List<String> begun, List<String> rest, List<List<String>> orders) {
    if (rest.isEmpty()) {
      orders.add(begun);
    }
    for (var next : rest) {
      permute(
          Stream.concat(begun.stream(), Stream.of(next)).toList(),
          rest.stream().filter(other -> !other.equals(next)).toList(),
          orders);
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void everyOrderOfTheEventsOfBothEndsTheSame(List<String> events) {
    long order = order();
    loseEvents();
    var first = refused(order);
    var second = begun(order);
    pay(second, GOOD_CARD);

    for (var event : Stream.concat(events.stream(), events.stream()).toList()) {
      var session = event.startsWith("1") ? first : second;
      deliver(event(event.substring(2), session).toString()).then().statusCode(200);
    }
    workedOff();

    isPaidOnce(order, first);
  }
}
