package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How far behind the inbox reports to be. */
@QuarkusTest
class InboxLagTest extends PaydeskTest {

  @Inject InboxMeters inbox;
  @Inject MeterRegistry meters;

  private String id;

  /** While it waits untried, no other test begins. */
  @AfterEach
  void letItBeDone() {
    sandbox.faults().clear();
    tables().change("update stripe_event set next_attempt_at = now() where id = ?", id);
  }

  private double lag() {
    inbox.look().await().indefinitely();
    return meters.get("paydesk.inbox.lag.seconds").gauge().value();
  }

  @Test
  void oneEventThatFailsForHoursDoesNotHideHowTheOthersAre() {
    var payment = started(order()).getString("paymentIntentId");
    sandbox.faults().failNext("GET /v1/payment_intents/" + payment, 500, 1_000);
    var event =
        StripeEvents.intentEvent(
            "payment_intent.processing", sandbox.paymentIntent(payment), "processing");
    id = event.get("id").textValue();
    deliver(event.toString()).then().statusCode(200);
    eventually(
        x ->
            assertThat(tables().text("select last_error from stripe_event where id = ?", id))
                .contains("Stripe must be asked first"));
    // Not during an attempt, which would set another time.
    eventually(
        x ->
            assertThat(
                    tables()
                        .change(
                            "update stripe_event set received_at = now() - interval '3 hours',"
                                + " waiting_since = now() - interval '3 hours',"
                                + " next_attempt_at = now() + interval '1 hour'"
                                + " where id = ? and claim is null",
                            id))
                .isEqualTo(1));

    assertThat(lag()).isLessThan(3_600);

    tables().change("update stripe_event set attempts = 0 where id = ?", id);
    // A scheduled look that read before may end later.
    eventually(x -> assertThat(lag()).isGreaterThan(3_600));
  }
}
