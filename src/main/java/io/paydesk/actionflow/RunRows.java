package io.paydesk.actionflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.EntitlementsView.Entitlement;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.RefundView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The rows of a run, as they are now. */
@Schema(name = "ActionflowRows")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRows(
    @Schema(required = true) OrderView order,
    @Schema(description = "The payment that was paid, refunded or disputed")
        @Nullable PaymentView payment,
    @Schema(description = "The payments of an invoice; none when it was paid outside Stripe")
        @Nullable List<PaymentView> payments,
    @Nullable RefundView refund,
    @Nullable RecurringPaymentView recurringPayment,
    @Schema(
            required = true,
            description =
                "What the user may use by subscriptions, one entry for each price; often none")
        List<Entitlement> entitlements) {

  RunRows with(List<Entitlement> theirs) {
    return new RunRows(order, payment, payments, refund, recurringPayment, theirs);
  }
}
