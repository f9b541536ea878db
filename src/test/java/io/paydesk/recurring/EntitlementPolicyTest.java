package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.paydesk.recurring.EntitlementPolicy.Terms;
import io.paydesk.recurring.EntitlementsView.Entitlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class EntitlementPolicyTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration GRACE = Duration.ofDays(7);

  private static RecurringPayment recurring(long id, RecurringPaymentStatus status) {
    var recurring = new RecurringPayment();
    recurring.id = id;
    recurring.priceId = "price_monthly";
    recurring.status = status;
    recurring.firstInvoiceId = "in_123";
    recurring.currentPeriodStart = NOW.minus(Duration.ofDays(3));
    recurring.pastDueSince = NOW.minus(Duration.ofDays(3));
    recurring.currentPeriodEnd = NOW.plus(Duration.ofDays(27));
    return recurring;
  }

  private static List<Entitlement> entitled(RecurringPayment... rows) {
    return EntitlementPolicy.of(List.of(rows), new Terms(GRACE, false), NOW);
  }

  @Test
  void anActiveSubscriptionLastsForItsPeriodAndALittleForTheRenewal() {
    assertThat(entitled(recurring(1, RecurringPaymentStatus.ACTIVE)))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.until()).isEqualTo(NOW.plus(Duration.ofDays(27)).plusSeconds(3600));
              assertThat(one.recurringPaymentId()).isEqualTo(1);
            });
  }

  @Test
  void anActiveRowWithoutNewsOfARenewalForHoursGivesNothing() {
    var stale = recurring(1, RecurringPaymentStatus.ACTIVE);
    stale.currentPeriodEnd = NOW.minus(Duration.ofHours(2));

    assertThat(entitled(stale)).isEmpty();
  }

  @Test
  void anEndInTheMiddleOfAPeriodEndsItThen() {
    var ending = recurring(1, RecurringPaymentStatus.ACTIVE);
    ending.ending = new Ending(NOW.plus(Duration.ofDays(10)), null, null, null, null);
    assertThat(entitled(ending))
        .singleElement()
        .satisfies(one -> assertThat(one.until()).isEqualTo(NOW.plus(Duration.ofDays(10))));

    ending.ending = new Ending(NOW.minusSeconds(1), null, null, null, null);
    assertThat(entitled(ending)).isEmpty();
  }

  @Test
  void aPlannedEndAlsoEndsTheGracePeriod() {
    var ending = recurring(1, RecurringPaymentStatus.PAST_DUE);
    ending.ending = new Ending(NOW.plus(Duration.ofDays(1)), null, null, null, null);

    assertThat(entitled(ending))
        .singleElement()
        .satisfies(one -> assertThat(one.until()).isEqualTo(NOW.plus(Duration.ofDays(1))));
  }

  @Test
  void aSubscriptionThatEndsWithItsPeriodWaitsForNoRenewal() {
    var ending = recurring(1, RecurringPaymentStatus.ACTIVE);
    ending.cancelAtPeriodEnd = true;

    assertThat(entitled(ending))
        .singleElement()
        .satisfies(one -> assertThat(one.until()).isEqualTo(ending.currentPeriodEnd));
  }

  @Test
  void duringAPauseAccessGoesOnOrEndsWithThePaidPeriod() {
    var paused = recurring(1, RecurringPaymentStatus.ACTIVE);
    paused.pause = new CollectionPause("void", null, null);
    paused.paidUntil = NOW.minus(Duration.ofDays(1));

    assertThat(entitled(paused)).hasSize(1);
    assertThat(EntitlementPolicy.of(List.of(paused), new Terms(GRACE, true), NOW)).isEmpty();
    paused.paidUntil = NOW.plus(Duration.ofDays(2));
    assertThat(EntitlementPolicy.of(List.of(paused), new Terms(GRACE, true), NOW))
        .singleElement()
        .satisfies(one -> assertThat(one.until()).isEqualTo(NOW.plus(Duration.ofDays(2))));
  }

  @Test
  void eachItemGivesItsOwnPriceForItsOwnPeriodAndQuantityZeroGivesNothing() {
    var row = recurring(1, RecurringPaymentStatus.ACTIVE);
    long own = NOW.plus(Duration.ofDays(27)).getEpochSecond();
    long yearly = NOW.plus(Duration.ofDays(300)).getEpochSecond();
    row.items =
        new SoldItems(
            List.of(
                new SoldItem("si_1", "price_monthly", 2, own),
                new SoldItem("si_2", "price_addon", 3, yearly),
                new SoldItem("si_3", "price_none", 0, own)));

    assertThat(entitled(row))
        .extracting(Entitlement::priceId, Entitlement::quantity, Entitlement::until)
        .containsExactly(
            tuple("price_addon", 3, Instant.ofEpochSecond(yearly).plusSeconds(3600)),
            tuple("price_monthly", 2, Instant.ofEpochSecond(own).plusSeconds(3600)));
  }

  @Test
  void aTrialGivesAccessOnlyOnceACardIsThere() {
    var trial = recurring(1, RecurringPaymentStatus.TRIALING);
    trial.trialEnd = NOW.plus(Duration.ofDays(10));
    assertThat(entitled(trial)).hasSize(1);

    trial.pendingSetupIntent = "seti_123";

    assertThat(entitled(trial)).isEmpty();
  }

  @Test
  void graceRunsFromWhenTheRenewalWasDueAndOnlyAfterAPaidInvoice() {
    assertThat(entitled(recurring(1, RecurringPaymentStatus.PAST_DUE)))
        .singleElement()
        .satisfies(one -> assertThat(one.until()).isEqualTo(NOW.plus(Duration.ofDays(4))));
    var unpaid = recurring(2, RecurringPaymentStatus.PAST_DUE);
    unpaid.firstInvoiceId = null;
    assertThat(entitled(unpaid)).isEmpty();
    var late = recurring(1, RecurringPaymentStatus.PAST_DUE);
    late.pastDueSince = NOW.minus(Duration.ofDays(8));
    // Another period has begun meanwhile, and is not paid either.
    late.currentPeriodStart = NOW.minus(Duration.ofDays(1));
    assertThat(entitled(late)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"ACTIVE", "TRIALING", "PAST_DUE"})
  void nothingElseGivesAccess(RecurringPaymentStatus status) {
    assertThat(entitled(recurring(1, status))).isEmpty();
  }

  @Test
  void theLongestSubscriptionOfAPriceCountsAndOtherPricesAreListedToo() {
    var shorter = recurring(2, RecurringPaymentStatus.ACTIVE);
    shorter.currentPeriodEnd = NOW.plus(Duration.ofDays(1));
    shorter.quantity = 5;
    var other = recurring(3, RecurringPaymentStatus.ACTIVE);
    other.priceId = "price_addon";

    assertThat(entitled(shorter, recurring(1, RecurringPaymentStatus.ACTIVE), other))
        .extracting(Entitlement::priceId, Entitlement::recurringPaymentId, Entitlement::quantity)
        .containsExactly(tuple("price_addon", 3L, 1), tuple("price_monthly", 1L, 5));
  }
}
