package io.paydesk.admin.overview;

import io.paydesk.admin.AdminWords;
import io.paydesk.figure.AttentionView;
import io.paydesk.figure.CurrencyFiguresView;
import io.paydesk.figure.FiguresView;
import io.paydesk.figure.Span;
import io.paydesk.figure.SpanFiguresView;
import io.paydesk.money.StripeCurrency;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the overview shows.
 *
 * @param currency whose figures are shown; null where nothing has happened
 * @param currencies that there are figures of, to choose from
 * @param now the figures of the period so far; null where nothing has happened
 * @param before of the same part of the period before; null where nothing had
 * @param rows what the chart shows, for those who cannot see it
 * @param isNew whether the shop has made no order yet
 */
public record Overview(
    Period period,
    String zone,
    @Nullable String currency,
    List<String> currencies,
    @Nullable CurrencyFiguresView now,
    FiguresView was,
    List<Row> rows,
    Span span,
    Span behind,
    AttentionView attention,
    boolean isNew) {

  private static final FiguresView NOTHING =
      new FiguresView(
          Instant.EPOCH, Instant.EPOCH, 0, 0, 0, 0, 0, 0, 0, null, 0, 0, 0, 0, 0, 0, 0, null, null);

  /**
   * One bucket, and the one that lies behind it.
   *
   * @param came null where that time has not come yet
   * @param before null where the period before had no such bucket
   */
  public record Row(
      String label, @Nullable Long came, @Nullable Long before, @Nullable Long payments) {}

  /** What was read for it. */
  record Read(
      SpanFiguresView now,
      SpanFiguresView before,
      SpanFiguresView behind,
      AttentionView attention,
      boolean isNew) {}

  static Overview of(Period period, Span span, Span behind, @Nullable String asked, Read read) {
    var currencies = new TreeSet<String>();
    Stream.of(read.now, read.behind)
        .flatMap(one -> one.data().stream())
        .forEach(one -> currencies.add(one.currency()));
    var usual =
        Stream.of(read.now, read.behind)
            .flatMap(one -> one.data().stream())
            .map(CurrencyFiguresView::currency)
            .findFirst()
            .orElse(null);
    var lower = asked == null ? "" : asked.toLowerCase(Locale.ROOT);
    var currency = currencies.contains(lower) ? lower : usual;
    var now = in(read.now, currency);
    var before = in(read.before, currency);
    return new Overview(
        period,
        span.zone().getId(),
        currency,
        List.copyOf(currencies),
        now,
        before == null ? NOTHING : before.total(),
        BucketRows.of(period, span, behind, now, in(read.behind, currency)),
        span,
        behind,
        read.attention,
        read.isNew);
  }

  private static @Nullable CurrencyFiguresView in(
      SpanFiguresView figures, @Nullable String currency) {
    return figures.data().stream()
        .filter(one -> one.currency().equals(currency))
        .findFirst()
        .orElse(null);
  }

  public FiguresView total() {
    return now == null ? NOTHING : now.total();
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return currency == null;
  }

  public List<Need> needs() {
    return Need.of(attention);
  }

  public List<Bar> bars() {
    return now == null ? List.of() : Bar.of(now.declines());
  }

  public Curves curves() {
    return Curves.of(rows);
  }

  public List<Period> periods() {
    return List.of(Period.values());
  }

  public Change cameChange() {
    return Change.of(total().came(), was.came(), true);
  }

  public Change keptChange() {
    return Change.of(total().kept(), was.kept(), true);
  }

  public Change paymentsChange() {
    return Change.of(total().succeeded(), was.succeeded(), true);
  }

  public @Nullable Change rateChange() {
    return Change.ofShares(total().successRate(), was.successRate(), true);
  }

  public Change refundedChange() {
    return Change.of(total().refunded(), was.refunded(), false);
  }

  public Change disputedChange() {
    return Change.of(total().disputed(), was.disputed(), false);
  }

  public boolean hasSubscriptions() {
    var total = total();
    return total.subscriptionsRunning() > 0
        || total.subscriptionsStarted() > 0
        || total.subscriptionsEnded() > 0;
  }

  /** An address of this page with one thing changed. */
  public String with(Period other) {
    return address(other, currency);
  }

  public String in(String other) {
    return address(period, other);
  }

  public String self() {
    return address(period, currency);
  }

  private String address(Period its, @Nullable String in) {
    return "/admin?period="
        + its.text()
        + (in == null ? "" : "&currency=" + in)
        + "&zone="
        + URLEncoder.encode(zone, StandardCharsets.UTF_8);
  }

  public int digits() {
    return now == null
        ? StripeCurrency.find(currency).map(StripeCurrency::digits).orElse(0)
        : now.digits();
  }

  public long withoutAmount() {
    return now == null ? 0 : now.withoutAmount();
  }

  public String inboxWait() {
    return waited(attention.inboxLagSeconds());
  }

  public String runWait() {
    return waited(attention.runLagSeconds());
  }

  /** "43 s", "2 min", "3 h": how long the oldest has waited. */
  private static String waited(long seconds) {
    if (seconds < 120) {
      return seconds + "\u00a0s";
    }
    return seconds < 7_200 ? seconds / 60 + "\u00a0min" : seconds / 3_600 + "\u00a0h";
  }

  public String share(@Nullable BigDecimal share, AdminWords words) {
    return share == null ? "–" : Percent.of(share, words.locale());
  }
}
