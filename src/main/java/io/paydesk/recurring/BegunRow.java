package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.stripe.KeyLifetime;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.RowCheckout;
import io.paydesk.stripe.SubscriptionSnapshot;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription begins, and how far it has come: Stripe makes it when we ask for it, or when
 * its payer completes a checkout session.
 */
@MappedSuperclass
public abstract class BegunRow extends ChangeableRow {
  @Convert(converter = RecurringPaymentStatus.Text.class)
  public RecurringPaymentStatus status = RecurringPaymentStatus.CREATED;

  /** Of a row with a checkout session: null until its session names it. */
  public @Nullable String subscriptionId;

  /** Null where no checkout session makes the subscription. */
  @Embedded public @Nullable RowCheckout checkout;

  /**
   * Why the last attempt to pay one of its invoices failed; null when there was none, or when a
   * later one did better.
   */
  @Embedded
  @AttributeOverride(name = "code", column = @Column(name = "failure_code"))
  @AttributeOverride(name = "declineCode", column = @Column(name = "failure_decline_code"))
  @AttributeOverride(name = "message", column = @Column(name = "failure_message"))
  @AttributeOverride(name = "param", column = @Column(name = "failure_param"))
  public @Nullable StripeFailure failure;

  /**
   * With which Stripe is told to keep the way in which the payer paid in a checkout session; null
   * while it is not told.
   */
  public @Nullable UUID methodsKey;

  public @Nullable Instant methodsKeySince;

  /** When Stripe last refused that; null once it does it. */
  public @Nullable Instant methodsRefusedAt;

  /** The key of a call that may have been made stays while it is good. */
  void askToKeepMethods() {
    if (methodsKey == null || !KeyLifetime.isGood(requireNonNull(methodsKeySince))) {
      methodsKey = UUID.randomUUID();
      methodsKeySince = Instant.now();
    }
  }

  /** Stripe has answered, or has stored an error of its own: the next call takes a new key. */
  void dropMethodsKey() {
    methodsKey = null;
    methodsKeySince = null;
  }

  void methodIsKept() {
    methodsRefusedAt = null;
  }

  void methodIsRefused() {
    methodsRefusedAt = Instant.now();
  }

  /** Whether it has a checkout session that has made no subscription that is known here. */
  public boolean awaitsItsSession() {
    return checkout != null && subscriptionId == null;
  }

  /** Stripe has told of a subscription with its marks, which its session may be about to show. */
  public void expectItsSubscription() {
    var soon = Instant.now().plus(URGENT);
    if (awaitsItsSession() && nextCheckAt != null && nextCheckAt.isAfter(soon)) {
      checkFrom(soon);
    }
  }

  /** Whether Stripe has made its subscription or its checkout session. */
  boolean isKnownAtStripe() {
    return subscriptionId != null || checkout != null && checkout.checkoutSessionId() != null;
  }

  /**
   * Whether the subscription may belong to this row: the row has this one, or asks Stripe for one
   * and has none yet. What a checkout session makes is named by the session alone, as metadata can
   * be copied.
   */
  public boolean fits(SubscriptionSnapshot subscription) {
    return subscriptionId == null ? checkout == null : subscriptionId.equals(subscription.id());
  }

  /**
   * Whether we only concluded its end: Stripe refused to begin it, or no longer knows it. That was
   * wrong if Stripe shows it again.
   */
  boolean isOnlyBelievedOver() {
    var atStripe = RecurringPaymentStatus.ofStripe(stripeStatus);
    return !status.isLive() && (atStripe == null || atStripe.isLive());
  }

  /** Whether Stripe refused to begin it: nothing exists at Stripe. */
  public boolean isRefused() {
    return !isKnownAtStripe() && status == RecurringPaymentStatus.CANCELED;
  }

  /** Whether it is over, and Stripe had not refused to begin it. */
  public boolean isOverAfterItBegan() {
    return !status.isLive() && !isRefused();
  }

  /** Stripe does not know the customer any more. */
  boolean isWithoutCustomer() {
    return isRefused() && failure != null && failure.saysThatIsMissing("customer");
  }
}
