package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.paydesk.stripe.SubscriptionSnapshot;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Until when is paid for while Stripe collects no invoices. */
class CollectionPauseTest {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

  private static SubscriptionSnapshot paused(String billingReason, String invoiceStatus) {
    var subscription = JsonNodeFactory.instance.objectNode();
    subscription.put("id", "sub_1").put("status", "active");
    subscription.putObject("pause_collection").put("behavior", "void");
    subscription
        .putObject("latest_invoice")
        .put("id", "in_1")
        .put("billing_reason", billingReason)
        .put("status", invoiceStatus);
    return SubscriptionSnapshot.of(subscription);
  }

  private static Instant paidUntil(Instant known, SubscriptionSnapshot seen) {
    var before = known == null ? null : new CollectionPause("void", null, known);
    return CollectionPause.after(before, seen, START, END).paidUntil();
  }

  @Test
  void whatWasPaidBeforeThePauseLastsToItsEnd() {
    assertThat(paidUntil(null, paused("subscription_cycle", "paid"))).isEqualTo(END);
    assertThat(paidUntil(null, paused("subscription_create", "paid"))).isEqualTo(END);
  }

  @Test
  void aPeriodThatBeganMeanwhileIsNotPaidFor() {
    assertThat(paidUntil(START, paused("subscription_cycle", "void"))).isEqualTo(START);
    assertThat(paidUntil(null, paused("subscription_cycle", "draft"))).isEqualTo(START);
    var earlier = START.minus(Duration.ofDays(30));
    assertThat(paidUntil(earlier, paused("subscription_cycle", "draft"))).isEqualTo(earlier);
  }

  @Test
  void aRenewalThatSomebodyPaysInThePauseCounts() {
    assertThat(paidUntil(START, paused("subscription_cycle", "paid"))).isEqualTo(END);
  }

  @Test
  void anInvoiceForMoreSeatsPaysForNoPeriod() {
    assertThat(paidUntil(START, paused("subscription_update", "paid"))).isEqualTo(START);
  }
}
