package io.paydesk.dispute;

import static java.util.Objects.requireNonNull;

import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentFraudWarning;
import io.paydesk.stripe.FraudWarningSnapshot;
import io.paydesk.transaction.TransitionKind;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An early fraud warning of a card's issuer. Only Stripe changes it; call its methods with the
 * payment locked.
 */
@Entity
@Table(name = "fraud_warning")
public class FraudWarning extends ReportedRow {

  public String warningId;

  /** As Stripe states it. */
  public @Nullable String fraudType;

  public boolean actionable;

  public Instant warnedAt;

  @Override
  String stripeId() {
    return warningId;
  }

  static FraudWarning of(Payment payment, String warningId) {
    var warning = new FraudWarning();
    warning.belongTo(payment);
    warning.warningId = warningId;
    return warning;
  }

  /**
   * Applies news of Stripe's, unless the row shows newer ones. Of two with the same second the less
   * actionable one counts, as a warning only goes that way.
   *
   * @param trueAt when Stripe said so
   * @return what the app may follow; null where nothing has changed
   */
  @Nullable TransitionKind apply(FraudWarningSnapshot seen, Instant trueAt) {
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
    warnedAt = requireNonNull(seen.warnedAt());
    observedAt = trueAt;
    if (isNew) {
      return TransitionKind.FRAUD_WARNING;
    }
    return same ? null : TransitionKind.FRAUD_WARNING_UPDATED;
  }

  /** As the payment shows it. */
  PaymentFraudWarning summary() {
    return new PaymentFraudWarning(warningId, fraudType, actionable, warnedAt);
  }
}
