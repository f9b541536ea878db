package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stripe's answers are slow, but far faster than the limit. */
@QuarkusTest
class SlowStripeTest extends SubscriptionTest {

  private static final int MANY = 40;

  @Inject LongPatience patience;

  /**
   * Other tests have shorter limits, so that they need not wait. A busy machine takes a second too.
   */
  @BeforeEach
  void asInProduction() {
    patience.begin();
  }

  @AfterEach
  void asInOtherTests() {
    patience.end();
  }

  @Test
  void manyEventsAreAppliedAtTheFirstAttemptEvenWhileStripeIsSlow() {
    loseEvents();
    var events = new ArrayList<ObjectNode>();
    for (int i = 0; i < MANY; i++) {
      price = sandbox.billing().price("usd", 1500, "month");
      Json started = subscribed(monthly());
      pay(started, GOOD_CARD);
      events.add(
          StripeEvents.event(
              "customer.subscription.updated",
              sandbox
                  .billing()
                  .subscription(started.getString("recurringPayment.subscriptionId"))));
    }
    sandbox.faults().holdNext("GET /v1/subscriptions/", Duration.ofMillis(500), MANY);

    events.parallelStream().forEach(event -> deliver(event.toString()).then().statusCode(200));

    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from recurring_payment where user_id = ? and status = 'active'",
                            user))
                .isEqualTo(MANY));
    assertThat(
            events.stream()
                .map(
                    event ->
                        tables()
                            .text(
                                "select status || ' ' || attempts from stripe_event where id = ?",
                                event.path("id").textValue())))
        .containsOnly("done 1");
  }
}
