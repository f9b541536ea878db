package io.paydesk.payment;

import io.paydesk.problem.Refusal;
import io.paydesk.rest.AmountOrLeftOut;

/** All that is held, where it is left out. */
final class AmountToCapture extends AmountOrLeftOut {

  @Override
  protected Refusal whenNull() {
    return CaptureProblems.amountIsNull();
  }
}
