package io.paydesk.refund;

import io.paydesk.caller.Caller;
import io.paydesk.listing.Filter;
import io.paydesk.listing.Listed;
import io.paydesk.listing.ListedRows;
import io.paydesk.listing.SortedPage;
import io.paydesk.payment.PaymentView;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.paydesk.rest.Statuses;
import io.paydesk.rest.Views;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads refunds for those who may see them. */
@Singleton
public class RefundReader {

  private final Transactions transactions;

  RefundReader(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The refund, if the caller may see it. */
  public Uni<RefundView> get(long id, Caller caller) {
    return transactions
        .read(() -> Refund.<Refund>findById(id))
        .onItem()
        .ifNull()
        .failWith(() -> RefundProblems.notFound(id))
        .invoke(refund -> caller.mustSee(refund.userId, "refund", id))
        .map(refund -> RefundView.of(refund, caller));
  }

  /** Those of the ids that exist and can be read, whoever owns them. */
  public Uni<List<RefundView>> all(Collection<Long> ids) {
    return transactions
        .read(() -> Refund.<Refund>list("id in ?1", ids))
        .map(rows -> Views.ofEach(rows, RefundView::of, row -> "refund " + row.id));
  }

  /**
   * What became of the money of these payments, by their ids. That the caller may see them was
   * checked before.
   */
  public Uni<Map<Long, RefundTotals>> totals(List<PaymentView> payments) {
    var ids = payments.stream().map(PaymentView::id).toList();
    return transactions
        .read(() -> Refund.<Refund>list("paymentId in ?1", ids))
        .map(
            rows ->
                payments.stream()
                    .collect(Collectors.toMap(PaymentView::id, payment -> totals(payment, rows))));
  }

  private static RefundTotals totals(PaymentView payment, List<Refund> rows) {
    var own = rows.stream().filter(row -> row.paymentId == payment.id()).toList();
    return RefundTotals.of(payment.amountReceived(), own);
  }

  /**
   * @param sort null for the newest first
   */
  public Uni<Page<RefundView>> list(
      Caller caller, RefundQuery query, @Nullable String sort, PageQuery page) {
    return SortedPage.of(filter(caller, query), sort)
        .read(transactions, page, refund -> RefundView.of(refund, caller));
  }

  /** All that the caller may see of these. */
  public Listed<RefundView> listed(Caller caller, RefundQuery query) {
    return new ListedRows<>(
        filter(caller, query), transactions, refund -> RefundView.of(refund, caller));
  }

  private static Filter<Refund> filter(Caller caller, RefundQuery query) {
    return Filter.of(Refund.ROWS)
        .only("userId", caller.listed(query.userId))
        .only("paymentId", RowId.value(query.paymentId))
        .only("orderId", RowId.value(query.orderId))
        .among("status", Statuses.read(RefundStatus.class, query.status))
        .only("reason", query.reason)
        .in(query)
        .of(query);
  }
}
