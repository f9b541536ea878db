package io.paydesk.figure;

import io.paydesk.money.StripeCurrency;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts and adds up what happened over time. It reads the rows themselves, and keeps nothing. */
@Singleton
public class Figures {

  private static final String UNPRICED =
      """
      select o.currency, count(*) as number from recurring_payment r join orders o on o.id = r.order_id
      where r.monthly_amount is null and r.status in ('active', 'past_due') group by 1
      """;

  private final Pool database;
  private final String sql = Source.all();

  Figures(Pool database) {
    this.database = database;
  }

  /** All of one currency while it is read. */
  private static final class Book {
    final Map<Integer, Tally> buckets = new HashMap<>();
    final Map<String, Long> declines = new TreeMap<>();

    Tally of(int bucket) {
      return buckets.computeIfAbsent(bucket, x -> new Tally());
    }
  }

  public Uni<SpanFiguresView> of(Span span) {
    return database
        .preparedQuery(sql)
        .execute(
            Tuple.of(
                span.begins().stream().map(Figures::time).toArray(OffsetDateTime[]::new),
                time(span.from()),
                time(span.to()),
                span.currency()))
        .flatMap(
            rows ->
                database
                    .query(UNPRICED)
                    .execute()
                    .map(unpriced -> view(span, read(rows), numbers(unpriced))));
  }

  /** Whether no order was ever made. */
  public Uni<Boolean> isNothing() {
    return database
        .query("select not exists (select from orders) as nothing")
        .execute()
        .map(rows -> rows.iterator().next().getBoolean("nothing"));
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Map<String, Book> read(RowSet<Row> rows) {
    var books = new TreeMap<String, Book>();
    var sources = Source.values();
    for (var row : rows) {
      var book = books.computeIfAbsent(row.getString(1), x -> new Book());
      var source = sources[row.getInteger(0)];
      long count = row.getLong(4);
      source.add(book.of(row.getInteger(2)), count, row.getLong(5), row.getLong(6));
      var reason = row.getString(3);
      if (reason != null) {
        book.declines.merge(reason, count, Long::sum);
      }
    }
    return books;
  }

  private static Map<String, Long> numbers(RowSet<Row> rows) {
    var numbers = new HashMap<String, Long>();
    rows.forEach(row -> numbers.put(row.getString(0), row.getLong(1)));
    return numbers;
  }

  private static SpanFiguresView view(
      Span span, Map<String, Book> books, Map<String, Long> unpriced) {
    return new SpanFiguresView(
        span.from(),
        span.to(),
        span.every(),
        span.zone().getId(),
        books.entrySet().stream()
            .map(
                book ->
                    view(
                        span,
                        book.getKey(),
                        book.getValue(),
                        unpriced.getOrDefault(book.getKey(), 0L)))
            .sorted(
                Comparator.comparingLong((CurrencyFiguresView one) -> one.total().succeeded())
                    .reversed())
            .toList());
  }

  private static CurrencyFiguresView view(Span span, String currency, Book book, long unpriced) {
    var before = new Tally();
    before.add(book.of(0));
    var all = new Tally();
    var buckets = new ArrayList<FiguresView>();
    for (int i = 0; i < span.begins().size(); i++) {
      var tally = book.of(i + 1);
      buckets.add(tally.view(span.begins().get(i), span.endOf(i), before));
      before.add(tally);
      all.add(tally);
    }
    return new CurrencyFiguresView(
        currency,
        StripeCurrency.find(currency).map(StripeCurrency::digits).orElse(0),
        all.total(span.from(), span.to(), book.of(0)),
        buckets,
        declines(book.declines),
        unpriced);
  }

  private static List<DeclinesView> declines(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(one -> new DeclinesView(one.getKey(), DeclineWords.of(one.getKey()), one.getValue()))
        .toList();
  }
}
