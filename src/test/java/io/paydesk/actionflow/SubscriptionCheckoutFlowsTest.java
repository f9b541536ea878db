package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.checkout.SubscriptionCheckoutTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an app's logic is told of checkout sessions that make subscriptions. */
@QuarkusTest
class SubscriptionCheckoutFlowsTest extends SubscriptionCheckoutTest {

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
        .map(entry -> entry.run().transition())
        .toList();
  }

  @Test
  void aCompletedSessionStartsAccessOnceAndPaysOnceWhateverIsHeardOfIt() {
    long order = monthly();
    var session = begun(order);
    workedOff();
    assertThat(told()).isEmpty();

    complete(session, GOOD_CARD);
    isPaidOnce(order, rowOf(session), session);
    for (int i = 0; i < 2; i++) {
      deliver(StripeEvents.event("checkout.session.completed", atStripe(session)).toString())
          .then()
          .statusCode(200);
    }
    workedOff();

    eventually(x -> assertThat(told()).containsExactlyInAnyOrder("started", "paid"));
    eventually(x -> assertThat(recurring(rowOf(session)).getBoolean("callbackProcessed")).isTrue());
    assertThat(told()).containsExactlyInAnyOrder("started", "paid");
  }

  @Test
  void anExpiredSessionIsToldAsAnEnd() {
    var session = begun(monthly());

    sandbox.checkout().expire(session.getString("sessionId"));

    eventually(x -> assertThat(told()).containsExactly("canceled"));
  }
}
