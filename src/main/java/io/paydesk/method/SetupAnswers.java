package io.paydesk.method;

import static java.util.Objects.requireNonNull;

import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.method.MethodSetupReconciler.Reconciled;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.stripe.StripeAccountConfig;
import jakarta.inject.Singleton;

/** What the caller is told of an attempt to save a method. */
@Singleton
class SetupAnswers {

  private final MethodConfiguration methods;
  private final StripeAccountConfig account;

  SetupAnswers(MethodConfiguration methods, StripeAccountConfig account) {
    this.methods = methods;
    this.account = account;
  }

  /**
   * @param status of an attempt that Stripe knows; it is 202 otherwise
   * @throws io.paydesk.problem.Refusal where it cannot be gone on with
   */
  ApiAnswer answer(Reconciled reconciled, int status) {
    var row = reconciled.row();
    if (row.status == MethodSetupStatus.FAILED && MethodConfiguration.isRefusedBy(row.failure)) {
      throw methods.refused(null, requireNonNull(row.failure).message());
    }
    if (row.status == MethodSetupStatus.FAILED) {
      throw MethodProblems.refusedByStripe(
          row.failure == null ? null : row.failure.code(),
          row.failure == null ? null : row.failure.message());
    }
    boolean known = !row.status.isNotConfirmedByStripe();
    if (row.isToEnd() && row.status.isLive()) {
      throw MethodProblems.begunInAnotherWay();
    }
    var view = SetupIntentView.of(row, reconciled.atStripe(), account.publishableKey());
    if (known && row.status.isLive() && !view.leadsOn()) {
      throw MethodProblems.stripeSilent();
    }
    return new ApiAnswer(known ? status : 202, view, row.id);
  }
}
