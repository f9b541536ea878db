package io.paydesk.order;

import io.paydesk.caller.ForLinks;
import io.paydesk.key.UserTokenView;
import io.paydesk.money.Money;
import io.paydesk.stripe.PriceIntervals.Every;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An order as its owner sees it. */
@Schema(name = "Order")
public record OrderView(
    @Schema(required = true, examples = "1") long id,
    @Schema(required = true, examples = "user-1") String userId,
    @Schema(
            required = true,
            description =
                "What the shop asked, in minor units. Of an order that an invoice made: the"
                    + " invoice's total",
            examples = "9999")
        long amount,
    @Schema(required = true, description = "Major units", examples = "99.99") String price,
    @Schema(required = true, examples = "usd") String currency,
    @Schema(examples = "Two tickets") @Nullable String description,
    @Schema(description = "Where its receipts go", examples = "ada@example.com")
        @Nullable String receiptEmail,
    @Schema(examples = "Ada Lovelace") @Nullable String payerName,
    @Schema(required = true) Map<String, String> metadata,
    @Schema(
            required = true,
            description = "Whether the money is taken at once, or held until it is captured",
            examples = "automatic")
        CaptureMethod capture,
    @Schema(
            description =
                "What was captured, in minor units; null before that, and where the money is taken"
                    + " at once",
            examples = "9999")
        @Nullable Long amountCaptured,
    @Schema(
            description =
                "What the payer's bank had held besides that and let go, in minor units; null"
                    + " wherever `amountCaptured` is",
            examples = "0")
        @Nullable Long amountReleased,
    @Schema(description = "Stripe's price, of a subscription's order") @Nullable String priceId,
    @Nullable Integer quantity,
    @Nullable Integer trialDays,
    @Schema(
            description =
                "How often Stripe charges the price: `day`, `week`, `month` or `year`. Only where"
                    + " one order of a subscription is read, and left out until Stripe has said so:"
                    + " nothing waits for that, so the next read may have it",
            examples = "month")
        @Nullable String interval,
    @Schema(
            description = "How many of these lie between two invoices; left out with `interval`",
            examples = "1")
        @Nullable Integer intervalCount,
    @Schema(
            description =
                "What was bought; the totals come to the price. Left out when the shop named none")
        @Nullable List<OrderLineView> lines,
    @Schema(
            description =
                "What the payer's bank shows behind the shop's own name, for card payments",
            examples = "TICKETS")
        @Nullable String statementDescriptorSuffix,
    @Schema(required = true, description = "Whether the payer may enter promotion codes")
        boolean allowPromotionCodes,
    @Schema(description = "Stripe's promotion code that reduces it", examples = "promo_123")
        @Nullable String promotionCode,
    @Schema(required = true, description = "Whether Stripe works out the tax") boolean automaticTax,
    @Schema(
            required = true,
            description = "Whether Stripe makes an invoice of it: its payment has the address")
        boolean invoice,
    @Schema(required = true, description = "Whether Stripe sells it, as the merchant of record")
        boolean managedPayments,
    @Schema(
            description =
                "Whether its payer may pay in their own currency; null where that is as the Stripe"
                    + " account is set",
            examples = "true")
        @Nullable Boolean adaptivePricing,
    @Schema(
            description =
                "Stripe's payment method configuration; null for the usual one of this service or the"
                    + " Stripe account. Users do not see it",
            examples = "pmc_123")
        @Nullable String paymentMethodConfiguration,
    @Schema(description = "The first order of the subscription that this order renews")
        @Nullable Long renewalOf,
    @Schema(
            description =
                "Before discounts and added taxes, in minor units. This field and the next five are"
                    + " null until an invoice or a checkout session pays the order",
            examples = "9999")
        @Nullable Long subtotal,
    @Schema(description = "Minor units", examples = "0") @Nullable Long discount,
    @Schema(description = "Included in the subtotal or added to it; minor units", examples = "0")
        @Nullable Long tax,
    @Schema(
            description =
                """
                The part of the total that the payer's balance at Stripe covers, or that is too \
                small to charge and carried over to the next invoice. Below zero when an earlier \
                debt was due with it. Minor units\
                """,
            examples = "0")
        @Nullable Long credit,
    @Schema(description = "After discount and tax, minor units", examples = "9999")
        @Nullable Long total,
    @Schema(
            description =
                "What was paid, in minor units: 0 when a discount or the payer's balance covers"
                    + " everything",
            examples = "9999")
        @Nullable Long charged,
    @Schema(description = "When the period begins that the invoice covers")
        @Nullable Instant periodStart,
    @Schema(description = "When the period ends that the invoice covers")
        @Nullable Instant periodEnd,
    @Schema(required = true, examples = "pending") OrderStatus status,
    @Schema(
            description =
                """
                Why it is, or was, in review: `amount-mismatch`, `currency-mismatch`, \
                `customer-mismatch`, `subscription-mismatch`, `foreign-lines`, `sold-otherwise`, `overpaid`, \
                `second-success`, `paid-after-cancel`, `paid-after-end`, `refund-failed`, \
                separated by commas\
                """)
        @Nullable String reviewReason,
    @Schema(description = "How the review was ended") @Nullable Resolution resolution,
    @Schema(
            description =
                "Tells the admin who ended the review what went wrong: for example, Stripe refused"
                    + " to end the subscription. Users do not see it")
        @Nullable String warning,
    @Schema(description = "Disputes of its payments, oldest first; left out when there are none")
        @Nullable List<OrderDispute> disputes,
    @Schema(description = "When a cancel was asked for") @Nullable Instant cancelRequestedAt,
    @Schema(
            description =
                "Why it was, or is being, canceled although nobody asked for it; null when somebody"
                    + " did",
            examples = "trial-ended-unpaid")
        @Nullable CancelReason cancelReason,
    @Schema(
            description =
                "Nobody can begin to pay it from then on; an order that is not paid by then is"
                    + " canceled")
        @Nullable Instant expiresAt,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt,
    @Schema(required = true, description = "Grows with each change") int version,
    @Schema(description = "Of a guest's order, and only in the answer that makes it")
        @Nullable UserTokenView guestToken)
    implements ForLinks {

  @Override
  public OrderView forLink() {
    return OrderForLink.of(this);
  }

  /** As anybody who may see the row sees it. */
  public static OrderView of(Order order) {
    return of(order, false);
  }

  /**
   * @param all whether to add what only the shop sees
   */
  public static OrderView of(Order order, boolean all) {
    return of(order, all, null, null);
  }

  /**
   * @param guestToken for the answer that makes a guest's order
   * @param every how often its price is charged; null where Stripe was not asked, or did not say
   */
  static OrderView of(
      Order order, boolean all, @Nullable UserTokenView guestToken, @Nullable Every every) {
    var bill = order.bill;
    return new OrderView(
        order.id,
        order.userId,
        order.amount,
        Money.price(order.amount, order.currency),
        order.currency,
        order.description,
        order.receiptEmail,
        order.payerName,
        order.metadata,
        order.capture,
        order.amountCaptured,
        order.amountReleased(),
        order.priceId,
        order.quantity,
        order.trialDays,
        every == null ? null : every.interval(),
        every == null ? null : every.count(),
        OrderLineView.allOf(order),
        order.statementDescriptorSuffix,
        order.allowPromotionCodes,
        order.promotionCode,
        order.automaticTax,
        order.invoice,
        order.managedPayments,
        order.adaptivePricing,
        all ? order.paymentMethodConfiguration : null,
        order.renewalOf,
        bill == null ? null : bill.subtotal(),
        bill == null ? null : bill.discount(),
        bill == null ? null : bill.tax(),
        bill == null ? null : bill.credit(),
        bill == null ? null : bill.total(),
        bill == null ? null : bill.charged(),
        order.periodStart,
        order.periodEnd,
        order.status,
        order.reviewReason,
        order.resolution,
        all ? order.warning : null,
        order.disputes.isEmpty() ? null : order.disputes,
        order.cancelRequestedAt,
        order.whyCanceled(),
        order.expiresAt,
        order.createdAt,
        order.updatedAt,
        order.version,
        guestToken);
  }
}
