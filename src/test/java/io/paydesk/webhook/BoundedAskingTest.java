package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stripe is slow, and many events need its answer. */
@QuarkusTest
class BoundedAskingTest extends SubscriptionTest {

  /** Longer than a callback waits for an answer. */
  private static final Duration SLOW = Duration.ofSeconds(60);

  /** The most that are claimed at once: eight parts of at most thirteen subjects. */
  private static final int BATCH = 100;

  /** Seven such parts are at work, in all places but one, when the last batch is claimed. */
  private static final int MOST_CLAIMED = 7 * 13 + BATCH;

  private static final int LOST = 20;

  @Inject LongPatience patience;

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
    // An attempt is to last while a test looks.
    patience.begin(Duration.ofSeconds(6));
  }

  /** No other test is to see what Stripe is still asked here. */
  @AfterEach
  void end() {
    sandbox.faults().clear();
    eventually(
        x -> {
          tables()
              .change(
                  "update stripe_event set next_attempt_at = now() + interval '1 day'"
                      + " where claim is null and object_id like ?",
                  like());
          assertThat(claimed()).isZero();
        });
    tables().change("delete from stripe_event where object_id like ?", like());
    patience.end();
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
      insertLater(unmarked(n), 0);
    }
    makeDue();
    eventually(x -> assertThat(claimed()).isGreaterThanOrEqualTo(BATCH));

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
    for (int n = 0; n < LOST; n++) {
      insertLater(unmarked(n), 2);
    }
    makeDue();

    // On a busy machine the attempt may be over before the payments are. Then it is seen with the
    // next event.
    eventually(
        x -> {
          eventually(y -> assertThat(tried()).matches("\\S+ of \\d+"));
          var one = tried();
          // Each is a round in which another event could be claimed.
          pay(begun());
          pay(begun());

          assertThat(tried()).isEqualTo(one);
        });
  }

  /**
   * Those that are tried, of those that were not tried again yet. For a moment all have a claim,
   * until all but one are released; and after its attempt an event is like any other.
   */
  private String tried() {
    return tables()
        .text(
            """
            select string_agg(object_id, ' ' order by object_id) filter (where claim is not null)
              || ' of ' || nullif(count(*), 1)
            from stripe_event where lost >= 2 and object_id like ?
            """,
            like());
  }

  private void insertLater(ObjectNode event, int lost) {
    tables()
        .change(
            """
            insert into stripe_event (id, type, livemode, object_id, created, body, status, attempts, lost,
              next_attempt_at)
            values (?, 'payment_intent.succeeded', false, ?, now(), ?, 'waiting', ?, ?, now() + interval '1 day')
            """,
            event.get("id").textValue(),
            event.at("/data/object/id").textValue(),
            event.toString(),
            lost,
            lost);
  }

  /** All at once. */
  private void makeDue() {
    tables()
        .change("update stripe_event set next_attempt_at = now() where object_id like ?", like());
  }
}
