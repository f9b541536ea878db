package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded event of a PaymentIntent is understood. */
@EnabledIfEnvironmentVariable(
    named = "PAYDESK_STRIPE_EVENTS",
    matches = ".+",
    disabledReason = "PAYDESK_STRIPE_EVENTS does not name a folder of Stripe's event bodies")
class RecordedEventsTest {

  static Stream<Path> events() throws IOException {
    return Files.list(Path.of(System.getenv("PAYDESK_STRIPE_EVENTS")))
        .filter(file -> file.getFileName().toString().startsWith("payment_intent."));
  }

  @ParameterizedTest
  @MethodSource("events")
  void itIsUnderstood(Path file) throws IOException {
    var event = StripeJson.parse(Files.readString(file));

    var intent = PaymentIntentSnapshot.of(event.path("data").path("object"));

    assertThat(intent.id()).startsWith("pi_");
    assertThat(intent.status()).isNotEqualTo(IntentStatus.UNFAMILIAR);
    assertThat(intent.amount()).isPositive();
    assertThat(intent.currency()).hasSize(3);
    assertThat(intent.metadata()).isNotEmpty();
    assertThat(intent.toString()).doesNotContain(intent.clientSecret());
  }
}
