package io.paydesk.dev.page;

import io.paydesk.actionflow.Actionflow;
import io.paydesk.actionflow.CallbackRun;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.transaction.CallbackFlow;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** An app's logic that needs another system, which a test takes down and repairs. */
@Singleton
class PhoneTheCrm implements Actionflow {

  static final String DOWN =
      "the CRM is down: https://crm.example.com/" + "a-very-long-address/".repeat(10);

  static volatile boolean follows;
  static volatile boolean down;

  @Override
  public boolean follows(CallbackFlow flow) {
    return follows;
  }

  @Override
  public Uni<Void> stripePaymentCallback(CallbackRun run, OrderView order, PaymentView payment) {
    if (down) {
      throw new IllegalStateException(DOWN);
    }
    return done();
  }
}
