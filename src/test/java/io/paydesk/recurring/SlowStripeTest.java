package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stripe's answers are slow, but far faster than the limit. */
@QuarkusTest
@TestProfile(SlowStripeTest.AsInProduction.class)
class SlowStripeTest extends SubscriptionTest {

  /**
   * Other tests have shorter limits, so that they need not wait. A busy machine takes a second too.
   */
  public static class AsInProduction implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("paydesk.webhook.patience", "10S", "paydesk.stripe.timeout", "8S");
    }
  }

  private static final int MANY = 40;

  /**
   * Ends this test's subscriptions, so that they do not renew when another test moves the clock.
   */
  @AfterEach
  void end() {
    sandbox.faults().clear();
    sandbox.billing().subscriptions().stream()
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
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
