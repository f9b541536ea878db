package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded event of a PaymentIntent, a refund or a dispute is understood. */
@EnabledIfEnvironmentVariable(
    named = "PAYDESK_STRIPE_EVENTS",
    matches = ".+",
    disabledReason = "PAYDESK_STRIPE_EVENTS does not name a folder of Stripe's event bodies")
class RecordedEventsTest {

  private static Stream<Path> events(String... prefixes) throws IOException {
    return Files.list(Path.of(System.getenv("PAYDESK_STRIPE_EVENTS")))
        .filter(file -> Stream.of(prefixes).anyMatch(file.getFileName().toString()::startsWith));
  }

  private static JsonNode object(Path file) throws IOException {
    return StripeJson.parse(Files.readString(file)).path("data").path("object");
  }

  static Stream<Path> intents() throws IOException {
    return events("payment_intent.");
  }

  static Stream<Path> refunds() throws IOException {
    return events("refund.", "charge.refund.");
  }

  static Stream<Path> disputes() throws IOException {
    return events("charge.dispute.");
  }

  @ParameterizedTest
  @MethodSource("refunds")
  void aRefundIsUnderstood(Path file) throws IOException {
    var refund = RefundSnapshot.of(object(file));

    assertThat(refund.id()).startsWith("re_");
    assertThat(refund.stripeStatus()).isIn("pending", "succeeded", "failed");
    assertThat(refund.amount()).isPositive();
    assertThat(refund.currency()).hasSize(3);
    assertThat(refund.paymentIntentId()).startsWith("pi_");
    assertThat(refund.chargeId()).startsWith("ch_");
    assertThat(refund.failureReason() != null).isEqualTo(refund.stripeStatus().equals("failed"));
  }

  @ParameterizedTest
  @MethodSource("disputes")
  void aDisputeIsUnderstood(Path file) throws IOException {
    var dispute = DisputeSnapshot.of(object(file));

    assertThat(dispute.id()).startsWith("du_");
    assertThat(dispute.status()).isIn("needs_response", "under_review", "won", "lost");
    assertThat(dispute.amount()).isPositive();
    assertThat(dispute.currency()).hasSize(3);
    assertThat(dispute.paymentIntentId()).startsWith("pi_");
    assertThat(dispute.chargeId()).startsWith("ch_");
    assertThat(dispute.reason()).isNotBlank();
    assertThat(dispute.dueBy()).isNotNull();
    assertThat(dispute.openedAt()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("intents")
  void anIntentIsUnderstood(Path file) throws IOException {
    var intent = PaymentIntentSnapshot.of(object(file));

    assertThat(intent.id()).startsWith("pi_");
    assertThat(intent.status()).isNotEqualTo(IntentStatus.UNFAMILIAR);
    assertThat(intent.amount()).isPositive();
    assertThat(intent.currency()).hasSize(3);
    assertThat(intent.metadata()).isNotEmpty();
    assertThat(intent.toString()).doesNotContain(intent.clientSecret());
  }
}
