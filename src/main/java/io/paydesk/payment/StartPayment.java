package io.paydesk.payment;

import io.paydesk.order.Order;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an app or the payer's browser sends to begin to pay an order. */
@Schema(name = "StartPayment")
public record StartPayment(
    @NotNull(message = "is missing: the id of the order to pay") @Schema(required = true, examples = "1")
        Long orderId,
    @Schema(description = "If sent, it must be the order's", examples = "usd")
        @Nullable String currency,
    @Schema(description = "Minor units; if sent, they must be the order's", examples = "9999")
        @Nullable Long amount,
    @Schema(
            description =
                "A saved payment method of the payer's to pay with at once. Where the bank asks,"
                    + " the answer says so and has the clientSecret",
            examples = "pm_123")
        @Nullable String paymentMethodId,
    @Schema(
            description =
                "Whether the method that the payer pays with is saved, as they have agreed to: true"
                    + " or false also changes a payment that has begun")
        @Nullable Boolean savePaymentMethod,
    @Schema(
            description =
                "Whether the payer is not there. Only service and admin may do this, with a method"
                    + " that was saved with the payer's consent")
        @Nullable Boolean offSession) {

  /**
   * @throws io.paydesk.problem.Refusal {@code currency-mismatch} or {@code amount-mismatch}
   */
  void mustFit(Order order) {
    if (currency != null && !currency.toLowerCase(Locale.ROOT).equals(order.currency)) {
      throw PaymentProblems.currencyMismatch(order);
    }
    if (amount != null && amount != order.amount) {
      throw PaymentProblems.amountMismatch(order, amount);
    }
  }

  boolean isOffSession() {
    return Boolean.TRUE.equals(offSession);
  }
}
