package io.paydesk.admin.row;

import io.quarkus.qute.RawString;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A name and what it is.
 *
 * @param text null where it is a time, or is loaded
 * @param more in grey below it
 * @param href where it leads
 * @param load what is put in its place once it is there
 */
record Fact(
    String name,
    @Nullable String text,
    @Nullable String more,
    @Nullable Instant at,
    @Nullable String href,
    @Nullable String load) {

  static Fact text(String name, @Nullable String text) {
    return new Fact(name, text == null ? "–" : text, null, null, null, null);
  }

  static Fact link(String name, String text, @Nullable String more, String href) {
    return new Fact(name, text, more, null, href, null);
  }

  static Fact time(String name, @Nullable Instant at) {
    return at == null ? text(name, "–") : new Fact(name, null, null, at, null, null);
  }

  static Fact loaded(String name, String load) {
    return new Fact(name, null, null, null, null, load);
  }

  /** An id of Stripe's or ours, to be copied, and where Stripe shows it. */
  record Id(String name, String value, @Nullable String href) {}

  /** A line of a part: what belongs to the row. */
  record Line(
      String text,
      @Nullable String more,
      @Nullable String href,
      @Nullable RawString badge,
      @Nullable RawString amount,
      @Nullable Instant at) {}

  /** What belongs to the row, of one kind. */
  record Part(String title, java.util.List<Line> lines) {}
}
