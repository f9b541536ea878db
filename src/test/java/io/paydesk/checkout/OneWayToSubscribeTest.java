package io.paydesk.checkout;

import static io.paydesk.checkout.CheckoutTest.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** A user has one live subscription of a price, over sessions and bare subscriptions. */
@QuarkusTest
class OneWayToSubscribeTest extends OneWayTest {

  @Override
  protected long ordered() {
    return monthly();
  }

  @Override
  protected String field() {
    return "recurringPaymentId";
  }

  @Override
  protected String stateOf(long row) {
    return status(row);
  }

  @Override
  protected String ended() {
    return "incomplete_expired";
  }

  @Override
  protected Answer askForAnother(long order) {
    return ask(on("embedded", order));
  }

  @Override
  protected void isPaid(long order, Json session) {
    isPaidOnce(order, rowOf(session), session);
  }

  @Test
  void aBareSubscriptionEndsTheLiveSessionFirstAndTheReverse() {
    long order = monthly();
    var session = begun(order);

    var bare = subscribed(order);

    hasEnded(session);

    var again = begun(order);

    assertThat(status(bare.getLong("recurringPayment.id"))).isEqualTo("incomplete_expired");
    complete(again, GOOD_CARD);
    isPaidOnce(order, rowOf(again), again);
  }

  @Test
  void aSessionOfAnotherOrderOfTheSamePriceMakesWay() {
    var first = begun(monthly());
    long order = monthly();

    var second = begun(order);

    hasEnded(first);
    assertThat(status(rowOf(second))).isEqualTo("incomplete");
  }

  @Test
  void wherePayerWasFasterNothingNewBegins() {
    long order = monthly();
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);

    isRefused(ask(on("embedded", order)), 409, "subscription-exists");
    isRefused(ask(on("hosted", order)), 409, "order-already-paid");
    assertThat(orderStatus(order)).isEqualTo("paid");
    isRefused(ask(on("hosted", monthly())), 409, "subscription-exists");
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @Test
  void whileABankDecidesNothingElseBegins() {
    long order = monthly();
    var session = begun(order);
    sandbox.faults().banksWait(true);
    loseEvents();
    complete(session, BANK_THAT_PAYS);

    isRefused(ask(on("embedded", order)), 409, "subscription-exists");

    assertThat(live(order)).isEqualTo(1);
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @Test
  void twoSurfacesRacedByTenClientsLeaveOneLiveSession() {
    long order = monthly();

    race(order, number -> ask(on(number % 2 == 0 ? "hosted" : "embedded", order)));

    assertThat(sessionsOf(order))
        .filteredOn(made -> made.path("status").asText().equals("open"))
        .singleElement()
        .satisfies(
            made ->
                assertThat(made.path("id").asText())
                    .isEqualTo(
                        tables()
                            .text(
                                """
                                select checkout_session_id from recurring_payment
                                where order_id = ? and status = 'incomplete'
                                """,
                                order)));
  }
}
