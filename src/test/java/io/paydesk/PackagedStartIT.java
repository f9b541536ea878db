package io.paydesk;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What a start does before the first answer, and what it leaves for later. */
@DisabledIfSystemProperty(
    named = "paydesk.executable",
    matches = ".+",
    disabledReason = "an executable loads no classes")
class PackagedStartIT {

  /** The first of some 560 that a payment needs. */
  private static final String OF_A_PAYMENT = "com.stripe.param.PaymentIntentCreateParams ";

  /** As for readiness: a busy machine gives a start little. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Test
  void stripeJavaIsLoadedBetweenTheFirstAnswerAndReadiness() {
    try (var backends = PackagedBackends.start();
        var process =
            PackagedProcess.start(backends.environment(), List.of("-Xlog:class+load=info"))) {
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> given().get(process.url("/v1/config")).then().statusCode(200));
      assertThat(process.log()).contains("io.paydesk.Paydesk ").doesNotContain(OF_A_PAYMENT);

      process.untilReady();
      assertThat(process.log()).contains(OF_A_PAYMENT);
    }
  }
}
