package io.paydesk.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.RequestText;
import io.paydesk.rest.StorableText;
import io.paydesk.stripe.StripeId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an app sends to make an order.
 *
 * @param receiptEmail not hashed where it is absent, so that keys from before this field keep their
 *     hash; the same of all fields below {@code trialDays}
 */
@Schema(name = "CreateOrder")
public record CreateOrder(
    @NotBlank(message = "is missing: the 'sub' of the user who is to pay") @Size(max = 255, message = "must have at most 255 characters") @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]*$", message = "must not have control characters") @Schema(description = "The `sub` of the payer's tokens", examples = "user-1")
        String userId,
    @NotNull(message = "is missing: a string in major units, such as \"99.99\"") @Schema(description = "In major units", examples = "99.99")
        String price,
    @NotNull(message = "is missing: three letters, such as usd") @Schema(description = "ISO 4217, in either case", examples = "usd")
        String currency,
    @Size(max = 500, message = "must have at most 500 characters") @Pattern(regexp = "^[^\\x00]*$", message = "must not have a NUL character") @Schema(description = "The payer sees it", examples = "Two tickets")
        @Nullable String description,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description = "Where receipts go, if this service sends them: a plain address",
            format = "idn-email",
            maxLength = ReceiptEmail.LONGEST,
            examples = "ada@example.com")
        @Nullable String receiptEmail,
    @JsonDeserialize(contentUsing = RequestText.OrEmpty.class)
        @Size(max = 50, message = "must have at most 50 entries") @Schema(
            description =
                "The app's own notes, shown to anyone who may see the order; entries with blank"
                    + " text are left out")
        @Nullable Map<
                @Size(min = 1, max = 40, message = "must have keys of 1 to 40 characters") @Pattern(regexp = "^[^\\x00]*$", message = "must not have a NUL character") String,
                @NotNull(message = "must not have null values") @Size(max = 500, message = "must have values of at most 500 characters") @Pattern(regexp = "^[^\\x00]*$", message = "must not have a NUL character") String>
            metadata,
    @Pattern(regexp = StripeId.PATTERN, message = StripeId.MESSAGE) @Schema(description = "For a subscription: Stripe's price", examples = "price_monthly")
        @Nullable String priceId,
    @Min(value = 1, message = "must be 1 or more") @Max(value = 1_000_000, message = "must be at most 1000000") @Schema(description = "For a subscription only", examples = "1")
        @Nullable Integer quantity,
    @Min(value = 0, message = "must be 0 or more") @Max(value = 730, message = "must be at most 730, as at Stripe") @Schema(description = "For a subscription only", examples = "14")
        @Nullable Integer trialDays,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(min = 1, max = 100, message = "must have 1 to 100 entries, as at Stripe; or leave them out")
        @Schema(
            description =
                "What is bought, of a one-time order: `amount` times `quantity` of all of them comes"
                    + " to `price`")
        @Nullable List<@NotNull(message = "must not have null entries") @Valid CreateOrderLine> lines,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description =
                "Nobody can begin to pay the order from then on, and if it is not paid by then, it is"
                    + " canceled. At most 365 days ahead; never, if left out")
        @Nullable Instant expiresAt) {

  private static final int MOST_METADATA = 50;

  /** Checked here, as an annotation would look at each entry before it counts them. */
  public CreateOrder {
    if (metadata != null && metadata.size() > MOST_METADATA) {
      throw Refusal.of(
              "too-much-metadata",
              400,
              "Too much metadata",
              "'metadata' may have " + MOST_METADATA + " entries at most, as at Stripe.")
          .with("most", MOST_METADATA);
    }
    if (metadata != null) {
      metadata.keySet().forEach(key -> StorableText.check("metadata", key));
      metadata = withoutBlanks(metadata);
    }
  }

  private static Map<String, String> withoutBlanks(Map<String, String> metadata) {
    var kept = new LinkedHashMap<>(metadata);
    kept.values().removeIf(""::equals);
    return kept;
  }
}
