package io.paydesk.mcp;

import io.paydesk.caller.Call;
import io.paydesk.order.OrderResource;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentResource;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentResource;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.RefundResource;
import io.paydesk.refund.RefundView;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** An order with what belongs to it, the newest of each. */
@Singleton
class WholeOrders {

  static final List<Call> CALLS =
      List.of(
          Call.reading(OrderResource.class),
          Call.reading(PaymentResource.class),
          Call.reading(RefundResource.class),
          Call.reading(RecurringPaymentResource.class));

  /** Where there are more than a page has, its {@code next} says so. */
  @RegisterForReflection
  record WholeOrder(
      OrderView order,
      Page<PaymentView> payments,
      Page<RefundView> refunds,
      Page<RecurringPaymentView> subscriptions) {}

  private final OrderResource orders;
  private final PaymentResource payments;
  private final RefundResource refunds;
  private final RecurringPaymentResource subscriptions;

  WholeOrders(
      OrderResource orders,
      PaymentResource payments,
      RefundResource refunds,
      RecurringPaymentResource subscriptions) {
    this.orders = orders;
    this.payments = payments;
    this.refunds = refunds;
    this.subscriptions = subscriptions;
  }

  /** One after the other: they share a connection. */
  Uni<WholeOrder> get(RowId id) {
    return orders
        .get(id)
        .flatMap(
            order ->
                payments
                    .list(Filters.paymentsOf(id), null, new PageQuery())
                    .flatMap(
                        paid ->
                            refunds
                                .list(Filters.refundsOf(id), null, new PageQuery())
                                .flatMap(
                                    back ->
                                        subscriptions
                                            .list(
                                                Filters.subscriptionsOf(id), null, new PageQuery())
                                            .map(
                                                begun ->
                                                    new WholeOrder(order, paid, back, begun)))));
  }
}
