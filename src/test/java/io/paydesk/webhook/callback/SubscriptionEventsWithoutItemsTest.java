package io.paydesk.webhook.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Json;
import io.paydesk.webhook.LongPatience;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Events of old API versions, or incomplete ones: what they contain is believed, the rest is
 * fetched.
 */
@QuarkusTest
class SubscriptionEventsWithoutItemsTest extends SubscriptionTest {

  private static final String RETRIEVE = "GET /v1/subscriptions";

  enum Body {
    WITHOUT_ITEMS {
      @Override
      void make(ObjectNode subscription) {
        subscription.remove("items");
      }
    },
    WITH_NO_ITEM {
      @Override
      void make(ObjectNode subscription) {
        subscription.putObject("items").put("object", "list").putArray("data");
      }
    },
    OF_2016 {
      @Override
      void make(ObjectNode subscription) {
        subscription.remove("items");
        subscription.put("quantity", 1).put("current_period_start", 1_480_000_000L);
        subscription
            .put("current_period_end", 1_482_592_000L)
            .putObject("plan")
            .put("id", "gold")
            .put("object", "plan")
            .put("interval", "month");
      }
    };

    abstract void make(ObjectNode subscription);
  }

  @Inject LongPatience patience;

  @BeforeEach
  void waitForStripe() {
    patience.begin();
  }

  @AfterEach
  void end() {
    patience.end();
    sandbox.faults().clear();
    sandbox.billing().subscriptions().stream()
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  private ObjectNode event(String type, Json started, Body body) {
    var event =
        StripeEvents.event(
            type,
            sandbox.billing().subscription(started.getString("recurringPayment.subscriptionId")));
    body.make(StripeEvents.object(event));
    return event;
  }

  private void isAppliedAtTheFirstAttempt(ObjectNode event) {
    deliver(event.toString()).then().statusCode(200);
    eventually(x -> assertThat(row(event, "status")).isEqualTo("done"));
    assertThat(row(event, "attempts")).isEqualTo("1");
  }

  private String row(ObjectNode event, String column) {
    return tables()
        .text("select " + column + " from stripe_event where id = ?", event.get("id").textValue());
  }

  @ParameterizedTest
  @EnumSource
  void theEndIsBelievedWithoutAnAnswerOfStripes(Body body) {
    var started = active(monthly());
    loseEvents();
    sandbox.billing().cancelAtDashboard(started.getString("recurringPayment.subscriptionId"));
    sandbox.faults().failNext(RETRIEVE, 500, 99);

    isAppliedAtTheFirstAttempt(event("customer.subscription.deleted", started, body));

    assertThat(status(started.getLong("recurringPayment.id"))).isEqualTo("canceled");
  }

  @ParameterizedTest
  @EnumSource
  void otherNewsIsFetched(Body body) {
    var started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    loseEvents();
    var price = recurring(id).getString("priceId");

    isAppliedAtTheFirstAttempt(event("customer.subscription.updated", started, body));

    assertThat(status(id)).isEqualTo("active");
    assertThat(recurring(id).getString("priceId")).isEqualTo(price);
  }

  /** While Stripe answers, its body need not be read, and no other event waits for it. */
  @Test
  void anEndThatCannotBeReadWaitsForStripesAnswerAlone() {
    var unreadable = active(monthly());
    price = sandbox.billing().price("usd", 1500, "month");
    var good = active(monthly());
    loseEvents();
    for (var one : new Json[] {unreadable, good}) {
      sandbox.billing().cancelAtDashboard(one.getString("recurringPayment.subscriptionId"));
    }
    sandbox.faults().failNext(RETRIEVE, 500, 99);
    var bad = event("customer.subscription.deleted", unreadable, Body.WITHOUT_ITEMS);
    StripeEvents.object(bad).put("canceled_at", 100_000_000_000_000_000L);

    deliver(bad.toString()).then().statusCode(200);
    isAppliedAtTheFirstAttempt(event("customer.subscription.deleted", good, Body.WITHOUT_ITEMS));

    eventually(x -> assertThat(row(bad, "last_error")).contains("canceled_at"));
    sandbox.faults().clear();
    sandbox.faults().dropEvents(true);
    eventually(x -> assertThat(row(bad, "status")).isEqualTo("done"));
    assertThat(status(unreadable.getLong("recurringPayment.id"))).isEqualTo("canceled");
  }
}
