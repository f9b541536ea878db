package io.paydesk.dispute;

import io.paydesk.order.OrderDispute;
import io.paydesk.payment.DisputePhase;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentDispute;
import io.paydesk.stripe.DisputeSnapshot;
import io.paydesk.transaction.Transition;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/** A dispute of a payment. Only Stripe changes it; call its methods with the payment locked. */
@Entity
@Table(name = "dispute")
public class Dispute extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Long id;

  @Version public int version;

  public long paymentId;

  public long orderId;

  public String userId;

  public String disputeId;

  public @Nullable String chargeId;

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

  /** Counts its changes that the app may follow. */
  public int changes;

  /** When Stripe was asked for the answer that this row shows. */
  public Instant observedAt;

  @Column(updatable = false)
  public Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @UpdateTimestamp public Instant updatedAt = createdAt;

  static Dispute of(Payment payment, String disputeId) {
    var dispute = new Dispute();
    dispute.paymentId = payment.id;
    dispute.orderId = payment.orderId;
    dispute.userId = payment.userId;
    dispute.disputeId = disputeId;
    return dispute;
  }

  /**
   * What an answer has changed.
   *
   * @param moved whether its status changed
   * @param transition what the app may follow; null where nothing that matters has changed
   */
  record Applied(boolean moved, @Nullable String transition) {

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

  private @Nullable String transitionTo(DisputeSnapshot seen) {
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
    return same ? null : "dispute_updated";
  }

  /** Tells this change apart from all others, even one to the same status. */
  String occurrence() {
    return Transition.occurrence(disputeId, changes);
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
