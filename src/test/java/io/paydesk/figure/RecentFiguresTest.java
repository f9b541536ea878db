package io.paydesk.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many open pages cost one count, and none of them shows what is old. */
@QuarkusTest
class RecentFiguresTest extends PaydeskTest {

  @Inject Figures figures;

  private final Instant end = RecentFigures.soon(Instant.now());

  private Span span(String currency) {
    return Span.of(end.minus(Duration.ofDays(1)), end, Every.HOUR, ZoneId.of("UTC"), currency);
  }

  private void ordered() {
    tables()
        .change(
            "insert into orders (user_id, amount, currency, status) values (?, 100, 'mkd', 'pending')",
            user);
  }

  private static long made(SpanFiguresView read) {
    return read.data().isEmpty() ? 0 : read.data().get(0).total().ordersMade();
  }

  @Test
  void theSameIsCountedOnceForAShortTime() {
    var clock = new AtomicLong();
    var recent = new RecentFigures(figures, clock::get);
    var first = recent.of(span("mkd")).await().indefinitely();
    ordered();

    clock.addAndGet(RecentFigures.FRESH.toNanos() - 1);
    assertThat(recent.of(span("mkd")).await().indefinitely()).isSameAs(first);
    assertThat(recent.of(span("all")).await().indefinitely()).isNotSameAs(first);

    assertThat(made(recent.anew(span("mkd")).await().indefinitely())).isEqualTo(made(first) + 1);
    ordered();

    clock.addAndGet(RecentFigures.FRESH.toNanos());
    assertThat(made(recent.of(span("mkd")).await().indefinitely())).isEqualTo(made(first) + 2);
  }

  @Test
  void whoAsksUntilNowAsksForTheSame() {
    var now = Instant.parse("2026-11-30T12:00:03.5Z");

    assertThat(RecentFigures.soon(now)).isEqualTo(Instant.parse("2026-11-30T12:00:10Z"));
    assertThat(RecentFigures.soon(now.plusSeconds(6)))
        .isEqualTo(Instant.parse("2026-11-30T12:00:10Z"));
    assertThat(RecentFigures.soon(Instant.parse("2026-11-30T12:00:10Z")))
        .isEqualTo(Instant.parse("2026-11-30T12:00:20Z"));
  }
}
