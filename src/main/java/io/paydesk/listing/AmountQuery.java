package io.paydesk.listing;

import io.paydesk.money.StripeCurrency;
import io.paydesk.problem.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** {@code ?currency=&amount=&amountFrom=&amountTo=} of a list whose rows are sums of money. */
@RegisterForReflection
public class AmountQuery extends OwnedQuery {

  @QueryParam("currency")
  @Parameter(description = "Only in this currency", example = "usd")
  public @Nullable String currency;

  @QueryParam("amount")
  @Parameter(
      description = "Only of exactly this amount, in minor units of `currency`",
      schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"),
      example = "9999")
  public @Nullable String amount;

  @QueryParam("amountFrom")
  @Parameter(
      description = "Only of this amount or more, in minor units of `currency`",
      schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"),
      example = "5000")
  public @Nullable String amountFrom;

  @QueryParam("amountTo")
  @Parameter(
      description = "Only of this amount or less, in minor units of `currency`",
      schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"),
      example = "10000")
  public @Nullable String amountTo;

  /**
   * @throws Refusal {@code unknown-currency}, {@code invalid-amount}, {@code empty-range} or {@code
   *     currency-missing}
   */
  final Money money() {
    var code = currency == null ? null : StripeCurrency.of(currency).code();
    var exactly = minorUnits("amount", amount);
    var least = minorUnits("amountFrom", amountFrom);
    var most = minorUnits("amountTo", amountTo);
    if (least != null && most != null && least > most) {
      throw Refusal.of(
          "empty-range",
          400,
          "The range is empty",
          "'amountFrom' must not be over 'amountTo': no amount lies between them.");
    }
    if (code == null && (exactly != null || least != null || most != null)) {
      throw currencyMissing();
    }
    return new Money(code, exactly, least, most);
  }

  /** Minor units of different currencies do not compare: 9999 is 99.99 USD and 9999 JPY. */
  static Refusal currencyMissing() {
    return Refusal.of(
        "currency-missing",
        400,
        "The currency is missing",
        "Amounts are compared in minor units, which mean something else in each currency: send 'currency' too,"
            + " such as currency=usd.");
  }

  private static @Nullable Long minorUnits(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      long units = Long.parseLong(text);
      if (units >= 0) {
        return units;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number below zero
    }
    throw Refusal.of(
            "invalid-amount",
            400,
            "Not an amount",
            "'%s' is a whole number of minor units from 0 on, such as 9999 for 99.99 USD."
                .formatted(name))
        .with("parameter", name);
  }

  /** Each part may be null; amounts are minor units. */
  record Money(
      @Nullable String currency,
      @Nullable Long exactly,
      @Nullable Long least,
      @Nullable Long most) {}
}
