package io.paydesk.figure;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Figures for pages that many have open and that ask again with each change: they are counted once
 * for all that ask for the same within {@link #FRESH}. Whoever waits that long after a change sees
 * it.
 */
@Singleton
public class RecentFigures {

  /** No answer is older. Pages wait longer, see chart.js. */
  static final Duration FRESH = Duration.ofSeconds(2);

  /** Ends are rounded up to this, so that those who ask for "until now" ask for the same. */
  private static final long STEP_SECONDS = 10;

  private static final int MOST = 64;

  private record Counted(long begun, SpanFiguresView figures) {

    boolean isFresh(long now) {
      return now - begun < FRESH.toNanos();
    }
  }

  private final Figures figures;
  private final LongSupplier nanos;
  private final Map<Span, Counted> counted = new ConcurrentHashMap<>();

  @Inject
  RecentFigures(Figures figures) {
    this(figures, System::nanoTime);
  }

  RecentFigures(Figures figures, LongSupplier nanos) {
    this.figures = figures;
    this.nanos = nanos;
  }

  /** A moment that is not over yet; spans that end with it can be the same. */
  public static Instant soon(Instant now) {
    return Instant.ofEpochSecond((now.getEpochSecond() / STEP_SECONDS + 1) * STEP_SECONDS);
  }

  public Uni<SpanFiguresView> of(Span span) {
    var known = counted.get(span);
    return known != null && known.isFresh(nanos.getAsLong())
        ? Uni.createFrom().item(known.figures())
        : anew(span);
  }

  /** For whoever opens a page, and is told of no change that was before. */
  public Uni<SpanFiguresView> anew(Span span) {
    long begun = nanos.getAsLong();
    return figures.of(span).invoke(read -> keep(span, new Counted(begun, read)));
  }

  private void keep(Span span, Counted read) {
    long now = nanos.getAsLong();
    counted.values().removeIf(one -> !one.isFresh(now));
    if (counted.size() < MOST) {
      counted.put(span, read);
    }
  }
}
