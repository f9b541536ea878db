package io.paydesk.payment;

import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.StripeRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One way of paying an order: a PaymentIntent at Stripe. Its methods are its legal moves; call them
 * under the row's lock, with the order locked before.
 */
@Entity
@Table(name = "payment")
public class Payment extends StripeRow {

  /** How its rows are locked. */
  public static final LockedOrders.Table<Payment> TABLE =
      new LockedOrders.Table<>(LockedOrders.Rank.PAYMENT, Payment.class);

  public long orderId;

  public String userId;

  public PaymentOrigin origin;

  /** Minor units that are asked for. */
  public long amount;

  public String currency;

  /** Minor units that came. */
  public long amountReceived;

  public long amountRefunded;

  public PaymentStatus status = PaymentStatus.CREATED;

  public String paymentIntentId;

  public String chargeId;

  public String invoiceId;

  public String customerId;

  /** The last try's; null when there was none, or when it has been overcome. */
  @Embedded
  @AttributeOverride(name = "code", column = @Column(name = "failure_code"))
  @AttributeOverride(name = "declineCode", column = @Column(name = "failure_decline_code"))
  @AttributeOverride(name = "message", column = @Column(name = "failure_message"))
  public StripeFailure failure;

  public String reviewReason;

  /** What the payer's bank calls into question; each time all of it, by age. */
  @Convert(converter = PaymentDisputes.class)
  public List<PaymentDispute> disputes = List.of();

  /** What the card's issuer warned of; each time all of it, by age. */
  @Convert(converter = PaymentFraudWarnings.class)
  public List<PaymentFraudWarning> fraudWarnings = List.of();

  /** When its money came; null of what came before this was kept. */
  public Instant succeededAt;

  public UUID cancelKey;

  public Instant cancelRequestedAt;

  public Payment() {
    nextCheckAt = CheckSchedule.urgent();
  }

  public boolean isOneTime() {
    return origin == PaymentOrigin.ONE_TIME;
  }

  /** Whether the intent may be this row's: the row has none yet, or this very one. */
  public boolean fits(PaymentIntentSnapshot intent) {
    return paymentIntentId == null || paymentIntentId.equals(intent.id());
  }

  /** From now on the intent is this row's, unless it has one already. */
  void adopt(PaymentIntentSnapshot intent) {
    if (paymentIntentId == null) {
      paymentIntentId = intent.id();
    }
  }

  /** What Stripe said would mean to this row as it is now. */
  public PaymentStep stepFor(Seen<PaymentIntentSnapshot> seen) {
    return PaymentStep.of(status, failure, observedAt, seen);
  }

  void waitForPayer() {
    openAs(PaymentStatus.PENDING);
  }

  void process() {
    openAs(PaymentStatus.PROCESSING);
  }

  private void openAs(PaymentStatus open) {
    if (status != open) {
      status = status.become(open, this);
      checkFrom(CheckSchedule.patient());
    }
  }

  void succeed(long received) {
    status = status.become(PaymentStatus.SUCCEEDED, this);
    amountReceived = received;
    succeededAt = Instant.now();
    checkFrom(LookSchedule.first(succeededAt));
  }

  /**
   * What follows from the refunds, which may therefore also go back.
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

  /**
   * What follows from the disputes.
   *
   * @param all of them, by age
   */
  public void applyDisputes(List<PaymentDispute> all) {
    disputes = all;
  }

  public void applyFraudWarnings(List<PaymentFraudWarning> all) {
    fraudWarnings = all;
  }

  /** Its money puts the order in review. */
  void question(String because) {
    reviewReason = because;
  }

  /** Something at Stripe tells that the money came, and nobody has told us yet. */
  public void checkSoon() {
    if (status.isLive()) {
      checkFrom(Instant.now());
    }
  }

  /** A person has looked at what did not fit, and takes it. */
  public void accept() {
    reviewReason = null;
  }

  void cancel() {
    status = status.become(PaymentStatus.CANCELED, this);
    nextCheckAt = null;
  }

  /** Stripe refused to begin it: nothing is at Stripe, and the order may be paid anew. */
  void refuse(StripeFailure why) {
    status = status.become(PaymentStatus.FAILED, this);
    failure = why;
    nextCheckAt = null;
  }

  /**
   * Stripe does not know something that the request named, and nothing but the customer was named.
   */
  boolean isRefusedAsMissing() {
    return status == PaymentStatus.FAILED
        && paymentIntentId == null
        && failure != null
        && "resource_missing".equals(failure.code());
  }

  /** No answer came. A payment that Stripe has told us about stays as it is. */
  void loseSight() {
    if (status == PaymentStatus.CREATED) {
      status = status.become(PaymentStatus.UNKNOWN, this);
      checkFrom(CheckSchedule.urgent());
    }
  }

  public void requestCancel() {
    if (cancelRequestedAt == null) {
      cancelRequestedAt = Instant.now();
      cancelKey = UUID.randomUUID();
      checkFrom(CheckSchedule.urgent());
    }
  }

  void dropCancelRequest() {
    cancelRequestedAt = null;
    cancelKey = null;
  }

  void renewCancelKey() {
    cancelKey = UUID.randomUUID();
  }

  /** Takes over what the intent says beside its status. */
  void apply(Seen<PaymentIntentSnapshot> seen) {
    var intent = seen.value();
    paymentIntentId = intent.id();
    stripeStatus = intent.stripeStatus();
    if (intent.chargeId() != null) {
      chargeId = intent.chargeId();
    }
    failure = intent.failure();
    if (seen.isAnswer() && (observedAt == null || seen.askedAt().isAfter(observedAt))) {
      observedAt = seen.askedAt();
    }
  }
}
