package io.paydesk.admin.find;

import io.paydesk.actionflow.RunStatus;
import io.paydesk.admin.Badge;
import io.paydesk.method.MethodSetupStatus;
import io.paydesk.order.OrderStatus;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.refund.RefundStatus;
import io.paydesk.search.HitKind;
import io.paydesk.webhook.StripeEventStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Badges for statuses that come as text. */
final class Statuses {

  private Statuses() {}

  /** Null where it has no status. */
  static @Nullable Badge badge(HitKind kind, @Nullable String status) {
    if (status == null) {
      return null;
    }
    var name = status.toUpperCase(Locale.ROOT);
    return switch (kind) {
      case USER -> null;
      case ORDER -> Badge.of(OrderStatus.valueOf(name));
      case PAYMENT -> Badge.of(PaymentStatus.valueOf(name));
      case REFUND -> Badge.of(RefundStatus.valueOf(name));
      case DISPUTE -> Badge.ofDispute(status);
      case RECURRING_PAYMENT -> Badge.of(RecurringPaymentStatus.valueOf(name));
      case SETUP_INTENT -> ofSetup(MethodSetupStatus.valueOf(name));
      case EVENT -> Badge.of(StripeEventStatus.valueOf(name));
      case RUN -> Badge.of(RunStatus.valueOf(name));
    };
  }

  private static Badge ofSetup(MethodSetupStatus status) {
    return switch (status) {
      case SUCCEEDED -> new Badge("Saved", "good");
      case CANCELED -> new Badge("Canceled", "calm");
      case FAILED -> new Badge("Failed", "bad");
      case CREATED, PENDING, PROCESSING, UNKNOWN -> new Badge("Begun", "wait");
    };
  }
}
