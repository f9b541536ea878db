package io.paydesk.dispute;

import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentFraudWarning;
import io.paydesk.stripe.FraudWarningSnapshot;
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

/**
 * What the issuer of a payment's card warned of as fraud. Only Stripe changes it; call its methods
 * with the payment locked.
 */
@Entity
@Table(name = "fraud_warning")
public class FraudWarning extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Long id;

  @Version public int version;

  public long paymentId;

  public long orderId;

  public String userId;

  public String warningId;

  public String chargeId;

  /** In Stripe's own words; may be null. */
  public String fraudType;

  public boolean actionable;

  /** How often it has changed since it came. */
  public int changes;

  public Instant warnedAt;

  /** When the newest news was true that this row shows. */
  public Instant observedAt;

  @Column(updatable = false)
  public Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @UpdateTimestamp public Instant updatedAt = createdAt;

  static FraudWarning of(Payment payment, String warningId) {
    var warning = new FraudWarning();
    warning.paymentId = payment.id;
    warning.orderId = payment.orderId;
    warning.userId = payment.userId;
    warning.warningId = warningId;
    return warning;
  }

  /**
   * Takes over news of Stripe's, unless newer ones are shown already. Of two of the same second the
   * one counts that leaves less to do: that is how a warning goes on.
   *
   * @param trueAt when Stripe said so
   * @return what the app may follow; null where nothing has changed
   */
  String apply(FraudWarningSnapshot seen, Instant trueAt) {
    boolean isNew = observedAt == null;
    if (!isNew
        && (trueAt.isBefore(observedAt)
            || trueAt.equals(observedAt) && !actionable && seen.actionable())) {
      return null;
    }
    boolean same =
        !isNew && actionable == seen.actionable() && Objects.equals(fraudType, seen.fraudType());
    if (!isNew && !same) {
      changes++;
    }
    fraudType = seen.fraudType();
    actionable = seen.actionable();
    chargeId = seen.chargeId();
    warnedAt = seen.warnedAt();
    observedAt = trueAt;
    return isNew ? "fraud_warning" : same ? null : "fraud_warning_updated";
  }

  String occurrence() {
    return Transition.occurrence(warningId, changes);
  }

  /** As its payment shows it. */
  PaymentFraudWarning summary() {
    return new PaymentFraudWarning(warningId, fraudType, actionable, warnedAt);
  }
}
