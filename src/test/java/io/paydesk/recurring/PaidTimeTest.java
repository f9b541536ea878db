package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.stripe.InvoiceLine;
import io.paydesk.stripe.SubscriptionSnapshot;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Until when a subscription is paid for while Stripe collects no invoices. */
class PaidTimeTest {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant EARLIER = START.minus(Duration.ofDays(31));

  private static ObjectNode paused(String status, String billingReason, String invoiceStatus) {
    var subscription = JsonNodeFactory.instance.objectNode();
    subscription.put("id", "sub_1").put("status", status);
    subscription.putObject("pause_collection").put("behavior", "void");
    subscription
        .putObject("latest_invoice")
        .put("id", "in_1")
        .put("billing_reason", billingReason)
        .put("status", invoiceStatus)
        .putObject("lines")
        .putArray("data");
    return subscription;
  }

  private static SubscriptionSnapshot period(String billingReason, String invoiceStatus) {
    return of(billingReason, invoiceStatus, "si_1", false);
  }

  private static SubscriptionSnapshot of(
      String billingReason, String invoiceStatus, String item, boolean proration) {
    var subscription = paused("active", billingReason, invoiceStatus);
    var line = subscription.withArray("/latest_invoice/lines/data").addObject();
    line.put("amount", 1500);
    line.putObject("period").put("start", START.getEpochSecond()).put("end", END.getEpochSecond());
    line.putObject("parent")
        .putObject("subscription_item_details")
        .put("subscription", "sub_1")
        .put("subscription_item", item)
        .put("proration", proration);
    return SubscriptionSnapshot.of(subscription);
  }

  private static Instant paidUntil(Instant known, SubscriptionSnapshot seen) {
    return PaidTime.after(known, seen, "si_1", START, END);
  }

  @Test
  void aPeriodThatIsPaidForLastsToItsEnd() {
    assertThat(paidUntil(null, period("subscription_cycle", "paid"))).isEqualTo(END);
    assertThat(paidUntil(START, period("subscription_create", "paid"))).isEqualTo(END);
    assertThat(paidUntil(START, period("subscription_update", "paid"))).isEqualTo(END);
  }

  @Test
  void aPeriodThatNobodyPaidForLeavesWhatWasPaidBefore() {
    for (var status : new String[] {"void", "draft", "open", "uncollectible"}) {
      assertThat(paidUntil(START, period("subscription_cycle", status))).isEqualTo(START);
      assertThat(paidUntil(EARLIER, period("subscription_cycle", status))).isEqualTo(EARLIER);
    }
  }

  @Test
  void lateNewsOfAPauseLeavesTheLastPaidPeriod() {
    assertThat(paidUntil(EARLIER, period("subscription_cycle", "void"))).isEqualTo(EARLIER);
    assertThat(paidUntil(EARLIER, of("subscription_update", "paid", "si_1", true)))
        .isEqualTo(EARLIER);
  }

  @Test
  void anInvoiceForMoreSeatsOrForAnAddOnPaysForNoPeriodOfOurs() {
    assertThat(paidUntil(START, of("subscription_update", "paid", "si_1", true))).isEqualTo(START);
    assertThat(paidUntil(START, of("subscription_update", "paid", "si_2", false))).isEqualTo(START);
  }

  @Test
  void withoutEarlierNewsTheLatestInvoiceDecides() {
    assertThat(paidUntil(null, period("subscription_cycle", "draft"))).isEqualTo(START);
    assertThat(paidUntil(null, of("subscription_update", "paid", "si_1", true))).isEqualTo(END);
  }

  @Test
  void aTrialIsPaidForToItsEndWheneverThatIs() {
    var trial = paused("trialing", "subscription_create", "paid");
    trial.put("trial_end", END.plus(Duration.ofDays(9)).getEpochSecond());

    assertThat(paidUntil(START, SubscriptionSnapshot.of(trial)))
        .isEqualTo(END.plus(Duration.ofDays(9)));
  }

  @Test
  void aSwapToAShorterPeriodCreditsTheRest() {
    assertThat(paidUntil(END.plus(Duration.ofDays(300)), period("subscription_cycle", "open")))
        .isEqualTo(END);
  }

  @Test
  void aPeriodThatIsPaidLaterCountsUnlessALaterOneWasPaid() {
    var line = new InvoiceLine("sub_1", "si_1", "price_1", 1L, 1500, false, START, END);
    var seats = new InvoiceLine("sub_1", "si_1", "price_1", 1L, 1500, true, START, END);

    assertThat(PaidTime.with(null, line)).isEqualTo(END);
    assertThat(PaidTime.with(START, line)).isEqualTo(END);
    assertThat(PaidTime.with(END.plusSeconds(1), line)).isEqualTo(END.plusSeconds(1));
    assertThat(PaidTime.with(START, seats)).isEqualTo(START);
  }
}
