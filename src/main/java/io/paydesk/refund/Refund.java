package io.paydesk.refund;

import static java.util.Objects.requireNonNull;

import io.paydesk.listing.Rows;
import io.paydesk.order.LockedOrders;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.Presentment;
import io.paydesk.stripe.RefundRequest;
import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.stripe.StripeRow;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A refund of a payment, asked for here or in Stripe's dashboard. */
@Entity
@Table(name = "refund")
public class Refund extends StripeRow {

  static final Rows<Refund> ROWS =
      Rows.of(Refund.class, refund -> refund.id, refund -> refund.createdAt)
          .withAmount(refund -> refund.amount);

  public static final LockedOrders.Table<Refund> TABLE =
      new LockedOrders.Table<>(LockedOrders.Rank.REFUND, Refund.class);

  private static final Duration FIRST_CHECK = Duration.ofMinutes(1);

  public long paymentId;

  public long orderId;

  public String userId;

  @Convert(converter = RefundOrigin.Text.class)
  public RefundOrigin origin;

  public long amount;

  public String currency;

  public @Nullable String reason;

  @Convert(converter = RefundStatus.Text.class)
  public RefundStatus status = RefundStatus.CREATED;

  public @Nullable String refundId;

  public @Nullable String chargeId;

  public @Nullable String failureCode;

  public @Nullable String failureMessage;

  public @Nullable String failureReason;

  public @Nullable String pendingReason;

  /** What the payer must do to get the money, in Stripe's own shape. */
  @JdbcTypeCode(SqlTypes.JSON)
  public @Nullable Map<String, Object> nextAction;

  /** What the payer gets back in another currency than the shop's; else null. */
  @Embedded public @Nullable Presentment presentment;

  /** What an admin should know although the refund was made. */
  public @Nullable String warning;

  public @Nullable String requestedBy;

  /** When its money went back; null until then, and for old refunds, for which it was not kept. */
  public @Nullable Instant succeededAt;

  /**
   * A refund to be asked for.
   *
   * @param amount minor units
   * @param reason one of Stripe's
   * @param who the admin's userId
   * @param installation this installation's id
   */
  public static Refund toAskFor(
      Payment payment, long amount, @Nullable String reason, String who, UUID installation) {
    var refund = of(payment, RefundOrigin.PAYDESK);
    refund.amount = amount;
    refund.currency = payment.currency;
    refund.reason = reason;
    refund.requestedBy = who;
    refund.warning = RefundPolicy.warning(payment);
    refund.renewKey();
    var ids = Map.of("paydesk_payment", Long.toString(payment.id));
    refund.stripeRequest =
        new RefundRequest(
                requireNonNull(payment.paymentIntentId),
                amount,
                reason,
                Installation.metadata(installation, refund.uuid, ids))
            .stored();
    return refund;
  }

  /**
   * @param more null where there is nothing to add
   */
  void warn(@Nullable String more) {
    if (more != null) {
      warning = warning == null ? more : warning + " " + more;
    }
  }

  /** A refund that is new to us: somebody made it in Stripe's dashboard. */
  static Refund madeElsewhere(Payment payment, RefundSnapshot seen) {
    var refund = of(payment, RefundOrigin.DASHBOARD);
    refund.amount = seen.amount();
    refund.currency = seen.currency() == null ? payment.currency : seen.currency();
    refund.reason = seen.reason();
    return refund;
  }

  private static Refund of(Payment payment, RefundOrigin origin) {
    var refund = new Refund();
    refund.paymentId = payment.id;
    refund.orderId = payment.orderId;
    refund.userId = payment.userId;
    refund.uuid = UUID.randomUUID();
    refund.origin = origin;
    refund.checkLater();
    return refund;
  }

  /**
   * A refused refund is never asked for again: an admin who still wants the money back begins a new
   * one.
   */
  boolean needsReconciling() {
    return refundId != null || status.isOpen();
  }

  /** Whether Stripe's refund may belong to this row: the row has none yet, or has this one. */
  boolean fits(RefundSnapshot seen) {
    return refundId == null || refundId.equals(seen.id());
  }

  /** Takes over what Stripe says or said. Older news changes nothing. */
  void apply(RefundSnapshot seen) {
    var next = RefundStatus.ofStripe(seen.stripeStatus());
    boolean firstSeen = refundId == null;
    boolean isOld = next == null ? !status.isOpen() : !status.mayBecome(next);
    if (!firstSeen && isOld) {
      return;
    }
    refundId = seen.id();
    stripeStatus = seen.stripeStatus();
    chargeId = seen.chargeId();
    failureCode = null;
    failureMessage = null;
    failureReason = seen.failureReason();
    pendingReason = seen.pendingReason();
    nextAction = seen.nextAction();
    presentment = seen.presentment() == null ? presentment : seen.presentment();
    currency = seen.currency() == null ? currency : seen.currency();
    status = status.become(next == null ? inDoubt(firstSeen) : next, this);
    noteSuccess(firstSeen ? seen.createdAt() : null);
    if (!status.isOpen()) {
      // A succeeded refund can still fail, but an event reports that.
      nextCheckAt = null;
    } else if (nextCheckAt == null) {
      checkLater();
    }
  }

  /**
   * @param made at Stripe, where it may have been long ago; null where it was not done then
   */
  private void noteSuccess(@Nullable Instant made) {
    if (status == RefundStatus.SUCCEEDED && succeededAt == null) {
      var now = Instant.now();
      succeededAt = made != null && made.isBefore(now) ? made : now;
    }
  }

  /**
   * Its status is unknown here. If this is the first that Stripe tells of it, even after a refusal,
   * it exists, and its money may be gone.
   */
  private RefundStatus inDoubt(boolean firstSeen) {
    return firstSeen ? RefundStatus.UNKNOWN : status;
  }

  /** For a refund whose payment and order cannot take it yet. */
  void checkLater() {
    checkFrom(Instant.now().plus(FIRST_CHECK));
  }

  /** Like {@link #checkLater}, but earlier checks may have moved the next one further. */
  void keepCheck(@Nullable Instant next) {
    if (next == null) {
      checkLater();
    } else {
      nextCheckAt = next;
    }
  }

  /**
   * Whether a refusal means that nothing was refunded: it is the answer to the call that makes the
   * refund.
   */
  boolean mayBeRefused() {
    return refundId == null && (status == RefundStatus.CREATED || status == RefundStatus.UNKNOWN);
  }

  /** Whether Stripe refused to make it: nothing was refunded. */
  boolean isRefused() {
    return refundId == null && status == RefundStatus.FAILED;
  }

  public void refuse(@Nullable String code, String message) {
    status = status.become(RefundStatus.FAILED, this);
    failureCode = code;
    failureMessage = message;
    nextCheckAt = null;
  }

  void loseSight() {
    status = status.become(status.withoutNews(), this);
  }
}
