package io.paydesk.order;

import io.paydesk.money.Money;
import io.paydesk.money.StripeCurrency;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An order as its owner sees it. */
@Schema(name = "Order")
public record OrderView(
    @Schema(required = true, examples = "1") long id,
    @Schema(required = true, examples = "user-1") String userId,
    @Schema(required = true, description = "Minor units", examples = "9999") long amount,
    @Schema(required = true, description = "Major units", examples = "99.99") String price,
    @Schema(required = true, examples = "usd") String currency,
    @Schema(examples = "Two tickets") String description,
    @Schema(description = "Where its receipts go", examples = "ada@example.com")
        String receiptEmail,
    @Schema(required = true) Map<String, String> metadata,
    @Schema(description = "Stripe's price, of a subscription's order") String priceId,
    Integer quantity,
    Integer trialDays,
    @Schema(description = "The first order of the subscription that this order renews")
        Long renewalOf,
    @Schema(required = true, examples = "pending") OrderStatus status,
    @Schema(
            description =
                "Why it is, or was, in review: `amount-mismatch`, `currency-mismatch`, `customer-mismatch`,"
                    + " `second-success`, `paid-after-cancel`, `refund-failed`, separated by commas")
        String reviewReason,
    @Schema(description = "How the review was ended") Resolution resolution,
    @Schema(description = "When a cancel was asked for") Instant cancelRequestedAt,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt,
    @Schema(required = true, description = "Grows with each change") int version) {

  public static OrderView of(Order order) {
    return new OrderView(
        order.id,
        order.userId,
        order.amount,
        Money.price(order.amount, StripeCurrency.of(order.currency)),
        order.currency,
        order.description,
        order.receiptEmail,
        order.metadata,
        order.priceId,
        order.quantity,
        order.trialDays,
        order.renewalOf,
        order.status,
        order.reviewReason,
        order.resolution,
        order.cancelRequestedAt,
        order.createdAt,
        order.updatedAt,
        order.version);
  }
}
