package io.paydesk.actionflow;

import io.paydesk.transaction.TransitionKind;
import java.util.Arrays;
import java.util.List;

/**
 * The type of a delivery: the table, and what happened to its row.
 *
 * @param name such as {@code refund.failed} or {@code recurring_payment.paid}
 */
public record DeliveryType(String name, TransitionKind kind) {

  public static DeliveryType of(TransitionKind kind) {
    return new DeliveryType(Subject.table(kind.flow()) + "." + kind.text(), kind);
  }

  public static List<DeliveryType> all() {
    return Arrays.stream(TransitionKind.values()).map(DeliveryType::of).toList();
  }

  /** The fields of {@code data} that such a delivery has besides those that all have. */
  public List<String> rows() {
    return switch (kind.flow()) {
      case PAYMENT -> List.of("order", "payment", "entitlements");
      case ORDER -> List.of("order", "entitlements");
      case REFUND -> List.of("order", "payment", "refund", "entitlements");
      case RECURRING_PAYMENT_MANAGEMENT -> List.of("order", "recurringPayment", "entitlements");
      case RECURRING_PAYMENT_DEDUCTION ->
          List.of("order", "payments", "recurringPayment", "entitlements");
    };
  }

  /** The schema that describes it. */
  String schema() {
    return switch (kind.flow()) {
      case PAYMENT -> "PaymentDelivery";
      case ORDER -> "OrderDelivery";
      case REFUND -> "RefundDelivery";
      case RECURRING_PAYMENT_MANAGEMENT -> "SubscriptionDelivery";
      case RECURRING_PAYMENT_DEDUCTION -> "InvoiceDelivery";
    };
  }

  /** Its operation's id in the API description: {@code tellRecurringPaymentPaid}. */
  String operationId() {
    var id = new StringBuilder("tell");
    for (var word : name.split("[._]")) {
      id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return id.toString();
  }
}
