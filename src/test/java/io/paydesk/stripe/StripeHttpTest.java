package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.stripe.Calls.Settings;
import io.paydesk.stripe.RawStripe.Asked;
import io.paydesk.stripe.RawStripe.Behaviour;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every attempt ends, and its end proves no more than it should. */
@Timeout(60)
class StripeHttpTest {

  private static final RefundRequest REFUND = new RefundRequest("pi_1", 100, null, Map.of());
  private static final String MADE =
      "{\"id\":\"re_1\",\"object\":\"refund\",\"amount\":100,\"currency\":\"usd\",\"status\":\"succeeded\"}";
  private static final String MISSING =
      "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"resource_missing\",\"message\":\"No.\"}}";

  private RawStripe stripe;
  private Calls calls;

  @AfterEach
  void close() {
    calls.close();
    stripe.close();
  }

  private void stripeDoes(Settings settings, Behaviour behaviour) {
    stripe = new RawStripe(behaviour);
    calls = new Calls(settings, stripe.uri());
  }

  private StripeOutcome<RefundSnapshot> refund() {
    return calls.refunds().create(REFUND, UUID.randomUUID()).await().indefinitely();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nX-Slow: ",
        "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{\"id\":\"",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n{\"id\":\""
      })
  void aSlowAnswerIsCutOffAtTheDeadlineAndTheThreadIsFree(String begin) {
    var hungUp = new AtomicInteger();
    stripeDoes(
        Settings.patient().timeout(Duration.ofMillis(300)).threads(1, 10),
        (asked, line) -> {
          try {
            line.drip(begin, "a");
          } finally {
            hungUp.incrementAndGet();
          }
        });

    // The deadline may be over before the request is sent.
    await()
        .atMost(Duration.ofSeconds(50))
        .until(
            () -> {
              assertThat(refund()).isInstanceOf(Unknown.class);
              return hungUp.get() >= 2;
            });

    await()
        .atMost(Duration.ofSeconds(50))
        .until(() -> calls.workers.active() == 0 && hungUp.get() == stripe.requests().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 O",
        "HTTP/1.1 200 OK\r\nContent-Length: 90\r\nConte",
        "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"id\":\"re_1\",\"object\":\"refund\"}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1d\r\n{\"id\":\"re_1\",\"object\":\"ref"
      })
  void anAttemptWithAPartialAnswerIsRepeatedWithTheSameKey(String begin) {
    var tries = new AtomicInteger();
    stripeDoes(
        Settings.patient().retries(2),
        (asked, line) -> {
          if (tries.incrementAndGet() < 3) {
            line.write(begin);
          } else {
            line.answer(200, MADE);
          }
        });

    assertThat(refund()).isInstanceOf(Done.class);

    assertThat(stripe.requests()).hasSize(3);
    assertThat(stripe.requests().stream().map(Asked::key).distinct()).hasSize(1);
    assertThat(stripe.requests().stream().map(Asked::body).distinct()).hasSize(1);
  }

  @Test
  void anAnswerWithoutAnEndIsNotKeptInMemory() {
    stripeDoes(
        Settings.patient().retries(2),
        (asked, line) -> {
          line.write("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n{\"id\":\"");
          while (true) {
            line.write("a".repeat(1 << 20));
          }
        });

    assertThat(refund()).isInstanceOf(Unknown.class);
    assertThat(stripe.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int status) {
    try (var elsewhere = new RawStripe((asked, line) -> line.answer(200, MADE))) {
      stripeDoes(
          Settings.patient(),
          (asked, line) ->
              line.answer(status, "", "Location: " + elsewhere.uri() + "/v1/refunds/re_1"));

      assertThat(refund()).isInstanceOf(Unknown.class);
      assertThat(calls.refunds().retrieve("re_1").await().indefinitely())
          .isInstanceOf(Unknown.class);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void aListingThatNeverEndsTakesNoLongerThanACallMay() {
    stripeDoes(
        Settings.patient().callTimeout(Duration.ofMillis(400)),
        (asked, line) ->
            line.answer(
                200, "{\"object\":\"list\",\"has_more\":true,\"data\":[%s]}".formatted(MADE)));

    assertThat(calls.refunds().list("pi_1").await().indefinitely()).isInstanceOf(Unknown.class);
  }

  @Test
  void attemptsEndWithTheirCall() {
    stripeDoes(
        Settings.patient()
            .timeout(Duration.ofMillis(300))
            .callTimeout(Duration.ofMillis(400))
            .retries(100),
        (asked, line) -> line.drip("HTTP/1.1 200 OK\r\nX-Slow: ", "a"));

    assertThat(refund()).isInstanceOf(Unknown.class);
    assertThat(stripe.requests()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void anObjectThatALostCancelEndedIsNotTakenForMissing() {
    var tries = new AtomicInteger();
    stripeDoes(
        Settings.patient().retries(1),
        (asked, line) -> {
          if (tries.incrementAndGet() > 1) {
            line.answer(404, MISSING);
          }
        });

    assertThat(calls.subscriptions().cancel("sub_1", UUID.randomUUID()).await().indefinitely())
        .isInstanceOf(Unknown.class);
  }

  @Test
  void aCancelOfSomethingMissingIsRefused() {
    stripeDoes(Settings.patient().retries(1), (asked, line) -> line.answer(404, MISSING));

    assertThat(calls.subscriptions().cancel("sub_1", UUID.randomUUID()).await().indefinitely())
        .isInstanceOf(Refused.class);
  }

  @Test
  void anObjectThatWasMadeIsNotRefusedBecauseItCannotBeRead() {
    stripeDoes(
        Settings.patient(),
        (asked, line) -> {
          if (asked.method().equals("POST")) {
            line.answer(200, MADE, "Idempotent-Replayed: true");
          } else {
            line.answer(404, MISSING);
          }
        });

    assertThat(refund()).isInstanceOf(Unknown.class);
    assertThat(stripe.requests()).hasSize(2);
  }

  @Test
  void aDeletedObjectIsMissing() {
    stripeDoes(
        Settings.patient(),
        (asked, line) ->
            line.answer(200, "{\"id\":\"price_1\",\"object\":\"price\",\"deleted\":true}"));

    assertThat(calls.subscriptions().price("price_1").await().indefinitely().saysThatItIsMissing())
        .isTrue();
  }

  @Test
  void anotherObjectThanWasAskedForProvesNothing() {
    stripeDoes(Settings.patient(), (asked, line) -> line.answer(200, MADE));

    assertThat(calls.refunds().retrieve("re_1").await().indefinitely()).isInstanceOf(Done.class);
    assertThat(calls.refunds().retrieve("re_2").await().indefinitely()).isInstanceOf(Unknown.class);
    assertThat(calls.payments().retrieve("re_1").await().indefinitely())
        .isInstanceOf(Unknown.class);
  }

  @Test
  void anAnswerWithAnImpossibleTimeProvesNothing() {
    stripeDoes(
        Settings.patient(),
        (asked, line) ->
            line.answer(
                200,
                "{\"id\":\"in_1\",\"object\":\"invoice\",\"created\":100000000000000000,\"status\":\"paid\"}"));

    assertThat(calls.invoices().retrieve("in_1").await().indefinitely())
        .isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "",
        "<html></html>",
        "{\"object\":\"list\"}",
        "{\"object\":\"list\",\"data\":[]}",
        "{\"data\":[],\"has_more\":false}",
        "{\"object\":\"list\",\"data\":{},\"has_more\":false}",
        "{\"object\":\"list\",\"data\":null,\"has_more\":false}",
        "{\"object\":\"list\",\"data\":[],\"has_more\":true}",
        "{\"object\":\"list\",\"data\":[],\"has_more\":\"false\"}",
        "{\"object\":\"list\",\"data\":[null],\"has_more\":false}",
        "{\"object\":\"list\",\"data\":[{\"object\":\"refund\"}],\"has_more\":false}",
        "{\"object\":\"list\",\"data\":[{\"id\":\"ch_1\",\"object\":\"charge\"}],\"has_more\":false}"
      })
  void aListingThatIsNotStripesProvesNothing(String body) {
    stripeDoes(Settings.patient(), (asked, line) -> line.answer(200, body));

    assertThat(calls.refunds().list("pi_1").await().indefinitely()).isInstanceOf(Unknown.class);
  }
}
