package io.paydesk.payment;

import io.paydesk.order.LockedOrders;
import io.paydesk.transaction.Transition;
import io.paydesk.transaction.TransitionKeeper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Where the money of a payment comes that was over, the payer may have begun another one. It is
 * ended with the commit that records the money, so that nobody pays the order again.
 */
@Singleton
class LatePayments implements TransitionKeeper {

  @Override
  public Uni<Boolean> keep(List<Transition> transitions) {
    return Multi.createFrom()
        .iterable(transitions)
        .map(Transition::subject)
        .filter(subject -> subject instanceof Payment payment && payment.cameLate)
        .map(subject -> ((Payment) subject).orderId)
        .onItem()
        .transformToUniAndConcatenate(LatePayments::endTheOther)
        .collect()
        .asList()
        .replaceWith(false);
  }

  /** The order is locked already, so nobody else holds a row of it. */
  private static Uni<Void> endTheOther(long order) {
    return LockedOrders.of(order)
        .withAll(Payment.TABLE)
        .lock()
        .invoke(
            locked -> {
              var live = OrderPayments.live(locked.rows(Payment.TABLE));
              if (live != null) {
                PaymentRecorder.endIfPaidOtherwise(locked.order(order), live);
              }
            })
        .replaceWithVoid();
  }
}
