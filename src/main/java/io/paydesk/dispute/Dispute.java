package io.paydesk.dispute;

import io.paydesk.listing.Rows;
import io.paydesk.order.OrderDispute;
import io.paydesk.payment.DisputePhase;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentDispute;
import io.paydesk.stripe.DisputeSnapshot;
import io.paydesk.transaction.TransitionKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A dispute of a payment. Only Stripe changes it; call its methods with the payment locked. */
@Entity
@Table(name = "dispute")
public class Dispute extends ReportedRow {

  static final Rows<Dispute> ROWS =
      Rows.of(Dispute.class, dispute -> dispute.id, dispute -> dispute.createdAt)
          .withAmount(dispute -> dispute.amount)
          .withDue("dueBy", dispute -> dispute.dueBy);

  public String disputeId;

  /** Minor units. */
  public long amount;

  public String currency;

  /** As Stripe states it. It may return to an earlier status. */
  public String status;

  public @Nullable String reason;

  @Column(name = "is_charge_refundable")
  public boolean refundable;

  public @Nullable Instant dueBy;

  public Instant openedAt;

  @Override
  String stripeId() {
    return disputeId;
  }

  static Dispute of(Payment payment, String disputeId) {
    var dispute = new Dispute();
    dispute.belongTo(payment);
    dispute.disputeId = disputeId;
    return dispute;
  }

  /**
   * What an answer has changed.
   *
   * @param moved whether its status changed
   * @param transition what the app may follow; null where nothing that matters has changed
   */
  record Applied(boolean moved, @Nullable TransitionKind transition) {

    static final Applied NOTHING = new Applied(false, null);
  }

  /**
   * Applies an answer of Stripe's, unless the row shows a newer one.
   *
   * @param askedAt when Stripe was asked
   */
  Applied apply(DisputeSnapshot seen, Instant askedAt) {
    if (observedAt != null && askedAt.isBefore(observedAt)) {
      return Applied.NOTHING;
    }
    var shown = new Applied(!seen.status().equals(status), transitionTo(seen));
    if (status != null && shown.transition != null) {
      changes++;
    }
    status = seen.status();
    amount = seen.amount();
    currency = seen.currency();
    reason = seen.reason();
    chargeId = seen.chargeId();
    refundable = seen.refundable();
    dueBy = seen.dueBy();
    openedAt = seen.openedAt();
    observedAt = askedAt;
    return shown;
  }

  private @Nullable TransitionKind transitionTo(DisputeSnapshot seen) {
    var is = DisputePhase.of(seen.status());
    if (is.transition() != null && (status == null || DisputePhase.of(status) != is)) {
      return is.transition();
    }
    if (status == null) {
      return DisputePhase.DISPUTED.transition();
    }
    boolean same =
        seen.status().equals(status)
            && seen.amount() == amount
            && seen.refundable() == refundable
            && Objects.equals(seen.dueBy(), dueBy);
    return same ? null : TransitionKind.DISPUTE_UPDATED;
  }

  /** As the order shows it. */
  OrderDispute summaryForOrder() {
    return new OrderDispute(
        paymentId, disputeId, status, amount, currency, reason, refundable, dueBy);
  }

  /** As the payment shows it. */
  PaymentDispute summary() {
    return new PaymentDispute(disputeId, status, amount, currency, reason, refundable, dueBy);
  }
}
