package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.checkout.CheckoutTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an app's logic is told of checkout sessions. */
@QuarkusTest
class CheckoutFlowsTest extends CheckoutTest {

  @BeforeEach
  void follow() {
    Ledger.follows = true;
  }

  @AfterEach
  void forget() {
    Ledger.forget();
  }

  private List<String> told() {
    return Ledger.of(user).stream()
        .filter(entry -> entry.bean().equals("FirstLedger"))
        .map(entry -> entry.method() + " " + entry.run().transition())
        .toList();
  }

  @Test
  void aPaidSessionRunsOnceWhateverIsHeardOfIt() {
    long order = order();
    var session = begun(order);
    pay(session, GOOD_CARD);
    eventuallyPaid(order);
    for (int i = 0; i < 2; i++) {
      deliver(StripeEvents.event("checkout.session.completed", atStripe(session)).toString())
          .then()
          .statusCode(200);
    }
    workedOff();

    eventually(x -> assertThat(told()).isNotEmpty());
    eventually(
        x ->
            assertThat(payment(session.getLong("paymentId")).getBoolean("callbackProcessed"))
                .isTrue());
    assertThat(told()).containsExactly("stripePaymentCallback succeeded");
  }

  @Test
  void anExpiredSessionIsTold() {
    var session = begun(order());

    sandbox.checkout().expire(session.getString("sessionId"));

    eventually(x -> assertThat(told()).containsExactly("stripePaymentFailed canceled"));
  }

  @Test
  void aBanksRefusalAfterASessionIsTold() {
    var session = begun(order());

    pay(session, "pm_usBankAccount_insufficientFunds");

    eventually(x -> assertThat(told()).contains("stripePaymentFailed failed"));
  }

  @Test
  void anOrderThatACodeCoversIsToldOnce() {
    var code = code(Map.of("percent_off", "100")).getString("id");
    var body = Map.of("userId", user, "price", "20.00", "currency", "usd", "promotionCode", code);
    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    var session = begun(order);

    sandbox.checkout().pay(session.getString("sessionId"), null);

    eventuallyPaid(order);
    eventually(x -> assertThat(told()).containsExactly("stripePaymentCallback succeeded"));
    var shown = Ledger.of(user).get(0).order();
    assertThat(List.of(shown.subtotal(), shown.discount(), shown.tax(), shown.total()))
        .containsExactly(2_000L, 2_000L, 0L, 0L);
    assertThat(shown.charged()).isZero();
  }
}
