package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.stripe.Calls.Settings;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process whose calls to Stripe all hang reports it, and recovers by itself. */
@Timeout(60)
class StripePulseTest {

  private static final Duration TRY = Duration.ofSeconds(20);

  private long now = -5;
  private final StripePulse pulse = new StripePulse(2, TRY, () -> now);

  private void later(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void whileAThreadIsFreeNothingIsWrong() {
    pulse.take();
    later(1_000);

    assertThat(pulse.silence()).isZero();
    assertThat(pulse.isThere()).isTrue();
  }

  @Test
  void allThreadsMayBeHeldForAsLongAsATryMayTake() {
    pulse.take();
    later(1_000);
    pulse.take();

    assertThat(pulse.isThere()).isTrue();
    later(20);
    assertThat(pulse.isThere()).isTrue();
    later(1);
    assertThat(pulse.isThere()).isFalse();
    assertThat(pulse.silence()).isEqualTo(Duration.ofSeconds(21));
  }

  @Test
  void anAnswerOrAFreeThreadEndsTheSilence() {
    pulse.take();
    pulse.take();
    later(30);
    pulse.answered();
    assertThat(pulse.isThere()).isTrue();

    later(30);
    assertThat(pulse.isThere()).isFalse();
    pulse.free();
    assertThat(pulse.isThere()).isTrue();
  }

  @Test
  void callsThatWaitedAndGoOnWithoutAnAnswerDoNotEndIt() {
    pulse.take();
    pulse.take();
    for (int i = 0; i < 5; i++) {
      later(10);
      pulse.free();
      pulse.take();
    }

    assertThat(pulse.isThere()).isFalse();
  }

  @Test
  void silenceIsNotCountedFromAnEarlierBusyTime() {
    pulse.take();
    pulse.take();
    pulse.free();
    pulse.free();
    later(1_000);
    pulse.take();
    pulse.take();

    assertThat(pulse.isThere()).isTrue();
  }

  @Test
  void theProcessIsNotReadyWhileNoCallComesBackAndReadyAgainWhenStripeAnswers() {
    var speak = new CountDownLatch(1);
    try (var stripe =
            new RawStripe(
                (asked, line) -> {
                  await().atMost(Duration.ofMinutes(1)).until(() -> speak.getCount() == 0);
                  line.answer(400, "{\"error\":{\"type\":\"invalid_request_error\"}}");
                });
        var calls =
            new Calls(
                Settings.patient().timeout(Duration.ofMillis(200)).threads(2, 50).retries(1_000),
                stripe.uri())) {
      var health = new StripeHealth(calls.workers, calls.pulse, new RequestsAreWhole());
      assertThat(health.call().getStatus()).isEqualTo(Status.UP);

      for (int i = 0; i < 4; i++) {
        calls.subscriptions().cancel("sub_1", UUID.randomUUID()).subscribe().with(x -> {});
      }

      await().atMost(Duration.ofSeconds(40)).until(() -> health.call().getStatus() == Status.DOWN);
      assertThat(calls.meters.get("paydesk.stripe.calls.active").gauge().value()).isEqualTo(2);
      speak.countDown();
      await().atMost(Duration.ofSeconds(40)).until(() -> health.call().getStatus() == Status.UP);
      // Those that waited have their answers a moment later.
      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> calls.meters.get("paydesk.stripe.silent.seconds").gauge().value() == 0);
    }
  }

  @Test
  void theProcessIsNotReadyWhileNoMoreCallsMayWait() {
    try (var stripe =
            new RawStripe((asked, line) -> line.drip("HTTP/1.1 200 OK\r\nX-Slow: ", "a"));
        var calls = new Calls(Settings.patient().threads(1, 2), stripe.uri())) {
      var health = new StripeHealth(calls.workers, calls.pulse, new RequestsAreWhole());

      for (int i = 0; i < 3; i++) {
        calls.refunds().retrieve("re_1").subscribe().with(x -> {});
      }

      await().atMost(Duration.ofSeconds(40)).until(() -> health.call().getStatus() == Status.DOWN);
    }
  }
}
