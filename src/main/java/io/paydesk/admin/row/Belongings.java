package io.paydesk.admin.row;

import static java.util.Objects.requireNonNull;

import io.paydesk.admin.Visitor;
import io.paydesk.caller.Caller;
import io.paydesk.dispute.DisputeQuery;
import io.paydesk.dispute.DisputeReader;
import io.paydesk.dispute.DisputeView;
import io.paydesk.order.OrderReader;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentReader;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.recurring.RecurringReader;
import io.paydesk.refund.RefundQuery;
import io.paydesk.refund.RefundReader;
import io.paydesk.refund.RefundTotals;
import io.paydesk.refund.RefundView;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.paydesk.timeline.TimelineFilter;
import io.paydesk.timeline.TimelineView;
import io.paydesk.timeline.Timelines;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads an order, what belongs to it, and its history, as the API shows them to a caller. */
@Singleton
class Belongings {

  /** So many entries of a history come with its page. */
  private static final int AT_ONCE = 40;

  private final OrderReader orders;
  private final PaymentReader payments;
  private final RefundReader refunds;
  private final DisputeReader disputes;
  private final RecurringReader subscriptions;
  private final Timelines timelines;

  Belongings(
      OrderReader orders,
      PaymentReader payments,
      RefundReader refunds,
      DisputeReader disputes,
      RecurringReader subscriptions,
      Timelines timelines) {
    this.orders = orders;
    this.payments = payments;
    this.refunds = refunds;
    this.disputes = disputes;
    this.subscriptions = subscriptions;
    this.timelines = timelines;
  }

  /**
   * @param order what {@code filter} tells of belongs to it
   * @param totals what became of each payment's money
   */
  record Read(
      OrderView order,
      List<PaymentView> payments,
      List<RefundView> refunds,
      List<DisputeView> disputes,
      List<RecurringPaymentView> subscriptions,
      Map<Long, RefundTotals> totals,
      TimelineView timeline) {

    RefundTotals totals(PaymentView payment) {
      return requireNonNull(totals.get(payment.id()));
    }
  }

  /**
   * The page of a row that belongs to an order.
   *
   * @param own its part of the order's history
   * @param query names that part, as the address of the rest of it does; empty for all of it
   */
  Uni<RowPage> page(
      long orderId,
      TimelineFilter own,
      String query,
      Visitor visitor,
      Function<Read, Shown> drawn) {
    return of(orderId, own, visitor.caller())
        .map(read -> drawn.apply(read).in(read, query, visitor));
  }

  /** One after the other: they share the session of the request. */
  private Uni<Read> of(long orderId, TimelineFilter filter, Caller caller) {
    return orders
        .get(orderId, caller)
        .flatMap(
            order ->
                payments
                    .ofOrder(caller, orderId)
                    .flatMap(
                        paid ->
                            refunds(orderId, caller)
                                .flatMap(
                                    back ->
                                        disputes(orderId, caller)
                                            .flatMap(
                                                disputed ->
                                                    subscriptions
                                                        .ofOrder(caller, orderId)
                                                        .flatMap(
                                                            running ->
                                                                refunds
                                                                    .totals(paid.data())
                                                                    .flatMap(
                                                                        totals ->
                                                                            timeline(
                                                                                    orderId, filter,
                                                                                    null)
                                                                                .map(
                                                                                    read ->
                                                                                        new Read(
                                                                                            order,
                                                                                            paid
                                                                                                .data(),
                                                                                            back,
                                                                                            disputed,
                                                                                            running
                                                                                                .data(),
                                                                                            totals,
                                                                                            read))))))));
  }

  /** Who may see it, the caller has checked. */
  Uni<TimelineView> timeline(long orderId, TimelineFilter filter, @Nullable String after) {
    var page = new PageQuery();
    page.limit = Integer.toString(AT_ONCE);
    page.after = after;
    return timelines.read(orderId, filter, page);
  }

  private Uni<List<RefundView>> refunds(long orderId, Caller caller) {
    var query = new RefundQuery();
    query.orderId = new RowId(orderId);
    return refunds.list(caller, query, null, new PageQuery()).map(page -> page.data());
  }

  private Uni<List<DisputeView>> disputes(long orderId, Caller caller) {
    var query = new DisputeQuery();
    query.orderId = new RowId(orderId);
    return disputes.list(caller, query, null, new PageQuery()).map(page -> page.data());
  }
}
