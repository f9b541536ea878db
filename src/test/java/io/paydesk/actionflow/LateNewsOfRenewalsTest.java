package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Late news of a renewal says nothing about the next one. */
@QuarkusTest
class LateNewsOfRenewalsTest extends SubscriptionTest {

  @BeforeEach
  void follow() {
    Ledger.follows = true;
  }

  /** Ends this test's subscription, so that it does not renew when another test moves the clock. */
  @AfterEach
  void forget() {
    Ledger.forget();
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  private static ObjectNode upcoming(String subscription, Instant periodEnd) {
    var invoice = JsonNodeFactory.instance.objectNode();
    invoice.put("id", "upcoming_in_" + Long.toHexString(System.nanoTime()));
    invoice.put("object", "invoice");
    invoice.putObject("parent").putObject("subscription_details").put("subscription", subscription);
    invoice.put("period_end", periodEnd.getEpochSecond());
    return StripeEvents.event("invoice.upcoming", invoice);
  }

  private void applied(ObjectNode event) {
    deliver(event.toString()).then().statusCode(200);
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status from stripe_event where id = ?",
                            event.get("id").textValue()))
                .isEqualTo("done"));
  }

  private long told(long id) {
    return tables()
        .number(
            "select count(*) from actionflow_run where subject = ?"
                + " and transition = 'renewal_ahead' and target = 'flow:FirstLedger'",
            "recurring_payment:" + id);
  }

  @Test
  void lateNewsOfARenewalIsNotTakenForTheNextRenewal() {
    var started = active(monthly());
    long id = started.getLong("recurringPayment.id");
    var subscription = started.getString("recurringPayment.subscriptionId");
    var begun = Instant.parse(recurring(id).getString("currentPeriodStart"));
    var ends = Instant.parse(recurring(id).getString("currentPeriodEnd"));

    applied(upcoming(subscription, begun));
    assertThat(told(id)).isZero();

    applied(upcoming(subscription, ends));
    assertThat(told(id)).isEqualTo(1);
  }
}
