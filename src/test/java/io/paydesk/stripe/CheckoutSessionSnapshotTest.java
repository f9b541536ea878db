package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void whatThePayerSawStandsBesideTheShopsAmounts() {
    var session =
        CheckoutSessionSnapshot.of(
            StripeJson.parse(
                """
                {"id": "cs_1", "status": "complete", "currency": "usd", "amount_subtotal": 1000,
                 "amount_total": 1000,
                 "presentment_details": {"presentment_amount": 1370, "presentment_currency": "cad"}}
                """));

    assertThat(session.currency()).isEqualTo("usd");
    assertThat(session.totals()).isEqualTo(new CheckoutTotals(1000, 0, 0, 0, 1000));
    assertThat(session.presentment()).isEqualTo(new Presentment(1370L, "cad"));
  }

  /** As Stripe stated it before 2025-03-31. */
  @Test
  void ofAConvertedSessionTheShopsAmountsAreTheSources() {
    var session =
        CheckoutSessionSnapshot.of(
            StripeJson.parse(
                """
                {"id": "cs_1", "status": "complete", "currency": "cad", "amount_subtotal": 1370,
                 "amount_total": 1370,
                 "currency_conversion": {"amount_subtotal": 1000, "amount_total": 1000,
                   "fx_rate": "1.37", "source_currency": "usd"}}
                """));

    assertThat(session.currency()).isEqualTo("usd");
    assertThat(session.totals()).isEqualTo(new CheckoutTotals(1000, 0, 0, 0, 1000));
    assertThat(session.presentment()).isEqualTo(new Presentment(1370L, "cad"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"presentment_amount\": -1, \"presentment_currency\": \"cad\"}",
        "{\"presentment_amount\": 1, \"presentment_currency\": \"dollars\"}",
        "{\"presentment_amount\": \"1\", \"presentment_currency\": \"cad\"}"
      })
  void whatIsNoSumIsNotInTheWayOfTheMoney(String details) {
    var refund = StripeJson.parse("{\"id\": \"re_1\", \"presentment_details\": " + details + "}");

    assertThat(RefundSnapshot.of(refund).presentment()).isNull();
  }
}
