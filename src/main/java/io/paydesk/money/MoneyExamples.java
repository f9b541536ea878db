package io.paydesk.money;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;

/** How a currency is told, and the sums that cannot be charged. */
public final class MoneyExamples implements ApiExamples {

  @Override
  public void addTo(ExampleBook book) {
    var usd = StripeCurrency.of("usd");
    book.answer("getCurrency", 200, "two-decimals", CurrencyView.of(usd));
    book.answer("getCurrency", 200, "no-decimals", CurrencyView.of(StripeCurrency.of("jpy")));
    book.problem(() -> StripeCurrency.of("usdollar"));
    book.problem(() -> Money.ofPrice("$99.99", usd));
    book.problem(() -> Money.ofPrice("99.999", usd));
    book.problem(() -> Money.ofPrice("0.49", usd).atLeastTheSmallestCharge());
    book.problem(() -> Money.ofPrice("99999999999999", usd));
    book.problem(() -> Money.ofPrice("1.234", StripeCurrency.of("kwd")));
  }
}
