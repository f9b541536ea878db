package io.paydesk.payment;

import io.paydesk.money.Money;
import io.paydesk.money.StripeCurrency;
import io.paydesk.stripe.Presentment;
import org.jspecify.annotations.Nullable;

/** What a payer saw, in major units. */
public final class PresentmentPrice {

  private PresentmentPrice() {}

  /** Null in a currency of Stripe's that is not known here: its decimals are not known either. */
  public static @Nullable String of(Presentment presented) {
    return StripeCurrency.find(presented.presentmentCurrency())
        .map(known -> Money.price(presented.presentmentAmount(), known))
        .orElse(null);
  }
}
