package io.paydesk.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.RowCheckout;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.SetupIntentSnapshot;
import io.paydesk.stripe.StripeJson;
import io.paydesk.stripe.Surface;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session and its intent together mean to an attempt to save a method. */
class MethodSetupRecorderTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private final MethodSetupRecorder recorder = new MethodSetupRecorder(new SimpleMeterRegistry());

  private final MethodSetup row = new MethodSetup();

  MethodSetupRecorderTest() {
    row.id = 1L;
    row.checkout = new RowCheckout(Surface.HOSTED, null, null);
  }

  private void seen(String session, String intent, Instant at) {
    var stripes =
        """
        {"id": "cs_1", "mode": "setup", "status": "%s", "expires_at": 1796050000,
         "setup_intent": {"id": "seti_1", "status": "%s", "payment_method": "pm_1"}}
        """
            .formatted(session, intent);
    recorder.recordSession(
        row, Seen.asked(CheckoutSessionSnapshot.of(StripeJson.parse(stripes)), at));
  }

  @ParameterizedTest
  @CsvSource({
    "open, requires_payment_method, PENDING",
    "open, requires_action, PENDING",
    "complete, requires_action, PROCESSING",
    "complete, processing, PROCESSING",
    "complete, succeeded, SUCCEEDED",
    "open, succeeded, SUCCEEDED",
    "expired, succeeded, SUCCEEDED",
    "complete, canceled, CANCELED",
    "complete, requires_payment_method, CANCELED",
    "expired, requires_payment_method, CANCELED",
    "expired, canceled, CANCELED",
    "of_tomorrow, requires_action, UNKNOWN"
  })
  void theIntentSaysWhetherItIsSavedAndTheSessionWhetherThePayerCanGoOn(
      String session, String intent, MethodSetupStatus status) {
    seen(session, intent, NOON);

    assertThat(row.status).isEqualTo(status);
    assertThat(row.checkout.checkoutSessionId()).isEqualTo("cs_1");
  }

  @Test
  void anOlderAnswerDoesNotOpenASessionAgain() {
    seen("complete", "requires_action", NOON);

    seen("open", "requires_payment_method", NOON.minusSeconds(1));

    assertThat(row.status).isEqualTo(MethodSetupStatus.PROCESSING);
  }

  @Test
  void whatABankAcceptsInTheEndIsSaved() {
    seen("complete", "requires_action", NOON);
    seen("complete", "succeeded", NOON.plusSeconds(1));

    assertThat(row.status).isEqualTo(MethodSetupStatus.SUCCEEDED);
    assertThat(row.paymentMethodId).isEqualTo("pm_1");
  }

  @Test
  void whatABankRefusesInTheEndIsOver() {
    seen("complete", "requires_action", NOON);
    seen("complete", "requires_payment_method", NOON.plusSeconds(1));

    assertThat(row.status).isEqualTo(MethodSetupStatus.CANCELED);
  }

  private void bare(String status, @Nullable Instant at) {
    row.checkout = null;
    var stripes =
        """
        {"id": "seti_1", "status": "%s", "payment_method": "pm_1"}
        """
            .formatted(status);
    recorder.record(row, new Seen<>(SetupIntentSnapshot.of(StripeJson.parse(stripes)), at));
  }

  @Test
  void aBareIntentThatABankDecidesOnKeepsNobodyFromSavingAnother() {
    bare("processing", NOON);

    assertThat(row.status).isEqualTo(MethodSetupStatus.PROCESSING);
    assertThat(row.status.isLive()).isFalse();
    // An old decline.
    bare("requires_payment_method", null);
    assertThat(row.status).isEqualTo(MethodSetupStatus.PROCESSING);

    bare("requires_payment_method", NOON.plusSeconds(1));

    assertThat(row.status).isEqualTo(MethodSetupStatus.CANCELED);
  }
}
