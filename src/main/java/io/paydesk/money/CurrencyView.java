package io.paydesk.money;

import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Currency")
public record CurrencyView(
    @Schema(required = true, examples = "usd") String code,
    @Schema(required = true, description = "Decimals of the smallest unit", examples = "2")
        int digits,
    @Schema(required = true, description = "Amounts are multiples of this", examples = "1")
        int step,
    @Schema(
            description = "Smallest charge in minor units, where Stripe documents one",
            examples = "50")
        @Nullable Long smallestCharge,
    @Schema(required = true, examples = "10.00 USD is 1000") String example) {

  static CurrencyView of(StripeCurrency currency) {
    long ten = Long.parseLong("10" + "0".repeat(currency.digits()));
    return new CurrencyView(
        currency.code(),
        currency.digits(),
        currency.step(),
        currency.smallest(),
        Money.price(ten, currency) + " " + currency.code().toUpperCase(Locale.ROOT) + " is " + ten);
  }
}
