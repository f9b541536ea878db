package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.RefundCreateParams;
import com.sun.net.httpserver.HttpServer;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only Stripe's own no is a no: everything else that comes back leaves it open what was done. */
class StripeFailuresTest {

  private static final String NO =
      "{\"error\":{\"type\":\"%s\",\"code\":\"%s\",\"message\":\"No.\"}}";

  private HttpServer server;
  private int status;
  private String body;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          try (exchange) {
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private StripeOutcome<Object> outcomeOf(int answeredStatus, String answeredBody) {
    status = answeredStatus;
    body = answeredBody;
    var stripe =
        StripeClient.builder()
            .setApiKey("sk_test_123")
            .setApiBase("http://127.0.0.1:" + server.getAddress().getPort())
            .setMaxNetworkRetries(0)
            .build();
    var params = RefundCreateParams.builder().setPaymentIntent("pi_1").build();
    try {
      stripe.v1().refunds().create(params);
    } catch (StripeException e) {
      return StripeFailures.outcomeOf(e);
    } catch (RuntimeException e) {
      return StripeFailures.outcomeOf(e);
    }
    throw new AssertionError("stripe-java took it for a refund: " + answeredBody);
  }

  private StripeOutcome<Object> outcomeOf(int answeredStatus, String type, String code) {
    return outcomeOf(answeredStatus, NO.formatted(type, code));
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, amount_too_small",
    "402, card_error, card_declined",
    "404, invalid_request_error, resource_missing"
  })
  void aNoWithStripesErrorObjectIsANo(int answered, String type, String code) {
    assertThat(outcomeOf(answered, type, code))
        .isEqualTo(new Refused<>(code, null, "No.", answered));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {200, 201, 204, 301, 302, 307, 308, 400, 402, 404, 405, 408, 410, 413, 422, 451})
  void anAnswerThatIsNotStripesSaysNothingWhateverItsStatus(int answered) {
    assertThat(outcomeOf(answered, "<html><h1>Nothing to see here</h1></html>"))
        .isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":\"not_found\"}",
        "{\"error\":null}",
        "{\"error\":{}}",
        "{\"error\":{\"message\":\"No.\"}}",
        "{\"error\":{\"type\":null,\"code\":\"resource_missing\"}}",
        "{\"error\":{\"type\":\"not_found\",\"code\":\"resource_missing\"}}",
        "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"resource_mis",
        "{\"message\":\"no Route matched with those values\"}",
        "{}",
        "[]",
        "null",
        ""
      })
  void a404WithoutStripesErrorObjectDoesNotSayThatSomethingIsMissing(String answered) {
    var outcome = outcomeOf(404, answered);

    assertThat(outcome).isInstanceOf(Unknown.class);
    assertThat(outcome.saysThatItIsMissing()).isFalse();
  }

  @Test
  void aNoOfAnotherStatusThanStripesSaysNothing() {
    assertThat(outcomeOf(410, "invalid_request_error", "resource_missing"))
        .isInstanceOf(Unknown.class);
    assertThat(outcomeOf(408, "invalid_request_error", "timeout")).isInstanceOf(Unknown.class);
  }

  @Test
  void stripesOwnTroubleIsNoNoWhateverItsStatus() {
    assertThat(outcomeOf(400, "api_error", "internal")).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({
    "401, invalid_request_error, api_key_expired",
    "403, invalid_request_error, account_invalid",
    "409, idempotency_error, idempotency_key_in_use",
    "429, invalid_request_error, lock_timeout",
    "429, invalid_request_error, rate_limit",
    "500, api_error, internal",
    "503, api_error, internal"
  })
  void aNoThatAnEarlierTryMayHaveEscapedIsUnknown(int answered, String type, String code) {
    assertThat(outcomeOf(answered, type, code)).isInstanceOf(Unknown.class);
  }

  @Test
  void aKeyThatWentOutWithOtherParametersIsSpent() {
    assertThat(outcomeOf(400, "idempotency_error", "idempotency_error"))
        .isEqualTo(new Unknown<>("idempotency key used with other parameters", true));
  }
}
