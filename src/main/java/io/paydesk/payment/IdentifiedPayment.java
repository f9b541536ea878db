package io.paydesk.payment;

import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.RowCheckout;
import jakarta.persistence.Embedded;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which of Stripe's objects a payment is, as far as they are known. */
@MappedSuperclass
public abstract class IdentifiedPayment extends ContestedPayment {

  public @Nullable String paymentIntentId;

  public @Nullable String chargeId;

  public @Nullable String invoiceId;

  /** How often Stripe had charged its invoice by itself; null without an invoice. */
  public @Nullable Long invoiceAttempts;

  /** When the charge was made that paid its invoice; null without an invoice. */
  public @Nullable Instant chargedAt;

  /** Null where no checkout session makes its intent. */
  @Embedded public @Nullable RowCheckout checkout;

  /** Whether the intent may belong to this row: the row has none yet, or has this one. */
  public boolean fits(PaymentIntentSnapshot intent) {
    return paymentIntentId == null || paymentIntentId.equals(intent.id());
  }

  public boolean isByCheckout() {
    return checkout != null;
  }

  /** Whether Stripe has made its session or its intent. */
  boolean isKnownAtStripe() {
    return paymentIntentId != null || checkout != null && checkout.checkoutSessionId() != null;
  }
}
