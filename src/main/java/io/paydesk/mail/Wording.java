package io.paydesk.mail;

import io.paydesk.actionflow.CallbackRun;
import io.paydesk.brand.BrandConfig;
import io.paydesk.money.Money;
import io.paydesk.money.PayersWords;
import io.paydesk.money.StripeCurrency;
import io.paydesk.order.OrderLineView;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.problem.Refusal;
import io.paydesk.stripe.StripeAccountConfig;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words what happened for the payer. */
@Singleton
class Wording {

  private final MailConfig config;
  private final BrandConfig brand;
  private final StripeAccountConfig account;

  Wording(MailConfig config, BrandConfig brand, StripeAccountConfig account) {
    this.config = config;
    this.brand = brand;
    this.account = account;
  }

  /**
   * @param amount as text; null where it is not certain
   * @param presented the same as the payer paid it, in another currency; null where they did not
   * @param refunded as text; null when nothing was refunded
   */
  Letter letter(
      CallbackRun run,
      OrderView order,
      @Nullable String amount,
      @Nullable String presented,
      @Nullable String refunded) {
    return letter(run.happenedAt(), order, amount, presented, refunded);
  }

  /** The same of what no run is about. */
  Letter letter(
      Instant happenedAt,
      OrderView order,
      @Nullable String amount,
      @Nullable String presented,
      @Nullable String refunded) {
    return new Letter(
        brand.name(),
        brand.logo().filter(address -> address.startsWith("https://")).orElse(null),
        brand.slogan().orElse(null),
        !account.livemode(),
        order.status() == OrderStatus.REVIEW,
        amount,
        amount == null ? null : presented,
        released(order),
        refunded,
        isCoveredByACode(order),
        day(happenedAt),
        order.id(),
        order.description(),
        order.lines() == null
            ? List.of()
            : order.lines().stream().map(line -> line(line, order)).toList(),
        BillParts.of(order, minor -> inOrders(minor, order)));
  }

  private static boolean isCoveredByACode(OrderView order) {
    return Long.valueOf(0).equals(order.charged())
        && order.discount() != null
        && order.discount() > 0
        && order.priceId() == null;
  }

  private String inOrders(long amount, OrderView order) {
    return PayersWords.of(amount, StripeCurrency.of(order.currency()), config.locale());
  }

  /** Only with the payment itself, not with what goes back of it. */
  private @Nullable String released(OrderView order) {
    var released = order.amountReleased();
    return released == null ? null : amountOverZero(released, order.currency(), order);
  }

  private Letter.Line line(OrderLineView line, OrderView order) {
    var currency = StripeCurrency.of(order.currency());
    long total = Money.ofOne(line.total(), currency);
    return new Letter.Line(
        line.name(), line.quantity(), PayersWords.of(total, currency, config.locale()));
  }

  /** A subject, which says at once when it is test mode. */
  String subject(String text, OrderView order) {
    var subject = text.formatted(brand.name()) + ": order " + order.id();
    return account.livemode() ? subject : "[Test, no money moved] " + subject;
  }

  /**
   * @return null where money came in another currency than the order's, as no row says in which
   */
  @Nullable String amount(long amount, String currency, OrderView order) {
    boolean known =
        order.reviewReason() == null || !order.reviewReason().contains("currency-mismatch");
    return known ? PayersWords.of(amount, StripeCurrency.of(currency), config.locale()) : null;
  }

  /**
   * What the payer paid, or gets back, in their own currency.
   *
   * @param amount null where that is the shop's
   * @return null there too, and where it is none that we can write
   */
  @Nullable String presented(@Nullable Long amount, @Nullable String currency) {
    if (amount == null || currency == null) {
      return null;
    }
    try {
      return PayersWords.of(amount, StripeCurrency.of(currency), config.locale());
    } catch (Refusal unknown) {
      return null;
    }
  }

  /** As {@link #amount}, and null for zero. */
  @Nullable String amountOverZero(long amount, String currency, OrderView order) {
    return amount > 0 ? amount(amount, currency, order) : null;
  }

  String day(Instant instant) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(config.locale())
        .format(instant.atZone(config.timeZone()));
  }
}
