package io.paydesk.refund;

import io.paydesk.caller.Caller;
import io.quarkus.arc.Arc;
import java.time.Instant;

/** For tests of those who confirm refunds. */
public final class Confirmations {

  private Confirmations() {}

  /** One that no longer holds, for a refund without a reason. */
  public static String expired(String caller, long paymentId, long amount) {
    return Arc.container()
        .instance(RefundConfirmation.class)
        .get()
        .issue(
            new Caller(caller, false, true, false),
            new CreateRefund(paymentId, amount, null, null, null, null),
            amount,
            0,
            Instant.now().minus(RefundConfirmation.LIFE).minusSeconds(1))
        .text();
  }
}
