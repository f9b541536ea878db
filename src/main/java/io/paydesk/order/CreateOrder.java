package io.paydesk.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.RequestText;
import io.paydesk.rest.StorableText;
import io.paydesk.stripe.AppMetadata;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.stripe.StripeId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
 *     hash; the same of {@code capture} and all fields below {@code trialDays}
 */
@Schema(name = "CreateOrder")
public record CreateOrder(
    @JsonDeserialize(using = RequestText.OrEmpty.class)
        @Size(
            min = 1,
            max = 255,
            message = "must have 1 to 255 characters; leave it out for a guest")
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]*$", message = "must not have control characters") @Schema(
            description =
                "The `sub` of the payer's tokens. Left out for a guest: then the order gets a random"
                    + " one, and the answer a `guestToken`",
            examples = "user-1")
        @Nullable String userId,
    @NotNull(message = "is missing: a string in major units, such as \"99.99\"") @Schema(
            description =
                "In major units; \"0\" for a one-time order that is free, and so paid at once",
            examples = "99.99")
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
        @Size(max = AppMetadata.MOST, message = "must have at most 45 entries") @Schema(
            description =
                "The app's own notes, shown to anyone who may see the order, and in Stripe's"
                    + " dashboard with `app_` before each key; entries with blank text are left"
                    + " out")
        @Nullable Map<
                @Size(
                    min = 1,
                    max = AppMetadata.LONGEST_KEY,
                    message =
                        "must have keys of 1 to 36 characters: Stripe takes 40, and Paydesk puts"
                            + " app_ before them")
                @Pattern(
                    regexp = "^[^\\x00\\[\\]]*$",
                    message =
                        "must not have a NUL character or square brackets in a key: Stripe takes"
                            + " none")
                String,
                @NotNull(message = "must not have null values") @Size(max = 500, message = "must have values of at most 500 characters") @Pattern(regexp = "^[^\\x00]*$", message = "must not have a NUL character") String>
            metadata,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Pattern(regexp = "^(automatic|manual)$", message = "must be automatic or manual")
        @Schema(
            description =
                """
                `manual`: the payer's bank only holds the money, until POST \
                /v1/payments/{id}/capture takes all or a part of it. `automatic` if left out\
                """,
            examples = "manual")
        @Nullable String capture,
    @Pattern(regexp = StripeId.PATTERN, message = StripeId.MESSAGE) @Schema(description = "For a subscription: Stripe's price", examples = "price_monthly")
        @Nullable String priceId,
    @Min(value = 1, message = "must be 1 or more") @Max(value = 1_000_000, message = "must be at most 1000000") @Schema(description = "For a subscription only", examples = "1")
        @Nullable Integer quantity,
    @Min(value = 0, message = "must be 0 or more") @Max(value = 730, message = "must be at most 730, as at Stripe") @Schema(description = "For a subscription only", examples = "14")
        @Nullable Integer trialDays,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 100, message = "must have at most 100 entries, as at Stripe") @Schema(
            description =
                "What is bought, of a one-time order: `amount` times `quantity` of all of them comes"
                    + " to `price`")
        @Nullable List<@NotNull(message = "must not have null entries") @Valid CreateOrderLine>
            lines,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description =
                "Nobody can begin to pay the order from then on, and if it is not paid by then, it is"
                    + " canceled. At most 365 days ahead; never, if left out")
        @Nullable Instant expiresAt,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Pattern(
            regexp = "^(?=.*[A-Za-z])[ !#-&()+-;=?-\\[\\]-~]{1,18}$",
            message =
                "must have 1 to 18 ASCII characters, a letter among them, and none of < > \\ ' \" *")
        @Schema(
            description =
                "What the payer's bank shows behind the shop's own name, for card payments. With"
                    + " that name and `* ` between them, Stripe takes 22 characters. Not for a"
                    + " subscription",
            examples = "TICKETS")
        @Nullable String statementDescriptorSuffix,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 256, message = "must have at most 256 characters") @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]*$", message = "must not have control characters") @Schema(description = "The payer's name, for Stripe's dashboard", examples = "Ada Lovelace")
        @Nullable String payerName,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description =
                "Whether the payer may enter promotion codes. Such an order is paid by a checkout"
                    + " session",
            examples = "false")
        @Nullable Boolean allowPromotionCodes,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Pattern(
            regexp = "^promo_[A-Za-z0-9_]{1,100}$",
            message = "must be the id of a promotion code of Stripe's, such as promo_123")
        @Schema(
            description =
                "Stripe's promotion code that reduces it. Such an order is paid by a checkout"
                    + " session",
            examples = "promo_123")
        @Nullable String promotionCode,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description =
                "Whether Stripe works out the tax from the payer's address. Such an order is paid by"
                    + " a checkout session",
            examples = "false")
        @Nullable Boolean automaticTax,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description =
                "Whether Stripe makes an invoice of it once it is paid. Such an order is paid by a"
                    + " checkout session. Not for a subscription, which has invoices anyway, nor"
                    + " with `capture`: `manual`; a free order gets none",
            examples = "false")
        @Nullable Boolean invoice,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description =
                "Whether Stripe sells it, as the merchant of record: it adds and remits the tax, and"
                    + " answers the payer. Such an order is paid by a checkout session, hosted or"
                    + " embedded, and each of its lines has a `taxCode`. For digital goods only",
            examples = "false")
        @Nullable Boolean managedPayments,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description =
                "Whether the payer of a checkout session may pay in their own currency; you are paid"
                    + " in `currency`, the whole amount. As your Stripe account is set, if left out",
            examples = "true")
        @Nullable Boolean adaptivePricing,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Pattern(
            regexp = "^" + MethodConfiguration.PATTERN + "$",
            message =
                "must be the id of a payment method configuration of Stripe's, such as pmc_123")
        @Schema(
            description =
                "Stripe's payment method configuration: which methods its payer is offered. As this"
                    + " service or your Stripe account is set, if left out",
            examples = "pmc_123")
        @Nullable String paymentMethodConfiguration) {

  /** Checked here, as an annotation would look at each entry before it counts them. */
  public CreateOrder {
    if (metadata != null && metadata.size() > AppMetadata.MOST) {
      throw Refusal.of(
              "too-much-metadata",
              400,
              "Too much metadata",
              "'metadata' may have %s entries at most: Stripe takes 50, and Paydesk keeps the others for its own marks."
                  .formatted(AppMetadata.MOST))
          .with("most", AppMetadata.MOST);
    }
    if (metadata != null) {
      metadata.keySet().forEach(key -> StorableText.check("metadata", key));
      metadata = withoutBlanks(metadata);
    }
    // Clients that are made from the description send an empty list for none.
    lines = lines == null || lines.isEmpty() ? null : lines;
  }

  boolean capturesLater() {
    return "manual".equals(capture);
  }

  boolean takesCodes() {
    return Boolean.TRUE.equals(allowPromotionCodes);
  }

  boolean wantsInvoice() {
    return Boolean.TRUE.equals(invoice);
  }

  boolean wantsStripeToSell() {
    return Boolean.TRUE.equals(managedPayments);
  }

  boolean wantsTax() {
    return Boolean.TRUE.equals(automaticTax);
  }

  private static Map<String, String> withoutBlanks(Map<String, String> metadata) {
    var kept = new LinkedHashMap<>(metadata);
    kept.values().removeIf(""::equals);
    return kept;
  }
}
