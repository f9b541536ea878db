package io.paydesk.people;

import io.paydesk.dispute.DisputeView;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.EntitlementsView.Entitlement;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.RefundView;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Everything of one payer: sums of all, and the newest of each. */
@Schema(name = "User")
public record UserView(
    @Schema(
            required = true,
            description = "The `sub` of the payer's tokens; a guest's begins with `paydesk-guest:`",
            examples = "user-1")
        String userId,
    @Schema(required = true, description = "Whether their one order names no user") boolean guest,
    @Schema(description = "As the newest order names the payer", examples = "Pia Paulsen")
        @Nullable String payerName,
    @Schema(
            required = true,
            description = "Where receipts go, those of the newest orders first, at most ten",
            examples = "[\"pia@example.com\"]")
        List<String> receiptEmails,
    @Schema(description = "Stripe's Customer", examples = "cus_123") @Nullable String customerId,
    @Schema(
            required = true,
            description = "When their first order was made, or their Customer at Stripe")
        Instant since,
    @Schema(description = "The newest order; not there without any", examples = "42")
        @Nullable Long lastOrderId,
    @Schema(description = "When it was made") @Nullable Instant lastOrderAt,
    @Schema(required = true, description = "All orders, counted by status")
        List<OrderCount> orderCounts,
    @Schema(required = true, description = "All money, one entry for each currency")
        List<PayersMoney> money,
    @Schema(required = true, description = "The newest 20") List<OrderView> orders,
    @Schema(required = true, description = "The newest 20") List<PaymentView> payments,
    @Schema(required = true, description = "The newest 20") List<RefundView> refunds,
    @Schema(required = true, description = "The newest 20") List<DisputeView> disputes,
    @Schema(required = true, description = "The newest 20")
        List<RecurringPaymentView> recurringPayments,
    @Schema(required = true, description = "What they may use now") List<Entitlement> entitlements,
    @Schema(
            required = true,
            description =
                "How many payment methods they have agreed to let be charged; GET"
                    + " /v1/users/{userId}/payment-methods asks Stripe which are still there",
            examples = "1")
        long savedMethods,
    @Schema(
            required = true,
            description =
                "Links that open something now, the newest 20: to the newest 500 orders, and to"
                    + " saved cards")
        List<OpenLinkView> links) {

  /** How many orders have a status. */
  @Schema(name = "OrderCount")
  public record OrderCount(
      @Schema(required = true, examples = "paid") String status,
      @Schema(required = true, examples = "3") long count) {}
}
