package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.order.Order;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.CheckoutTotals;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.RowCheckout;
import io.paydesk.stripe.Surface;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentAtStripeTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static CheckoutSessionSnapshot session(String status) {
    return session("cs_1", status, 9999L, "usd");
  }

  private static CheckoutSessionSnapshot session(
      String id, String status, @Nullable Long subtotal, @Nullable String currency) {
    var totals = subtotal == null ? null : new CheckoutTotals(subtotal, 0, 0, 0, subtotal);
    return session(id, status, totals, currency, false);
  }

  private static CheckoutSessionSnapshot session(
      String id,
      String status,
      @Nullable CheckoutTotals totals,
      @Nullable String currency,
      boolean isFree) {
    return new CheckoutSessionSnapshot(
        id, status, null, null, null, "cus_1", currency, isFree, totals, NOW, Map.of());
  }

  private static PaymentIntentSnapshot intent(String id, String status) {
    return new PaymentIntentSnapshot(
        id, status, 9999, 0, null, "usd", "cus_1", null, null, false, Map.of(), null, null, null);
  }

  private static PaymentAtStripe has(String session, @Nullable String intent) {
    return new PaymentAtStripe(session(session), intent == null ? null : intent("pi_1", intent));
  }

  @ParameterizedTest
  @CsvSource({
    "open, , WAITING",
    "open, requires_payment_method, WAITING",
    "open, requires_action, WAITING",
    "open, processing, PROCESSING",
    "open, succeeded, SUCCEEDED",
    "complete, requires_capture, AUTHORIZED",
    // The payer can still pay, by another intent.
    "open, canceled, WAITING",
    "complete, succeeded, SUCCEEDED",
    "complete, processing, PROCESSING",
    // A voucher that the payer has taken.
    "complete, requires_action, PROCESSING",
    "complete, canceled, CANCELED",
    "complete, , UNFAMILIAR",
    "expired, , CANCELED",
    "expired, requires_payment_method, CANCELED",
    // A bank asked the payer, or the payer has a voucher: money may come yet.
    "expired, requires_action, PROCESSING",
    "expired, requires_confirmation, CANCELED",
    "expired, canceled, CANCELED",
    "expired, processing, PROCESSING",
    "expired, succeeded, SUCCEEDED",
    "dreaming, , UNFAMILIAR",
    "dreaming, succeeded, SUCCEEDED",
    "open, dreaming, UNFAMILIAR",
  })
  void theSessionSaysWhetherAnybodyCanPayAndTheIntentWhetherMoneyCame(
      String session, String intent, IntentStatus means) {
    assertThat(has(session, intent).status()).isEqualTo(means);
  }

  @ParameterizedTest
  @EnumSource(PaymentStatus.class)
  void whatABankRefusedAfterTheSessionWasCompleteFailsUnlessItIsOver(PaymentStatus now) {
    var step = PaymentStep.of(now, null, null, has("complete", "requires_payment_method"), NOW);

    assertThat(step).isEqualTo(now.isLive() ? PaymentStep.FAIL : PaymentStep.KEEP);
  }

  @ParameterizedTest
  @CsvSource({"open", "expired"})
  void aDeclinedCardIsNoRefusalForGood(String session) {
    assertThat(has(session, "requires_payment_method").isRefusedForGood()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(PaymentStatus.class)
  void moneyCountsInWhateverStateTheSessionIs(PaymentStatus now) {
    for (var session : new String[] {"open", "complete", "expired", "dreaming"}) {
      assertThat(PaymentStep.of(now, null, null, has(session, "succeeded"), NOW))
          .isEqualTo(now.hasMoney() ? PaymentStep.KEEP : PaymentStep.SUCCEED);
    }
  }

  @Test
  void anotherSessionOrAnotherIntentDoesNotFit() {
    var row = new Payment();
    row.checkout = new RowCheckout(Surface.HOSTED, "cs_1", null);
    row.paymentIntentId = "pi_1";

    assertThat(has("open", null).fits(row)).isTrue();
    assertThat(has("complete", "succeeded").fits(row)).isTrue();
    assertThat(new PaymentAtStripe(session("complete"), intent("pi_2", "succeeded")).fits(row))
        .isFalse();
    assertThat(new PaymentAtStripe(session("cs_2", "open", 1L, "usd"), null).fits(row)).isFalse();
  }

  @Test
  void aSessionDoesNotFitAPaymentByIntent() {
    assertThat(has("open", null).fits(new Payment())).isFalse();
  }

  @Test
  void bothIdsAreStoredOnceAndTheNextCheckComesSoonAfterTheSessionsEnd() {
    var row = new Payment();
    row.checkout = new RowCheckout(Surface.EMBEDDED, null, null);
    var end = Instant.now().plusSeconds(600);
    row.nextCheckAt = Instant.now().plusSeconds(3_600);
    var session =
        new CheckoutSessionSnapshot(
            "cs_1", "open", null, null, "pi_1", "cus_1", "usd", false, null, end, Map.of());

    row.adopt(new PaymentAtStripe(session, intent("pi_1", "requires_payment_method")));

    assertThat(row.checkout).isEqualTo(new RowCheckout(Surface.EMBEDDED, "cs_1", end));
    assertThat(row.paymentIntentId).isEqualTo("pi_1");
    assertThat(row.nextCheckAt).isEqualTo(end.plusSeconds(120));
  }

  private static Order order() {
    var order = new Order();
    order.amount = 9999;
    order.currency = "usd";
    return order;
  }

  private static PaymentAtStripe paid(CheckoutTotals totals, long received) {
    var intent =
        new PaymentIntentSnapshot(
            "pi_1",
            "succeeded",
            totals.total(),
            received,
            null,
            "usd",
            "cus_1",
            null,
            null,
            false,
            Map.of(),
            null,
            null,
            null);
    return new PaymentAtStripe(session("cs_1", "complete", totals, "usd", false), intent);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "what was ordered came,                       9999, 0, 0, 0, 9999, 9999, true",
    "another subtotal than the order,             9998, 0, 0, 0, 9998, 9998, false",
    "less came than was due,                      9999, 0, 0, 0, 9999, 9998, false",
    "more came than was due,                      9999, 0, 0, 0, 9999, 10000, false",
    "a discount,                                  9999, 999, 0, 0, 9000, 9000, true",
    "a tax on top,                                9999, 0, 0, 1900, 11899, 11899, true",
    "a tax within the price,                      9999, 0, 0, 1596, 9999, 9999, true",
    "a discount and a tax,                        9999, 999, 0, 1710, 10710, 10710, true",
    "a total that its parts do not come to,       9999, 999, 0, 0, 9500, 9500, false",
    "a total that is more than its parts,         9999, 0, 0, 100, 10100, 10100, false",
    "shipping that nobody ordered,                9999, 0, 500, 0, 10499, 10499, false",
  })
  void whatCameIsComparedWithWhatWasOrderedByTheArithmeticThatStripeStates(
      String name,
      long subtotal,
      long discount,
      long shipping,
      long tax,
      long total,
      long received,
      boolean fits) {
    var order = order();
    order.allowPromotionCodes = true;
    order.automaticTax = true;

    var has = paid(new CheckoutTotals(subtotal, discount, shipping, tax, total), received);

    assertThat(has.comesTo(order, new Payment())).isEqualTo(fits);
  }

  @Test
  void aDiscountOrATaxThatTheShopDidNotAllowIsForReview() {
    assertThat(
            paid(new CheckoutTotals(9999, 999, 0, 0, 9000), 9000).comesTo(order(), new Payment()))
        .isFalse();
    assertThat(
            paid(new CheckoutTotals(9999, 0, 0, 1900, 11899), 11899)
                .comesTo(order(), new Payment()))
        .isFalse();
  }

  @Test
  void aCodeThatCoversEverythingPaysWithoutAnIntent() {
    var order = order();
    order.promotionCode = "promo_1";
    var totals = new CheckoutTotals(9999, 9999, 0, 0, 0);
    var has = new PaymentAtStripe(session("cs_1", "complete", totals, "usd", true), null);

    assertThat(has.status()).isEqualTo(IntentStatus.SUCCEEDED);
    assertThat(has.received()).isZero();
    assertThat(has.comesTo(order, new Payment())).isTrue();
    assertThat(has.isIn("usd")).isTrue();
    assertThat(has.isIn("eur")).isFalse();
  }
}
