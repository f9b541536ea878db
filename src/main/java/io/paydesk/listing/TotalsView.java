package io.paydesk.listing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How many rows of a list a filter leaves, and what they come to. */
@Schema(name = "Totals")
public record TotalsView(
    @Schema(required = true, description = "How many rows there are", examples = "2") long count,
    @Schema(
            required = true,
            description =
                "Whether all rows are counted. False where there are more than 50,000: then some 50,000 of them are,"
                    + " and each number is the least that it can be. False with a `count` of 0 where counting took"
                    + " longer than two seconds: then none is. Ask for less, such as a month, to count all",
            examples = "true")
        boolean complete,
    @Schema(
            description =
                "What they come to in each currency, by its code; left out where the rows are no sums of money")
        @Nullable List<Amount> amounts) {

  /** There may be any number of rows. */
  static TotalsView notCounted(boolean isMoney) {
    return new TotalsView(0, false, isMoney ? List.of() : null);
  }

  @JsonIgnore
  public boolean wasGivenUp() {
    return !complete && count == 0;
  }

  /** The rows of one currency. */
  @Schema(name = "TotalAmount")
  public record Amount(
      @Schema(required = true, examples = "usd") String currency,
      @Schema(required = true, description = "How many rows are in it", examples = "2") long count,
      @Schema(
              required = true,
              description = "The sum of their amounts, in minor units",
              examples = "9600")
          long amount,
      @Schema(
              required = true,
              description =
                  "The same in major units; in minor units for a currency that Paydesk does not know",
              examples = "96.00")
          String price,
      @Schema(description = "Of payments: minor units that came", examples = "9600")
          @Nullable Long amountReceived,
      @Schema(description = "Of payments: minor units that went back", examples = "1600")
          @Nullable Long amountRefunded) {}
}
