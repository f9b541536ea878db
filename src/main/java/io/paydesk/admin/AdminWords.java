package io.paydesk.admin;

import io.paydesk.actionflow.EndpointStatus;
import io.paydesk.actionflow.RunStatus;
import io.paydesk.key.KeyStatus;
import io.paydesk.money.StripeCurrency;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.refund.RefundStatus;
import io.paydesk.refund.RefundView;
import io.paydesk.timeline.ReasonInWords;
import io.paydesk.webhook.StripeEventStatus;
import io.quarkus.qute.RawString;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Amounts, times and statuses on the pages of {@code /admin}: in English, with numbers as the
 * browser's language writes them. What is a {@link RawString} is HTML.
 *
 * @param locale of numbers
 * @param now that "3 min ago" is told from
 */
public record AdminWords(Locale locale, Instant now) {

  /** Longer ones come from no browser. */
  private static final int LONGEST = 500;

  /** A longer badge may be cut off. */
  private static final int SHORT = 16;

  private static final String EXACT = "d MMM uuuu, HH:mm:ss 'UTC'";

  /**
   * @param acceptLanguage may be anything
   */
  static AdminWords of(@Nullable String acceptLanguage, Instant now) {
    var asked = ranges(acceptLanguage);
    var first = asked.isEmpty() ? Locale.US : Locale.forLanguageTag(asked.get(0).getRange());
    return new AdminWords(plain(first), now);
  }

  private static List<Locale.LanguageRange> ranges(@Nullable String header) {
    if (header == null || header.isBlank() || header.length() > LONGEST) {
      return List.of();
    }
    try {
      return Locale.LanguageRange.parse(header);
    } catch (IllegalArgumentException notAHeader) {
      return List.of();
    }
  }

  /** With digits that amounts elsewhere have too, and without extensions that nobody needs here. */
  private static Locale plain(Locale asked) {
    return asked.getLanguage().isEmpty()
        ? Locale.US
        : new Locale.Builder()
            .setLanguage(asked.getLanguage())
            .setRegion(asked.getCountry())
            .setUnicodeLocaleKeyword("nu", "latn")
            .build();
  }

  /**
   * Such as "1,299.00 USD". Of a currency that is not known here "129,900 units XYZ".
   *
   * @param minor units, as Stripe counts them
   * @param currency such as {@code usd}
   */
  public String money(long minor, String currency) {
    return number(minor, currency) + "\u00a0" + code(currency);
  }

  /** The same, with the currency in grey. */
  public RawString amount(long minor, String currency) {
    return new RawString(
        "<span class=\"amount\">%s <span class=\"currency\">%s</span></span>"
            .formatted(number(minor, currency), code(currency)));
  }

  private String number(long minor, String currency) {
    var known = StripeCurrency.find(currency);
    if (known.isEmpty()) {
      return count(minor) + "\u00a0units";
    }
    int decimals = known.get().digits();
    var format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return format.format(BigDecimal.valueOf(minor, decimals));
  }

  private static String code(String currency) {
    return escaped(currency.toUpperCase(Locale.ROOT));
  }

  /** Such as "12,345". */
  public String count(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  /** "3 min ago", with the exact time to point at; a dash for null. */
  public RawString time(@Nullable Instant at) {
    if (at == null) {
      return new RawString("–");
    }
    var iso = at.truncatedTo(ChronoUnit.SECONDS).toString();
    return new RawString(
        "<time datetime=\"%s\" title=\"%s\">%s</time>".formatted(iso, exact(at), ago(at)));
  }

  /** The exact time, written out; a dash for null. */
  public String exact(@Nullable Instant at) {
    return at == null
        ? "–"
        : DateTimeFormatter.ofPattern(EXACT, Locale.ENGLISH).format(at.atOffset(ZoneOffset.UTC));
  }

  /** "8 Dec 2026, 14:30 UTC": for whoever plans with it; a dash for null. */
  public RawString until(@Nullable Instant at) {
    return at == null ? time(null) : DueWords.until(at, exact(at));
  }

  /** "due in 2 days", and in red where that is soon or over; a dash for null. */
  public RawString dueBy(@Nullable Instant at) {
    return at == null ? time(null) : DueWords.by(at, now, time(at));
  }

  /** {@code over} or {@code soon}; empty where there is time, and for null. */
  public String hurry(@Nullable Instant at) {
    return at == null ? "" : DueWords.hurry(at, now);
  }

  /** "3 min ago", "in 2 days", "12 Nov". */
  public String ago(Instant at) {
    return Ago.of(at, now);
  }

  /** Why, such as "The payer asked for it"; empty for null. */
  public String reason(@Nullable String name) {
    return Objects.requireNonNullElse(ReasonInWords.of(name), "");
  }

  /** What the payer of an order pays. */
  public RawString due(OrderView order) {
    return amount(ShownSum.of(order), order.currency());
  }

  /** What came, or was tried. */
  public RawString due(PaymentView payment) {
    return amount(ShownSum.of(payment), payment.currency());
  }

  /** "99.99 USD before discount"; null where that is what the payer pays. */
  public @Nullable String asked(OrderView order) {
    return ShownSum.asked(order, this);
  }

  /** As it stands: "Expired" rather than "Open". */
  public RawString badge(OrderView order) {
    return badge(Standing.of(order, null, this).badge());
  }

  public RawString badge(PaymentView payment) {
    return badge(Standing.of(payment, this).badge());
  }

  public RawString badge(RefundView refund) {
    return badge(Standing.of(refund));
  }

  public RawString badge(OrderStatus status) {
    return badge(Badge.of(status));
  }

  public RawString badge(PaymentStatus status) {
    return badge(Badge.of(status));
  }

  public RawString badge(RefundStatus status) {
    return badge(Badge.of(status));
  }

  public RawString badge(RecurringPaymentStatus status) {
    return badge(Badge.of(status));
  }

  public RawString badge(StripeEventStatus status) {
    return badge(Badge.of(status));
  }

  public RawString badge(RunStatus status) {
    return badge(Badge.of(status));
  }

  public RawString badge(EndpointStatus status) {
    return badge(Badge.of(status));
  }

  public RawString badge(KeyStatus status) {
    return badge(Badge.of(status));
  }

  /** As Stripe states it. */
  public RawString disputeBadge(String status) {
    return badge(Badge.ofDispute(status));
  }

  public RawString badge(Badge badge) {
    var text = escaped(badge.text());
    var whole = text.length() > SHORT ? " title=\"" + text + "\"" : "";
    return new RawString(
        "<span class=\"badge %s\"%s>%s</span>".formatted(badge.tone(), whole, text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
