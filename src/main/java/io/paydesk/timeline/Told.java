package io.paydesk.timeline;

import io.paydesk.money.SumInWords;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says.
 *
 * @param moved minor units that the shop got, or below zero that it gave; null where no money moved
 */
record Told(TimelineKind kind, TimelineWhat what, String text, @Nullable Long moved) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  static Told of(TimelineKind kind, TimelineWhat what, String text) {
    return new Told(kind, what, text, null);
  }

  /** With what it is about, in words: "99.99 USD". */
  static String sum(Recorded seen) {
    return seen.amount() == null || seen.currency() == null
        ? "an amount"
        : SumInWords.of(seen.amount(), seen.currency());
  }

  /** ": insufficient funds"; nothing where nobody said why. */
  static String why(@Nullable String because) {
    return because == null || because.isBlank() ? "" : ": " + ReasonInWords.within(because);
  }

  /** " until 3 May 2026"; nothing where there is no such time. */
  static String day(String before, Recorded seen) {
    return seen.until() == null ? "" : " " + before + " " + DAY.format(seen.until());
  }

  /** A word of Stripe's or ours without the marks of a program. */
  static String plain(String word) {
    return Objects.requireNonNull(word).replace('_', ' ').replace('-', ' ');
  }
}
