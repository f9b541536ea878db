package io.paydesk.checkout;

import static io.paydesk.checkout.CheckoutTest.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order has one live way to pay, over sessions and intents. */
@QuarkusTest
class OneWayToPayTest extends OneWayTest {

  @Override
  protected long ordered() {
    return order();
  }

  @Override
  protected String field() {
    return "paymentId";
  }

  @Override
  protected String stateOf(long row) {
    return paymentStatus(row);
  }

  @Override
  protected String ended() {
    return "canceled";
  }

  @Override
  protected Answer askForAnother(long order) {
    return start(order);
  }

  @Override
  protected void isPaid(long order, Json session) {
    eventuallyPaid(order);
    assertThat(tables().number("select count(*) from payment where order_id = ?", order))
        .isEqualTo(2);
  }

  @Override
  protected long live(long order) {
    return tables()
        .number(
            """
            select count(*) from payment where order_id = ?
              and status in ('created', 'unknown', 'pending', 'processing')
            """,
            order);
  }

  @Test
  void soDoAWayBackAndTheWishToSave() {
    endTheLiveSessionFirst("cancelUrl", "https://shop.example/pay/other");
    endTheLiveSessionFirst("savePaymentMethod", true);
  }

  @Test
  void aBarePaymentEndsTheLiveSessionFirstAndTheReverse() {
    long order = order();
    var session = begun(order);

    var payment = started(order);

    hasEnded(session);

    var again = begun(order);

    assertThat(intentOf(payment.getLong("id")).path("status").asText()).isEqualTo("canceled");
    assertThat(paymentStatus(payment.getLong("id"))).isEqualTo("canceled");
    complete(again, GOOD_CARD);
    eventuallyPaid(order);
  }

  @Test
  void wherePayerWasFasterNothingNewBegins() {
    long order = order();
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);

    ask(on("embedded", order))
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-already-paid"));
    start(order)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-already-paid"));

    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @Test
  void whileABankDecidesNothingElseBegins() {
    long order = order();
    var session = begun(order);
    sandbox.faults().banksWait(true);
    loseEvents();
    complete(session, BANK_THAT_PAYS);

    for (var answer : List.of(ask(on("embedded", order)), start(order))) {
      answer
          .then()
          .statusCode(409)
          .body("type", equalTo("urn:paydesk:problem:payment-under-way"))
          .body("paymentId", equalTo(session.getInt("paymentId")))
          .body("detail", containsString("a bank decides"));
    }
    ask(on("hosted", order)).then().statusCode(200).body("status", equalTo("processing"));
    assertThat(live(order)).isEqualTo(1);
  }

  private Answer begin(String way, long order) {
    return way.equals("intent") ? start(order) : ask(on(way, order));
  }

  /** What the order's payers could pay with at Stripe, by Stripe's ids. */
  private List<String> openAtStripe(long order) {
    var sessions =
        sessionsOf(order).stream().filter(made -> made.path("status").asText().equals("open"));
    var intents =
        sandbox.paymentIntents().stream()
            .filter(made -> made.at("/metadata/paydesk_order").asText().equals("" + order))
            .filter(made -> !made.at("/metadata").has("paydesk_surface"))
            .filter(made -> !made.path("status").asText().equals("canceled"));
    return Stream.concat(sessions, intents).map(made -> made.path("id").asText()).toList();
  }

  @ParameterizedTest
  @CsvSource({"hosted, embedded", "embedded, hosted", "hosted, intent", "intent, elements"})
  void twoWaysRacedByTenClientsLeaveOneLiveWayToPay(String one, String other) {
    long order = order();

    race(order, number -> begin(number % 2 == 0 ? one : other, order));

    assertThat(openAtStripe(order))
        .containsExactly(
            tables()
                .text(
                    """
                    select coalesce(checkout_session_id, payment_intent_id) from payment
                    where order_id = ? and status = 'pending'
                    """,
                    order));
  }
}
