package io.paydesk.page;

import static java.util.Objects.requireNonNullElse;

import io.paydesk.money.Money;
import io.paydesk.money.PayersWords;
import io.paydesk.money.StripeCurrency;
import io.paydesk.order.OrderView;
import io.paydesk.page.OrderPage.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Amounts of one order, as its payer reads them. */
final class Amounts {

  private final StripeCurrency currency;
  private final Locale locale;

  Amounts(String currency, Locale locale) {
    this.currency = StripeCurrency.of(currency);
    this.locale = locale;
  }

  /**
   * @param minor units of the order's currency
   */
  String of(long minor) {
    return PayersWords.of(minor, currency, locale);
  }

  String ofPrice(String major) {
    return of(Money.ofOne(major, currency));
  }

  String in(String other, long minor) {
    return PayersWords.of(minor, StripeCurrency.of(other), locale);
  }

  /** How what is due came about, where codes, taxes or a balance changed the price. */
  List<Part> parts(OrderView order) {
    var subtotal = order.subtotal();
    var total = order.total();
    if (subtotal == null || total == null) {
      return List.of();
    }
    long discount = requireNonNullElse(order.discount(), 0L);
    long tax = requireNonNullElse(order.tax(), 0L);
    long credit = requireNonNullElse(order.credit(), 0L);
    if (discount == 0 && tax == 0 && credit == 0) {
      return List.of();
    }
    long added = total - (subtotal - discount);
    var parts = new ArrayList<Part>();
    parts.add(new Part("subtotal", of(subtotal)));
    add(parts, "discount", -discount);
    add(parts, "tax", Math.max(added, 0));
    parts.add(new Part("total", of(total)));
    add(parts, "included", tax > added ? tax - added : 0);
    add(parts, "balance", -credit);
    return parts;
  }

  private void add(List<Part> parts, String kind, long minor) {
    if (minor != 0) {
      parts.add(new Part(kind, of(minor)));
    }
  }
}
