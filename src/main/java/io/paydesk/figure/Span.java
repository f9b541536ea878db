package io.paydesk.figure;

import io.paydesk.money.StripeCurrency;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.Since;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time that figures are of.
 *
 * @param begins when each bucket begins, the first with {@code from}, in order
 * @param to where the last one ends
 * @param currency null for each currency
 */
public record Span(
    List<Instant> begins, Instant to, Every every, ZoneId zone, @Nullable String currency) {

  /** A chart shows no more, and no question reads more of the tables than these are worth. */
  public static final int MOST_BUCKETS = 400;

  private static final Duration LONGEST = Duration.ofDays(1_100);

  private static final Duration USUAL = Duration.ofDays(30);

  private static final int LONGEST_ZONE = 60;

  /**
   * @throws Refusal {@code invalid-figures} or {@code unknown-currency}
   */
  static Span read(FigureQuery query, Instant now) {
    var to = query.to == null ? now : time("to", query.to);
    var from = query.from == null ? to.minus(USUAL) : time("from", query.from);
    var every = query.every == null ? Every.DAY : Every.of(query.every);
    if (every == null) {
      throw invalid("'every' is hour, day, week or month.");
    }
    var currency = query.currency == null ? null : StripeCurrency.of(query.currency).code();
    return of(from, to, every, query.zone == null ? ZoneId.of("UTC") : zone(query.zone), currency);
  }

  /**
   * @throws Refusal {@code invalid-figures}
   */
  public static Span of(
      Instant from, Instant to, Every every, ZoneId zone, @Nullable String currency) {
    if (!from.isBefore(to)) {
      throw invalid("'from' must be before 'to'.");
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw invalid("At most " + LONGEST.toDays() + " days can be asked for at once.");
    }
    var begins = new ArrayList<Instant>();
    begins.add(from);
    var next = every.after(every.beginOf(from.atZone(zone)));
    while (next.toInstant().isBefore(to)) {
      if (begins.size() == MOST_BUCKETS) {
        throw invalid(
            "From 'from' to 'to' there are more than %d buckets. Ask for a shorter time, or for longer buckets."
                .formatted(MOST_BUCKETS));
      }
      begins.add(next.toInstant());
      next = every.after(next);
    }
    return new Span(List.copyOf(begins), to, every, zone, currency);
  }

  public Instant from() {
    return begins.get(0);
  }

  /** Where a bucket ends. */
  Instant endOf(int bucket) {
    return bucket + 1 < begins.size() ? begins.get(bucket + 1) : to;
  }

  private static Instant time(String name, String text) {
    try {
      var time = OffsetDateTime.parse(text).toInstant();
      if (time.isAfter(Instant.EPOCH) && time.isBefore(Since.LATEST)) {
        return time;
      }
    } catch (DateTimeException e) {
      // refused below, like a time that is out of range
    }
    throw invalid("'" + name + "' is a time such as 2026-11-23T00:00:00Z.");
  }

  private static ZoneId zone(String text) {
    if (text.length() <= LONGEST_ZONE) {
      try {
        return ZoneId.of(text);
      } catch (DateTimeException e) {
        // refused below
      }
    }
    throw invalid("'zone' is a name of the time zone database, such as Europe/Berlin.");
  }

  private static Refusal invalid(String detail) {
    return Refusal.of("invalid-figures", 400, "Not figures that there are", detail);
  }
}
