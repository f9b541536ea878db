package io.paydesk.payment;

import io.paydesk.key.PaidByLink;
import io.paydesk.listing.Rows;
import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.Hold;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.Seen;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to pay an order: a PaymentIntent at Stripe. Its methods are its legal moves; call
 * them with the order and then this row locked.
 */
@Entity
@Table(name = "payment")
public class Payment extends IdentifiedPayment {

  static final Rows<Payment> ROWS =
      Rows.of(Payment.class, payment -> payment.id, payment -> payment.createdAt)
          .withAmount(payment -> payment.amount, "amountReceived", "amountRefunded");

  public static final LockedOrders.Table<Payment> TABLE =
      new LockedOrders.Table<>(LockedOrders.Rank.PAYMENT, Payment.class);

  public long orderId;

  public String userId;

  @Convert(converter = PaymentOrigin.Text.class)
  public PaymentOrigin origin;

  /** Minor units to be paid. */
  public long amount;

  public String currency;

  /** Minor units that came. */
  public long amountReceived;

  public long amountRefunded;

  @Convert(converter = PaymentStatus.Text.class)
  public PaymentStatus status = PaymentStatus.CREATED;

  /** Null where no checkout session was seen that states it. */
  @Embedded public @Nullable SessionPromise promise;

  /** Why the last attempt failed; null when there was none, or when a later one did better. */
  @Embedded
  @AttributeOverride(name = "code", column = @Column(name = "failure_code"))
  @AttributeOverride(name = "declineCode", column = @Column(name = "failure_decline_code"))
  @AttributeOverride(name = "message", column = @Column(name = "failure_message"))
  @AttributeOverride(name = "param", column = @Column(name = "failure_param"))
  public @Nullable StripeFailure failure;

  /** When its money came; null for old payments, for which that was not kept. */
  public @Nullable Instant succeededAt;

  /** Whether its money has just come though it was over: another payment may have begun since. */
  @Transient boolean cameLate;

  public Payment() {
    nextCheckAt = CheckSchedule.urgent();
  }

  public boolean isOneTime() {
    return origin == PaymentOrigin.ONE_TIME;
  }

  /** Whether a link's payer has paid it, and not its owner. */
  boolean isOf(PaidByLink paid) {
    return isOneTime()
        ? !bySavedMethod
            && paid.has(checkout == null ? paymentIntentId : checkout.checkoutSessionId())
        : paid.hasInvoice(paymentIntentId, invoiceAttempts, chargedAt);
  }

  /** Stores Stripe's ids, unless the row has them already. */
  void adopt(PaymentAtStripe has) {
    if (paymentIntentId == null && has.intent() != null) {
      paymentIntentId = has.intent().id();
    }
    if (checkout != null && has.session() != null) {
      checkout = checkout.seen(has.session());
      promise = has.totals() == null ? promise : SessionPromise.of(has.totals());
      nextCheckAt = checkout.checkBy(nextCheckAt);
    }
    keep(has.papers());
    keep(status.hasMoney() ? has.presentment() : null);
  }

  /** What Stripe's answer would mean to this row in its present state. */
  public PaymentStep stepFor(Seen<PaymentIntentSnapshot> seen) {
    return PaymentStep.of(status, failure, observedAt, seen);
  }

  void waitForPayer() {
    dropCaptureRequest();
    openAs(PaymentStatus.PENDING);
  }

  /** Also where a capture takes its time: then that stays asked for. */
  void process() {
    holdNothing();
    openAs(PaymentStatus.PROCESSING);
  }

  private void openAs(PaymentStatus open) {
    if (status != open) {
      status = status.become(open, this);
      checkFrom(CheckSchedule.patient());
    }
  }

  /** The payer's bank holds the money until it is captured, canceled or too old. */
  void authorize(@Nullable Hold held) {
    hold(held, amount);
    if (status != PaymentStatus.AUTHORIZED) {
      status = status.become(PaymentStatus.AUTHORIZED, this);
      checkFrom(
          cancelRequestedAt == null ? CheckSchedule.ofHold(captureBefore) : CheckSchedule.urgent());
    }
  }

  /** Whether a capture was asked for whose outcome is not known yet. */
  public boolean isBeingCaptured() {
    return captureRequest != null && status.isLive();
  }

  void succeed(long received) {
    cameLate = !status.isLive();
    holdNothing();
    endChange();
    status = status.become(PaymentStatus.SUCCEEDED, this);
    amountReceived = received;
    succeededAt = Instant.now();
    checkFrom(firstLook(succeededAt));
    if (received == 0) {
      nextCheckAt = null; // of nothing, nothing can go back
    }
  }

  /** Stripe's word for when its money came, as we may have heard of it late. */
  public void cameAt(@Nullable Instant when) {
    if (when != null && succeededAt != null && when.isBefore(succeededAt)) {
      succeededAt = when;
    }
  }

  /**
   * Sets what follows from the refunds; the status may also go back.
   *
   * @param returned minor units of all that succeeded
   */
  public void applyRefunded(long returned) {
    amountRefunded = returned;
    if (returned == 0) {
      status = status.become(PaymentStatus.SUCCEEDED, this);
    } else if (returned < amountReceived) {
      status = status.become(PaymentStatus.PARTIALLY_REFUNDED, this);
    } else {
      status = status.become(PaymentStatus.REFUNDED, this);
    }
  }

  /** News of a refund or dispute shows that the money came, but no event has said so yet. */
  public void checkSoon() {
    if (status.isLive()) {
      checkFrom(Instant.now());
    }
  }

  void cancel() {
    dropCaptureRequest();
    endChange();
    status = status.become(PaymentStatus.CANCELED, this);
    nextCheckAt = null;
  }

  /** Stripe refused to begin it: nothing exists at Stripe, and the order can be paid again. */
  void refuse(StripeFailure why) {
    dropCaptureRequest();
    endChange();
    status = status.become(PaymentStatus.FAILED, this);
    failure = why;
    nextCheckAt = null;
  }

  /** Stripe has the intent after all. What it says is applied next. */
  void reopen() {
    status = status.become(PaymentStatus.UNKNOWN, this);
    checkFrom(CheckSchedule.urgent());
  }

  /**
   * No answer came, or one with an unknown status. A payment that Stripe has confirmed before stays
   * as it is.
   */
  void loseSight() {
    if (status == PaymentStatus.CREATED) {
      status = status.become(PaymentStatus.UNKNOWN, this);
      checkFrom(CheckSchedule.urgent());
    }
  }

  /** Takes over what Stripe says besides the status. */
  void apply(PaymentAtStripe has, @Nullable Instant askedAt) {
    adopt(has);
    stripeStatus = has.stripeStatus();
    paymentMethodId = has.paymentMethodId();
    if (has.chargeId() != null) {
      chargeId = has.chargeId();
    }
    failure = has.failure();
    presentment = has.presentment();
    if (askedAt != null && (observedAt == null || askedAt.isAfter(observedAt))) {
      observedAt = askedAt;
    }
  }
}
