package io.paydesk.method;

import io.paydesk.caller.ForLinks;
import io.paydesk.stripe.PaymentMethodSnapshot;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A saved payment method as its owner and the shop see it. */
@Schema(name = "PaymentMethod")
public record PaymentMethodView(
    @Schema(required = true, description = "Stripe's PaymentMethod", examples = "pm_123") String id,
    @Schema(required = true, description = "In Stripe's words", examples = "card") String type,
    @Schema(description = "Of a card, or the name of the bank", examples = "visa")
        @Nullable String brand,
    @Schema(examples = "4242") @Nullable String last4,
    @Schema(description = "Null for what does not expire", examples = "12")
        @Nullable Integer expMonth,
    @Schema(examples = "2034") @Nullable Integer expYear,
    @Schema(required = true, description = "Whether that month is over") boolean expired,
    @Schema(
            required = true,
            description =
                "Whether it pays renewals of subscriptions that have no method of their own")
        boolean isDefault,
    @Schema(
            required = true,
            description = "Whether the payer has agreed here to be charged without them")
        boolean offSession,
    @Schema(
            description =
                "Whether the payer wants to see it offered again, in Stripe's words: `always`,"
                    + " `limited` or `unspecified`",
            examples = "always")
        @Nullable String allowRedisplay,
    @Schema(description = "When it was made at Stripe") @Nullable Instant createdAt)
    implements ForLinks {

  /** A link that shows saved methods is for their payer. */
  @Override
  public PaymentMethodView forLink() {
    return this;
  }

  /**
   * @param now at Stripe
   */
  static PaymentMethodView of(
      PaymentMethodSnapshot method, @Nullable String defaultId, boolean consent, Instant now) {
    return new PaymentMethodView(
        method.id(),
        method.type(),
        method.brand(),
        method.last4(),
        method.expMonth(),
        method.expYear(),
        isOver(method, now),
        method.id().equals(defaultId),
        consent,
        method.allowRedisplay(),
        method.createdAt());
  }

  /** A card is good to the end of its month, wherever that ends last. */
  private static boolean isOver(PaymentMethodSnapshot method, Instant now) {
    var month = method.expMonth();
    var year = method.expYear();
    return month != null
        && year != null
        && month >= 1
        && month <= 12
        && YearMonth.of(year, month)
            .isBefore(YearMonth.from(now.atOffset(ZoneOffset.ofHours(-12))));
  }
}
