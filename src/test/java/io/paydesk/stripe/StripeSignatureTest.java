package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How old or early a signature may be, to the second. */
class StripeSignatureTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final String SECRET = "whsec_of_a_test";
  private static final String BODY = "{\"id\": \"evt_1\"}";

  /** The account is asked for its secrets alone. */
  private static final StripeAccountConfig ACCOUNT =
      (StripeAccountConfig)
          Proxy.newProxyInstance(
              StripeSignatureTest.class.getClassLoader(),
              new Class<?>[] {StripeAccountConfig.class},
              (proxy, called, arguments) -> {
                assertThat(called.getName()).isEqualTo("webhookSecrets");
                return List.of("whsec_of_before", SECRET);
              });

  private final StripeSignature signature =
      new StripeSignature(ACCOUNT, Clock.fixed(NOW, ZoneOffset.UTC));

  private static String signed(long seconds, String secret) throws Exception {
    var signed = Webhook.Util.computeHmacSha256(secret, seconds + "." + BODY);
    return "t=" + seconds + ",v1=" + signed;
  }

  @ParameterizedTest
  @CsvSource({"-301, false", "-300, true", "-1, true", "0, true", "300, true", "301, false"})
  void itMayBeFiveMinutesOldOrEarly(int seconds, boolean taken) throws Exception {
    assertThat(signature.matches(BODY, signed(NOW.getEpochSecond() + seconds, SECRET)))
        .isEqualTo(taken);
  }

  @Test
  void itIsOfOneOfTheSecretsAndOfThisBody() throws Exception {
    long now = NOW.getEpochSecond();

    assertThat(signature.matches(BODY, signed(now, "whsec_of_before"))).isTrue();
    assertThat(signature.matches(BODY, signed(now, "whsec_of_somebody"))).isFalse();
    assertThat(signature.matches(BODY + " ", signed(now, SECRET))).isFalse();
  }
}
