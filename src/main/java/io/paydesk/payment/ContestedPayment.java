package io.paydesk.payment;

import jakarta.persistence.Convert;
import jakarta.persistence.MappedSuperclass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is held against a payment, by its payer, by banks, or as it does not fit its order. */
@MappedSuperclass
public abstract class ContestedPayment extends RequestedPayment {

  public @Nullable String reviewReason;

  /** All its disputes, oldest first; always replaced as a whole. */
  @Convert(converter = PaymentDisputes.class)
  public List<PaymentDispute> disputes = List.of();

  /** All its early fraud warnings, oldest first; always replaced as a whole. */
  @Convert(converter = PaymentFraudWarnings.class)
  public List<PaymentFraudWarning> fraudWarnings = List.of();

  /**
   * Sets what follows from the disputes.
   *
   * @param all of them, oldest first
   */
  public void applyDisputes(List<PaymentDispute> all) {
    disputes = all;
  }

  public void applyFraudWarnings(List<PaymentFraudWarning> all) {
    fraudWarnings = all;
  }

  /** Records why its money puts the order in review. */
  void question(String because) {
    reviewReason = because;
  }

  /** A person has accepted the money that did not fit. */
  public void accept() {
    reviewReason = null;
  }
}
