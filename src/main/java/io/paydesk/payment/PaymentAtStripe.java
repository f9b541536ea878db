package io.paydesk.payment;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.paydesk.order.Order;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.CheckoutSessionStatus;
import io.paydesk.stripe.CheckoutTotals;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.Papers;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.Hold;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.Presentment;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe has of a payment. Read the session before its intent: a session that is complete
 * stays so, and its intent is then no older.
 *
 * @param session null where no checkout session makes the intent, or where Stripe does not know it
 *     any more
 * @param intent null where the session has made none yet
 * @param promised what a session stated that Stripe does not know any more; null where there is
 *     none, or where it was not seen
 * @see <a href="https://docs.stripe.com/payments/checkout/how-checkout-works">how Checkout
 *     works</a>
 */
public record PaymentAtStripe(
    @Nullable CheckoutSessionSnapshot session,
    @Nullable PaymentIntentSnapshot intent,
    @Nullable CheckoutTotals promised) {

  public PaymentAtStripe(
      @Nullable CheckoutSessionSnapshot session, @Nullable PaymentIntentSnapshot intent) {
    this(session, intent, null);
  }

  /** No session with the row's marks made what an event names. */
  static final PaymentAtStripe NOTHING = new PaymentAtStripe(null, null);

  private static final StripeFailure NO_REASON = new StripeFailure(null, null, null);

  public static PaymentAtStripe of(PaymentIntentSnapshot intent) {
    return new PaymentAtStripe(null, intent);
  }

  /** The same, with what the payment's session has stated, where that is gone. */
  PaymentAtStripe promisedTo(Payment payment) {
    return session == null && payment.promise != null
        ? new PaymentAtStripe(null, intent, payment.promise.totals())
        : this;
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
      case EXPIRED -> isUnfinished() ? IntentStatus.PROCESSING : IntentStatus.CANCELED;
      case UNFAMILIAR -> IntentStatus.UNFAMILIAR;
    };
  }

  /** The payer has done their part, such as to take a voucher: only the money is missing. */
  private IntentStatus complete(IntentStatus its) {
    if (intent == null) {
      return requireNonNull(session).isFree() ? IntentStatus.SUCCEEDED : IntentStatus.UNFAMILIAR;
    }
    return its == IntentStatus.CANCELED ? its : IntentStatus.PROCESSING;
  }

  /** Whether the payer can still pay in the session. */
  public boolean isOpen() {
    return session != null && session.status() == CheckoutSessionStatus.OPEN;
  }

  /** Whether a bank decides: until then, what the payer has begun can be canceled. */
  boolean isWithABank() {
    return intent != null && intent.status() == IntentStatus.PROCESSING;
  }

  /**
   * Whether the session has expired while a bank asked the payer, or showed where to pay: money may
   * come yet.
   */
  boolean isUnfinished() {
    return session != null
        && session.status() == CheckoutSessionStatus.EXPIRED
        && intent != null
        && "requires_action".equals(intent.stripeStatus());
  }

  /** Whether the session does no more, and its intent is not over. */
  boolean isLeftToItsIntent() {
    return session != null
        && intent != null
        && (intent.status() == IntentStatus.AUTHORIZED
            || intent.status() == IntentStatus.WAITING
                && !isRefusedForGood()
                && (session.status() == CheckoutSessionStatus.COMPLETE || isUnfinished()));
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

  /** Whether an intent that an event names is known not to be this one. */
  public boolean isAnotherThan(String intentId) {
    return intent == null ? session == null : !intent.id().equals(intentId);
  }

  /** Minor units that came: nothing where a code covers everything. */
  long received() {
    return intent == null ? 0 : intent.amountReceived();
  }

  /**
   * Whether what came is what Stripe says was due, and that is what was ordered; or what was
   * captured of that: as much as we were asked to, or any part where somebody captured it at
   * Stripe.
   *
   * @param payment that shows already what came
   */
  boolean comesTo(Order order, Payment payment) {
    var totals = totals();
    if (totals != null && !isOrdered(totals, order)) {
      return false;
    }
    long due = totals == null ? order.amount : totals.total();
    return order.isCapturedLater() && intent != null
        ? intent.amount() == due && payment.isAskedFor(received(), due)
        : received() == due;
  }

  private static boolean isOrdered(CheckoutTotals totals, Order order) {
    return totals.subtotal() == order.amount
        && totals.addUp()
        && totals.shipping() == 0
        && (totals.discount() == 0 || order.mayBeReduced())
        && (totals.tax() == 0 || order.mayBeTaxed());
  }

  /**
   * Null where Stripe states none. A session that is gone has promised what its intent asks for, or
   * a code or an address that nobody saw came later.
   */
  @Nullable CheckoutTotals totals() {
    if (session != null) {
      return session.totals();
    }
    return promised != null && intent != null && intent.amount() == promised.total()
        ? promised
        : null;
  }

  /** Both, where there are both. */
  boolean isIn(String currency) {
    return (intent == null || intent.currency().equals(currency))
        && (session == null || session.currency() == null || session.currency().equals(currency));
  }

  @Nullable String customerId() {
    return intent == null ? requireNonNull(session).customerId() : intent.customerId();
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

  @Nullable Boolean saves() {
    return intent == null ? null : intent.saves();
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

  Papers papers() {
    var ofSession = session == null ? Papers.NONE : session.papers();
    return intent == null ? ofSession : ofSession.then(intent.papers());
  }

  /** What the payer saw: the intent's, as its session states it only once it is complete. */
  @Nullable Presentment presentment() {
    if (intent != null) {
      return intent.presentment();
    }
    return session == null || session.isFree() ? null : session.presentment();
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
