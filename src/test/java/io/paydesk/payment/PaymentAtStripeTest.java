package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.order.Order;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentSnapshot;
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
    return new CheckoutSessionSnapshot(
        id, status, null, null, null, "cus_1", currency, subtotal, subtotal, NOW, Map.of());
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
    "expired, requires_action, CANCELED",
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
    row.checkout = new PaymentCheckout(Surface.HOSTED, "cs_1", null);
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
    row.checkout = new PaymentCheckout(Surface.EMBEDDED, null, null);
    var end = Instant.now().plusSeconds(600);
    row.nextCheckAt = Instant.now().plusSeconds(3_600);
    var session =
        new CheckoutSessionSnapshot(
            "cs_1", "open", null, null, "pi_1", "cus_1", "usd", 1L, 1L, end, Map.of());

    row.adopt(new PaymentAtStripe(session, intent("pi_1", "requires_payment_method")));

    assertThat(row.checkout).isEqualTo(new PaymentCheckout(Surface.EMBEDDED, "cs_1", end));
    assertThat(row.paymentIntentId).isEqualTo("pi_1");
    assertThat(row.nextCheckAt).isEqualTo(end.plusSeconds(120));
  }

  @Test
  void whatTheSessionStatesMustBeTheOrders() {
    var order = new Order();
    order.amount = 9999;
    order.currency = "usd";

    assertThat(has("complete", "succeeded").mismatches(order)).isEmpty();
    assertThat(
            new PaymentAtStripe(session("cs_1", "complete", 9998L, "eur"), null).mismatches(order))
        .containsExactly("amount-mismatch", "currency-mismatch");
    assertThat(new PaymentAtStripe(session("cs_1", "complete", null, null), null).mismatches(order))
        .isEmpty();
  }
}
