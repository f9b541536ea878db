package io.paydesk.timeline;

import io.paydesk.problem.Refusal;
import io.paydesk.rest.PageQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a timeline ends: the next one goes on after it.
 *
 * @param micros of its time, since 1970
 */
record TimelinePlace(long micros, int rank, long n) {

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,17})-([0-9]{1,2})-(-?[0-9]{1,18})");

  /** Null for the first page. */
  static @Nullable TimelinePlace after(PageQuery page) {
    if (page.after == null || page.after.isEmpty()) {
      return null;
    }
    var text = TEXT.matcher(page.after);
    if (!text.matches()) {
      throw Refusal.of(
          "invalid-cursor",
          400,
          "Not a cursor",
          "'after' is the 'next' of the page before, unchanged.");
    }
    return new TimelinePlace(
        Long.parseLong(text.group(1)),
        Integer.parseInt(text.group(2)),
        Long.parseLong(text.group(3)));
  }

  static TimelinePlace of(Recorded last) {
    return new TimelinePlace(
        ChronoUnit.MICROS.between(Instant.EPOCH, last.at()), last.rank(), last.n());
  }

  @Override
  public String toString() {
    return micros + "-" + rank + "-" + n;
  }
}
