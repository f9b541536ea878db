package io.paydesk.payment;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.paydesk.order.Order;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.CheckoutSessionStatus;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.Hold;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe has of a payment. Read the session before its intent: a session that is complete
 * stays so, and its intent is then no older.
 *
 * @param session null where no checkout session makes the intent, or where Stripe does not know it
 *     any more
 * @param intent null where the session has made none yet
 * @see <a href="https://docs.stripe.com/payments/checkout/how-checkout-works">how Checkout
 *     works</a>
 */
public record PaymentAtStripe(
    @Nullable CheckoutSessionSnapshot session, @Nullable PaymentIntentSnapshot intent) {

  private static final StripeFailure NO_REASON = new StripeFailure(null, null, null);

  public static PaymentAtStripe of(PaymentIntentSnapshot intent) {
    return new PaymentAtStripe(null, intent);
  }

  /**
   * What it means to the payment. Money that comes is the intent's; whether anybody can still pay
   * is the session's.
   */
  IntentStatus status() {
    var its = intent == null ? IntentStatus.WAITING : intent.status();
    if (session == null || its != IntentStatus.WAITING && its != IntentStatus.CANCELED) {
      return its;
    }
    return switch (session.status()) {
      case OPEN -> IntentStatus.WAITING;
      case COMPLETE -> complete(its);
      case EXPIRED -> IntentStatus.CANCELED;
      case UNFAMILIAR -> IntentStatus.UNFAMILIAR;
    };
  }

  /** The payer has done their part, such as to take a voucher: only the money is missing. */
  private IntentStatus complete(IntentStatus its) {
    if (intent == null) {
      return IntentStatus.UNFAMILIAR;
    }
    return its == IntentStatus.CANCELED ? its : IntentStatus.PROCESSING;
  }

  /** Whether a bank refused after the payer had done their part: the session takes no other try. */
  boolean isRefusedForGood() {
    return session != null
        && session.status() == CheckoutSessionStatus.COMPLETE
        && intent != null
        && "requires_payment_method".equals(intent.stripeStatus());
  }

  /** Whether nobody can pay there any more, whatever has come. */
  boolean isOver() {
    return isRefusedForGood() || status().isFinal();
  }

  /** Whether it may belong to the row: the row has no other session and no other intent. */
  public boolean fits(Payment payment) {
    boolean itsSession =
        session == null || payment.checkout != null && payment.checkout.fits(session);
    return itsSession && (intent == null || payment.fits(intent));
  }

  /** What keeps the money from paying the order, besides what the intent itself says. */
  List<String> mismatches(Order order) {
    var mismatches = new ArrayList<String>();
    if (session == null) {
      return mismatches;
    }
    if (session.amountSubtotal() != null && session.amountSubtotal() != order.amount) {
      mismatches.add("amount-mismatch");
    }
    if (session.currency() != null && !session.currency().equals(order.currency)) {
      mismatches.add("currency-mismatch");
    }
    return mismatches;
  }

  String stripeStatus() {
    return intent == null ? requireNonNull(session).stripeStatus() : intent.stripeStatus();
  }

  @Nullable String chargeId() {
    return intent == null ? null : intent.chargeId();
  }

  @Nullable String paymentMethodId() {
    return intent == null ? null : intent.paymentMethodId();
  }

  @Nullable StripeFailure failure() {
    return intent == null ? null : intent.failure();
  }

  @Nullable Hold hold() {
    return intent == null ? null : intent.hold();
  }

  @Nullable String cancellationReason() {
    return intent == null ? null : intent.cancellationReason();
  }

  StripeFailure whyRefused() {
    return requireNonNullElse(failure(), NO_REASON);
  }

  /** For the payer's browser; never stored and never logged. */
  public @Nullable String clientSecret() {
    if (session != null) {
      return session.clientSecret();
    }
    return intent == null ? null : intent.clientSecret();
  }

  @Override
  public String toString() {
    return session == null ? String.valueOf(intent) : session + " with " + intent;
  }
}
