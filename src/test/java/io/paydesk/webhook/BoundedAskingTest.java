package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stripe is slow, and many events need its answer. */
@QuarkusTest
class BoundedAskingTest extends SubscriptionTest {

  /** Longer than a callback waits for an answer. */
  private static final Duration SLOW = Duration.ofSeconds(12);

  /** Seven places are at work with sixteen subjects each when the last batch is claimed. */
  private static final int MOST_CLAIMED = 7 * 16 + 100;

  private static final int LOST = 20;

  private ObjectNode ofOurCustomer;

  @BeforeEach
  void slow() {
    var started = active(monthly());
    loseEvents();
    var subscription =
        sandbox.billing().subscription(started.getString("recurringPayment.subscriptionId"));
    var invoice = subscription.path("latest_invoice").asText();
    ofOurCustomer =
        (ObjectNode) sandbox.paymentIntent(sandbox.billing().paymentOf(invoice)).deepCopy();
    ofOurCustomer.putObject("metadata");
    sandbox.faults().holdNext("GET /v1/invoice_payments", SLOW, 10_000);
  }

  @AfterEach
  void end() {
    sandbox.faults().clear();
    tables()
        .change("delete from stripe_event where status = 'waiting' and object_id like ?", like());
  }

  private String like() {
    return "pi_" + user + "%";
  }

  /** An intent without our mark. */
  private ObjectNode unmarked(int n) {
    return StripeEvents.succeeded(ofOurCustomer.put("id", "pi_" + user + n));
  }

  private long claimed() {
    return tables()
        .number(
            "select count(*) from stripe_event where claim is not null and object_id like ?",
            like());
  }

  private long begun() {
    long order = order();
    sandbox.confirm(started(order).getString("paymentIntentId"), GOOD_CARD);
    return order;
  }

  /**
   * Needs no answer of Stripe's. Everything that was due before is claimed by then, if it ever is.
   */
  private void pay(long order) {
    var intent = tables().text("select payment_intent_id from payment where order_id = ?", order);
    deliver(StripeEvents.succeeded(sandbox.paymentIntent(intent)).toString());
    eventuallyPaid(order);
  }

  @Test
  void eventsThatNeedStripeWaitInTheInboxAndOthersAreApplied() {
    long order = begun();
    int delivered = MOST_CLAIMED + 50;
    for (int n = 0; n < delivered; n++) {
      deliver(unmarked(n).toString()).then().statusCode(200);
    }

    pay(order);

    assertThat(claimed()).isLessThanOrEqualTo(MOST_CLAIMED);
    assertThat(
            tables()
                .number(
                    "select count(*) from stripe_event where status = 'waiting' and object_id like ?",
                    like()))
        .isEqualTo(delivered);
  }

  @Test
  void eventsThatWereLostWithTheirProcessAreTriedOneAtATime() {
    var orders = List.of(begun(), begun(), begun());
    for (int n = 0; n < LOST; n++) {
      var event = unmarked(n);
      tables()
          .change(
              """
              insert into stripe_event (id, type, livemode, object_id, created, body, status, attempts, lost,
                next_attempt_at)
              values (?, 'payment_intent.succeeded', false, ?, now(), ?, 'waiting', 2, 2, now() + interval '1 day')
              """,
              event.get("id").textValue(),
              event.at("/data/object/id").textValue(),
              event.toString());
    }

    tables()
        .change("update stripe_event set next_attempt_at = now() where object_id like ?", like());

    eventually(x -> assertThat(isOneTriedWhileOthersWait()).isTrue());
    orders.forEach(this::pay);
  }

  /**
   * Of those that were not tried again yet. For a moment all have a claim, until all but one are
   * released; and after its attempt an event is like any other.
   */
  private boolean isOneTriedWhileOthersWait() {
    return tables()
        .text(
            """
            select count(claim) = 1 and count(*) > 1
            from stripe_event where lost >= 2 and object_id like ?
            """,
            like())
        .equals("t");
  }
}
