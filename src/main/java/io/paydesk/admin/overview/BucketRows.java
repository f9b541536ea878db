package io.paydesk.admin.overview;

import io.paydesk.admin.overview.Overview.Row;
import io.paydesk.figure.CurrencyFiguresView;
import io.paydesk.figure.FiguresView;
import io.paydesk.figure.Span;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The buckets of a period beside those of the one before, the first with the first. */
final class BucketRows {

  private BucketRows() {}

  static List<Row> of(
      Period period,
      Span span,
      Span behind,
      @Nullable CurrencyFiguresView now,
      @Nullable CurrencyFiguresView before) {
    var format = DateTimeFormatter.ofPattern(pattern(period), Locale.ENGLISH);
    int came = span.begins().size();
    int was = behind.begins().size();
    var rows = new ArrayList<Row>();
    for (int i = 0; i < Math.max(came, was); i++) {
      var begin = i < came ? span.begins().get(i) : behind.begins().get(i);
      rows.add(
          new Row(
              label(begin, span, format),
              i < came ? amount(now, i) : null,
              i < was ? amount(before, i) : null,
              i < came ? payments(now, i) : null));
    }
    return rows;
  }

  private static String label(Instant begin, Span span, DateTimeFormatter format) {
    return format.format(begin.atZone(span.zone()));
  }

  private static String pattern(Period period) {
    return switch (period) {
      case TODAY -> "HH:mm";
      case WEEK, MONTH, QUARTER -> "EEE d MMM";
      case YEAR -> "MMM uuuu";
    };
  }

  private static @Nullable FiguresView bucket(@Nullable CurrencyFiguresView all, int i) {
    return all == null ? null : all.buckets().get(i);
  }

  private static long amount(@Nullable CurrencyFiguresView all, int i) {
    var bucket = bucket(all, i);
    return bucket == null ? 0 : bucket.came();
  }

  private static long payments(@Nullable CurrencyFiguresView all, int i) {
    var bucket = bucket(all, i);
    return bucket == null ? 0 : bucket.succeeded();
  }
}
