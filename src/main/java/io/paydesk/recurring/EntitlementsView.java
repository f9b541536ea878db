package io.paydesk.recurring;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a user may use now, by all of their subscriptions. */
@Schema(name = "Entitlements")
public record EntitlementsView(
    @Schema(required = true, examples = "user-1") String userId,
    @Schema(
            required = true,
            description =
                "One entry for each price, including items that were added to a subscription at"
                    + " Stripe")
        List<Entitlement> entitlements) {

  /** One price that the user may use. */
  @Schema(name = "Entitlement")
  public record Entitlement(
      @Schema(required = true, description = "Stripe's Price", examples = "price_monthly")
          String priceId,
      @Schema(required = true, description = "The highest quantity of it", examples = "1")
          int quantity,
      @Schema(
              required = true,
              description =
                  "The end of the paid time or of the grace period, but not beyond a planned end")
          Instant until,
      @Schema(
              required = true,
              description = "The subscription that gives access longest",
              examples = "1")
          long recurringPaymentId,
      @Schema(required = true, examples = "active") RecurringPaymentStatus status) {}
}
