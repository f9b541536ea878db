package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the app knows of access, even from before that was stored. */
class AccessTest {

  private static final Instant SOON = Instant.parse("2026-12-01T00:00:00Z");

  private static RecurringPayment row(RecurringPaymentStatus status, int revivals) {
    var row = new RecurringPayment();
    row.status = status;
    row.revivals = revivals;
    return row;
  }

  @Test
  void aRowThatRanBeforeAccessWasStoredDoesNotStartAgain() {
    var before = Access.of(row(RecurringPaymentStatus.ACTIVE, 0));

    var after = before.then(SOON);

    assertThat(before.given()).isTrue();
    assertThat(after).isEqualTo(new Access(true, 1, SOON));
  }

  @Test
  void aRowThatStartedWithoutACardEndsAndBeginsAgain() {
    var ended = Access.of(row(RecurringPaymentStatus.TRIALING, 0)).then(null);

    assertThat(ended).isEqualTo(new Access(false, 1, null));
    assertThat(ended.then(SOON)).isEqualTo(new Access(true, 2, SOON));
  }

  @Test
  void aNewSubscriptionStartsOnce() {
    var before = Access.of(row(RecurringPaymentStatus.INCOMPLETE, 0));

    assertThat(before).isEqualTo(new Access(false, 0, null));
    assertThat(before.then(SOON)).isEqualTo(new Access(true, 1, SOON));
    assertThat(before.then(null)).isEqualTo(before);
  }

  @Test
  void aRevivedSubscriptionIsCountedOn() {
    assertThat(Access.of(row(RecurringPaymentStatus.CANCELED, 1)).then(SOON))
        .isEqualTo(new Access(true, 3, SOON));
  }
}
