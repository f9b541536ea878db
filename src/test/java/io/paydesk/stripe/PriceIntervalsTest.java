package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.stripe.PriceIntervals.Every;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However many want to know how often a price is charged, Stripe is asked once. */
class PriceIntervalsTest {

  private static final Optional<Every> MONTHLY = Optional.of(new Every("month", 1));

  private final CountDownLatch answers = new CountDownLatch(1);
  private RawStripe stripe;
  private Calls calls;
  private PriceIntervals intervals;

  @BeforeEach
  void ask() {
    stripe = new RawStripe(this::answer);
    calls = new Calls(Calls.Settings.patient(), stripe.uri());
    intervals = new PriceIntervals(calls.subscriptions());
  }

  @AfterEach
  void end() {
    answers.countDown();
    calls.close();
    stripe.close();
  }

  private void answer(RawStripe.Asked asked, RawStripe.Line line) throws IOException {
    try {
      answers.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    line.answer(
        200,
        """
        {"id":"price_1","object":"price","active":true,"currency":"usd","type":"recurring","unit_amount":1500,
         "billing_scheme":"per_unit",
         "recurring":{"interval":"month","interval_count":1,"usage_type":"licensed"}}
        """);
  }

  @Test
  void thoseWhoAskAtOnceShareOneRequest() {
    var waiting =
        IntStream.range(0, 20)
            .mapToObj(n -> intervals.of("price_1").subscribeAsCompletionStage())
            .toList();
    answers.countDown();

    assertThat(waiting).extracting(CompletableFuture::join).containsOnly(MONTHLY);
    assertThat(stripe.requests()).hasSize(1);
    assertThat(intervals.of("price_1").await().indefinitely()).isEqualTo(MONTHLY);
    assertThat(stripe.requests()).hasSize(1);
  }

  @Test
  void whoDoesNotWaitIsToldOnceStripeHasAnswered() {
    for (int i = 0; i < 20; i++) {
      assertThat(intervals.known("price_1")).isEmpty();
    }
    answers.countDown();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(intervals.known("price_1")).isEqualTo(MONTHLY));
    assertThat(stripe.requests()).hasSize(1);
  }

  @Test
  void anAnswerThatComesLateIsKept() {
    assertThat(intervals.of("price_1").await().indefinitely()).isEmpty();
    answers.countDown();

    await()
        .atMost(Duration.ofSeconds(5)) // less than it would be silent
        .until(() -> intervals.of("price_1").await().indefinitely().equals(MONTHLY));
    assertThat(stripe.requests()).hasSize(1);
  }
}
