package io.paydesk.recurring;

import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.InvoiceGateway.InvoicePayment;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why an invoice could not be paid, even where Stripe states no error. */
public final class InvoiceFailure {

  private static final Set<String> UNPAID = Set.of("open", "uncollectible");

  private static final Set<String> OVER = Set.of("succeeded", "canceled");

  private InvoiceFailure() {}

  /**
   * Identifies an attempt to pay an invoice: the first, or one of Stripe's retries.
   *
   * @param attempts Stripe's {@code attempt_count}
   */
  public static String tried(String invoiceId, long attempts) {
    return attempts > 1 ? invoiceId + ":" + attempts : invoiceId;
  }

  /** Null where it did not fail: it is paid or void, or its payer is about to pay it. */
  public static @Nullable StripeFailure of(InvoiceWithPayments paying) {
    if (paying.invoice().isPaid()) {
      return null;
    }
    var open =
        paying.payments().stream()
            .map(InvoicePayment::intent)
            .filter(intent -> !OVER.contains(intent.stripeStatus()))
            .findFirst()
            .orElse(null);
    if (open == null) {
      return paying.payments().stream()
          .map(InvoicePayment::intent)
          .map(PaymentIntentSnapshot::failure)
          .filter(Objects::nonNull)
          .findFirst()
          .orElseGet(() -> ofNone(paying));
    }
    if ("requires_action".equals(open.stripeStatus())) {
      return ofAction(paying);
    }
    if (open.status() == IntentStatus.PROCESSING) {
      return null;
    }
    return open.failure() == null ? ofNone(paying) : open.failure();
  }

  /** Not for a first invoice: its payer is asked while paying it. */
  private static @Nullable StripeFailure ofAction(InvoiceWithPayments paying) {
    if ("subscription_create".equals(paying.invoice().billingReason())) {
      return null;
    }
    return new StripeFailure(
        "authentication_required",
        null,
        "The payer's bank asks the payer to confirm this payment.");
  }

  private static @Nullable StripeFailure ofNone(InvoiceWithPayments paying) {
    return UNPAID.contains(paying.invoice().stripeStatus())
        ? new StripeFailure(
            "no_payment_method", null, "There is no payment method to pay this invoice with.")
        : null;
  }
}
