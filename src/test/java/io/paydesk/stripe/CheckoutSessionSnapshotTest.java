package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutSessionSnapshotTest {

  private static CheckoutSessionSnapshot read(String paymentStatus, String total) {
    return CheckoutSessionSnapshot.of(
        StripeJson.parse(
            """
            {"id": "cs_1", "status": "complete", "payment_status": "%s", "amount_total": %s}
            """
                .formatted(paymentStatus, total)));
  }

  @ParameterizedTest
  @CsvSource({
    "no_payment_required, 0, true",
    "paid, 0, true",
    "unpaid, 0, false",
    "paid, 100, false",
    // A setup.
    "no_payment_required, null, false",
    "dreaming, 0, false",
  })
  void nothingWasToBePaidWhereTheTotalIsNothingAndStripeCountsItAsPaid(
      String paymentStatus, String total, boolean free) {
    assertThat(read(paymentStatus, total).isFree()).isEqualTo(free);
  }
}
