package io.paydesk.reconcile;

import io.paydesk.dispute.DisputeReconciler;
import io.paydesk.dispute.FraudWarningReconciler;
import io.paydesk.refund.PaymentRefundsReconciler;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Reconciles the refunds, disputes and fraud warnings of a payment whose money has come. */
@Singleton
class ReturnedMoneyReconciler {

  private final PaymentRefundsReconciler refunds;
  private final DisputeReconciler disputes;
  private final FraudWarningReconciler warnings;

  ReturnedMoneyReconciler(
      PaymentRefundsReconciler refunds,
      DisputeReconciler disputes,
      FraudWarningReconciler warnings) {
    this.refunds = refunds;
    this.disputes = disputes;
    this.warnings = warnings;
  }

  /**
   * @param id of a payment that exists
   * @return whether Stripe answered about refunds and disputes, or did not need to be asked
   */
  Uni<Boolean> reconcile(long id) {
    return refunds
        .reconcile(id)
        .flatMap(complete -> disputes.reconcile(id).map(both -> both && complete))
        .call(complete -> warnings.reconcile(id));
  }
}
