package io.paydesk.refund;

import io.paydesk.payment.Payment;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.RefundRequest;
import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.stripe.StripeRow;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Money of a payment that goes back, asked for here or in the dashboard of Stripe. */
@Entity
@Table(name = "refund")
public class Refund extends StripeRow {

  private static final Duration FIRST_CHECK = Duration.ofMinutes(1);

  @Column(name = "payment_id")
  public long paymentId;

  @Column(name = "order_id")
  public long orderId;

  @Column(name = "user_id")
  public String userId;

  public RefundOrigin origin;

  public long amount;

  public String currency;

  public String reason;

  public RefundStatus status = RefundStatus.CREATED;

  @Column(name = "refund_id")
  public String refundId;

  @Column(name = "charge_id")
  public String chargeId;

  @Column(name = "failure_code")
  public String failureCode;

  @Column(name = "failure_message")
  public String failureMessage;

  @Column(name = "failure_reason")
  public String failureReason;

  @Column(name = "pending_reason")
  public String pendingReason;

  @Column(name = "callback_processed")
  public boolean callbackProcessed;

  @Column(name = "requested_by")
  public String requestedBy;

  /**
   * Locks these refunds in ascending order of id. Their orders and payments must be locked before.
   */
  static Uni<List<Refund>> lock(Collection<Long> ids) {
    return Refund.<Refund>find("id in ?1 order by id", ids)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /**
   * A refund to be asked for.
   *
   * @param amount minor units
   * @param who the admin's userId
   * @param here this installation's id
   */
  static Refund ofAll(Payment payment, long amount, String who, UUID here) {
    var refund = new Refund();
    refund.paymentId = payment.id;
    refund.orderId = payment.orderId;
    refund.userId = payment.userId;
    refund.uuid = UUID.randomUUID();
    refund.origin = RefundOrigin.PAYDESK;
    refund.amount = amount;
    refund.currency = payment.currency;
    refund.requestedBy = who;
    refund.renewKey();
    refund.nextCheckAt = Instant.now().plus(FIRST_CHECK);
    var ids = Map.of("paydesk_payment", Long.toString(payment.id));
    refund.stripeRequest =
        new RefundRequest(
                payment.paymentIntentId, amount, Installation.metadata(here, refund.uuid, ids))
            .stored();
    return refund;
  }

  /**
   * One that was refused is never asked for again: whoever wants the money back begins a new one.
   */
  boolean isToBeAsked() {
    return refundId != null || status.isOpen();
  }

  /** Takes over what Stripe says. */
  void show(RefundSnapshot seen) {
    boolean firstSeen = refundId == null;
    refundId = seen.id();
    stripeStatus = seen.stripeStatus();
    chargeId = seen.chargeId();
    failureReason = seen.failureReason();
    pendingReason = seen.pendingReason();
    var next = RefundStatus.ofStripe(seen.stripeStatus());
    if (next != null && (firstSeen || status.mayBecome(next))) {
      status = next;
      callbackProcessed |= next == RefundStatus.SUCCEEDED;
    }
    if (!status.holdsMoney() || status == RefundStatus.SUCCEEDED) {
      // A succeeded refund can still fail, but then an event tells.
      nextCheckAt = null;
    }
  }

  /** Whether a no of Stripe's means that nothing was refunded: not a no to a later question. */
  boolean mayBeRefused() {
    return refundId == null && (status == RefundStatus.CREATED || status == RefundStatus.UNKNOWN);
  }

  void refuse(String code, String message) {
    status = RefundStatus.FAILED;
    failureCode = code;
    failureMessage = message;
    nextCheckAt = null;
  }

  void loseSight() {
    if (status == RefundStatus.CREATED) {
      status = RefundStatus.UNKNOWN;
    }
  }
}
