package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.stripe.SubscriptionSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Since when a renewal is due, by Stripe's own times. */
class PastDueSinceTest {

  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final Instant DUE = NOW.minus(Duration.ofDays(5));

  private static ObjectNode pastDue() {
    var subscription = JsonNodeFactory.instance.objectNode();
    subscription.put("id", "sub_1").put("status", "past_due");
    subscription
        .putObject("latest_invoice")
        .put("id", "in_1")
        .put("billing_reason", "subscription_cycle")
        .put("status", "open")
        .putObject("status_transitions")
        .put("finalized_at", DUE.getEpochSecond());
    return subscription;
  }

  private static RecurringPayment shown(ObjectNode subscription) {
    var row = new RecurringPayment();
    row.status = RecurringPaymentStatus.ACTIVE;
    row.priceId = "price_1";
    row.apply(SubscriptionSnapshot.of(subscription), NOW, NOW);
    return row;
  }

  @Test
  void aRenewalIsDueSinceItsInvoiceWasFinalizedEvenIfTheNewsIsLate() {
    assertThat(shown(pastDue()).pastDueSince).isEqualTo(DUE);
  }

  @Test
  void anInvoiceThatIsSentIsDueAtItsDate() {
    var subscription = pastDue();
    var date = NOW.minus(Duration.ofDays(2));
    ((ObjectNode) subscription.get("latest_invoice")).put("due_date", date.getEpochSecond());

    assertThat(shown(subscription).pastDueSince).isEqualTo(date);
  }

  @Test
  void withoutATimeOfStripesARenewalIsDueSinceItIsKnown() {
    var subscription = pastDue();
    subscription.put("latest_invoice", "in_1");

    assertThat(shown(subscription).pastDueSince).isEqualTo(NOW);
  }

  @Test
  void aStripeClockAheadOfOursDoesNotExtendTheGracePeriod() {
    var subscription = pastDue();
    var ahead = NOW.plus(Duration.ofDays(30)).getEpochSecond();
    ((ObjectNode) subscription.at("/latest_invoice/status_transitions")).put("finalized_at", ahead);

    assertThat(shown(subscription).pastDueSince).isBefore(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void repeatedNewsDoesNotMoveIt() {
    var row = shown(pastDue());
    var later = pastDue();
    ((ObjectNode) later.at("/latest_invoice/status_transitions"))
        .put("finalized_at", NOW.minusSeconds(60).getEpochSecond());

    row.apply(SubscriptionSnapshot.of(later), NOW.plusSeconds(1), NOW.plusSeconds(1));

    assertThat(row.pastDueSince).isEqualTo(DUE);
  }
}
