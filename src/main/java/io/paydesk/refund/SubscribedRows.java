package io.paydesk.refund;

import io.paydesk.order.LockedOrders;
import io.paydesk.payment.Payment;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RunningSubscriptions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order's rows, with the running subscriptions that its money may belong to: a refund does not
 * end them.
 */
public record SubscribedRows(OrderRows rows, List<RecurringPayment> running) {

  /** Locks all of it in the one order. */
  public static Uni<SubscribedRows> lock(long orderId) {
    return RunningSubscriptions.firstOrderOf(orderId)
        .flatMap(
            first ->
                first == null
                    ? OrderRows.lock(orderId).map(rows -> new SubscribedRows(rows, List.of()))
                    : lock(orderId, first));
  }

  /** As they are now, without a lock: for those who only look. */
  static Uni<SubscribedRows> read(long orderId) {
    return OrderRows.read(orderId)
        .flatMap(
            rows ->
                RunningSubscriptions.firstOrderOf(orderId)
                    .flatMap(first -> allOf(first))
                    .map(
                        all ->
                            new SubscribedRows(rows, RunningSubscriptions.of(rows.order(), all))));
  }

  private static Uni<List<RecurringPayment>> allOf(@Nullable Long first) {
    return first == null
        ? Uni.createFrom().item(List.of())
        : RecurringPayment.list("orderId", first);
  }

  private static Uni<SubscribedRows> lock(long orderId, long first) {
    return LockedOrders.of(List.of(orderId, first))
        .withAllOf(Payment.TABLE, List.of(orderId))
        .withAllOf(RecurringPayment.TABLE, List.of(first))
        .withAllOf(Refund.TABLE, List.of(orderId))
        .lock()
        .map(
            locked -> {
              var order = locked.order(orderId);
              return new SubscribedRows(
                  OrderRows.of(order, locked),
                  RunningSubscriptions.of(order, locked.rows(RecurringPayment.TABLE)));
            });
  }

  private List<RecurringPayment> chargingAgain() {
    return running.stream().filter(RunningSubscriptions::chargesAgain).toList();
  }

  /** A refund whose request does not mention the subscription would leave it running unseen. */
  public void mustNotRunOnSilently(@Nullable EndSubscription wanted) {
    var goOn = chargingAgain();
    if (wanted == null && !goOn.isEmpty()) {
      throw RefundProblems.runsOn(rows.order(), goOn.get(0));
    }
  }

  /**
   * @return the ids of those that are to end; Stripe is asked for that after the commit
   */
  public List<Long> end(@Nullable EndSubscription wanted) {
    if (wanted == null || wanted == EndSubscription.NO) {
      return List.of();
    }
    // A subscription that ends later still runs, so now it may be ended at once.
    var toEnd = wanted == EndSubscription.NOW ? running : chargingAgain();
    if (toEnd.isEmpty()) {
      return List.of();
    }
    if (toEnd.size() > 1) {
      throw RefundProblems.severalRun(rows.order(), toEnd);
    }
    RunningSubscriptions.end(toEnd.get(0), wanted == EndSubscription.NOW);
    return List.of(toEnd.get(0).id);
  }

  /** What an admin should know although the refund is made. */
  @Nullable String warning(@Nullable EndSubscription wanted) {
    var goOn = chargingAgain();
    if (wanted != null || goOn.isEmpty()) {
      return null;
    }
    var row = goOn.get(0);
    return """
    Recurring payment %s is %s and charges again, as this refund does not end it. To end \
    it: POST /v1/recurring-payments/%s/cancel; or send 'endSubscription' with a refund.\
    """
        .formatted(row.id, row.status.text(), row.id);
  }

  public static String notEnded(RecurringPayment row) {
    return """
    Stripe refused to end recurring payment %s, so it is %s and charges again. End it at \
    once, POST /v1/recurring-payments/%s/cancel, or in Stripe's dashboard.\
    """
        .formatted(row.id, row.status.text(), row.id);
  }

  static String notEndedYet(long id) {
    return """
    Stripe has not said yet whether recurring payment %s ended. Paydesk asks again until \
    it does: GET /v1/recurring-payments/%s shows how it stands.\
    """
        .formatted(id, id);
  }
}
