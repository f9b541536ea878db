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

/** Only Stripe's own refusal counts as refused: any other answer leaves it open what was done. */
class StripeFailuresTest {

  private static final String NO =
      "{\"error\":{\"type\":\"%s\",\"code\":\"%s\",\"message\":\"No.\"}}";

  private HttpServer server;
  private int status;
  private String body;
  private boolean replayed;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          if (replayed) {
            exchange.getResponseHeaders().add("Idempotent-Replayed", "true");
          }
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

  /**
   * @param type of Stripe's error object
   * @param replayed whether Stripe marks it as the answer to an earlier attempt
   * @param means refused, or unknown, and then whether the idempotency key is spent
   * @param because the logged reason
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # case                                                     | status | type                  | code                    | replayed | means              | because
          # Stripe's own no: nothing was done.
          the amount is too small                                    | 400    | invalid_request_error | amount_too_small        |          | refused            |
          the card was declined                                      | 402    | card_error            | card_declined           |          | refused            |
          what the call names is not there                           | 404    | invalid_request_error | resource_missing        |          | refused            |
          the no of an earlier try is the same no                    | 400    | invalid_request_error | amount_too_small        | replayed | refused            |

          # Stripe is in the way of its own answer: an earlier try may have been carried out.
          the key expired                                            | 401    | invalid_request_error | api_key_expired         |          | unknown            | Stripe refused our key (401)
          the account is closed to us                                | 403    | invalid_request_error | account_invalid         |          | unknown            | Stripe refused our key (403)
          another call with this idempotency key is under way        | 409    | idempotency_error     | idempotency_key_in_use  |          | unknown            | Stripe is busy (409)
          the object is locked                                       | 429    | invalid_request_error | lock_timeout            |          | unknown            | Stripe is busy (429)
          too many calls                                             | 429    | invalid_request_error | rate_limit              |          | unknown            | Stripe is busy (429)
          Stripe has trouble of its own                              | 500    | api_error             | internal                |          | unknown            | Stripe's error 500
          Stripe is down                                             | 503    | api_error             | internal                |          | unknown            | Stripe's error 503
          Stripe has trouble of its own and says 400                 | 400    | api_error             | internal                |          | unknown            | an answer that is not Stripe's (400)

          # No call under this idempotency key will ever tell more: only a listing does.
          Stripe has stored its own trouble as the answer            | 500    | api_error             | internal                | replayed | unknown, key spent | Stripe's error 500
          the key went out with other parameters before              | 400    | idempotency_error     | idempotency_error       |          | unknown, key spent | idempotency key used with other parameters

          # It has Stripe's shape and is no answer that Stripe documents: perhaps a proxy's.
          gone                                                       | 410    | invalid_request_error | resource_missing        |          | unknown            | an answer that is not Stripe's (410)
          timed out                                                  | 408    | invalid_request_error | timeout                 |          | unknown            | an answer that is not Stripe's (408)
          not there, in a type that Stripe does not have             | 404    | not_found             | resource_missing        |          | unknown            | an answer that is not Stripe's (404)
          """)
  void anAnswerHasThisOutcome(
      String sentence,
      int answered,
      String type,
      String code,
      String isReplayed,
      String means,
      String because) {
    replayed = isReplayed != null;

    var outcome = outcomeOf(answered, NO.formatted(type, code));

    assertThat(outcome)
        .isEqualTo(
            means.equals("refused")
                ? new Refused<>(code, null, "No.", answered)
                : new Unknown<>(because, means.equals("unknown, key spent")));
  }

  @Test
  void aRefusalHasStripesCodeTheBanksReasonTheSentenceAndTheStatus() {
    assertThat(
            outcomeOf(
                402,
                """
                {"error": {"type": "card_error", "code": "card_declined", "decline_code": "lost_card", "message": "No."}}
                """))
        .isEqualTo(new Refused<>("card_declined", "lost_card", "No.", 402));
    assertThat(outcomeOf(404, NO.formatted("invalid_request_error", "resource_missing")))
        .isEqualTo(new Refused<>("resource_missing", null, "No.", 404))
        .satisfies(no -> assertThat(no.saysThatItIsMissing()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      ints = {200, 201, 204, 301, 302, 307, 308, 400, 402, 404, 405, 408, 410, 413, 422, 451})
  void anAnswerThatIsNotStripesProvesNothingWhateverItsStatus(int answered) {
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
  void a404WithoutStripesErrorObjectDoesNotProveThatSomethingIsMissing(String answered) {
    var outcome = outcomeOf(404, answered);

    assertThat(outcome).isInstanceOf(Unknown.class);
    assertThat(outcome.saysThatItIsMissing()).isFalse();
  }
}
