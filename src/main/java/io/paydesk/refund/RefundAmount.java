package io.paydesk.refund;

import io.paydesk.problem.Refusal;
import io.paydesk.rest.AmountOrLeftOut;

/** All that remains, where it is left out. */
final class RefundAmount extends AmountOrLeftOut {

  @Override
  protected Refusal whenNull() {
    return RefundProblems.amountIsNull();
  }
}
