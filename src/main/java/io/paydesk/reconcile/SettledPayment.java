package io.paydesk.reconcile;

import io.paydesk.dispute.DisputeSync;
import io.paydesk.dispute.FraudWarningSync;
import io.paydesk.refund.RefundSync;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Brings a payment whose money has come to what became of that money at Stripe. */
@Singleton
class SettledPayment {

  private final RefundSync refunds;
  private final DisputeSync disputes;
  private final FraudWarningSync warnings;

  SettledPayment(RefundSync refunds, DisputeSync disputes, FraudWarningSync warnings) {
    this.refunds = refunds;
    this.disputes = disputes;
    this.warnings = warnings;
  }

  /**
   * @param id of a payment that is there
   * @return whether Stripe answered about refunds and disputes, or had nothing to be asked
   */
  Uni<Boolean> bring(long id) {
    return refunds
        .bring(id)
        .flatMap(brought -> disputes.bring(id).map(both -> both && brought))
        .call(brought -> warnings.bring(id));
  }
}
