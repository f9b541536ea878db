package io.paydesk.recurring;

import io.paydesk.caller.Caller;
import io.paydesk.listing.Filter;
import io.paydesk.listing.Listed;
import io.paydesk.listing.ListedRows;
import io.paydesk.listing.SortedPage;
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
import org.jspecify.annotations.Nullable;

/** Reads subscriptions for those who may see them. */
@Singleton
public class RecurringReader {

  private final Transactions transactions;

  RecurringReader(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The subscription, if the caller may see it. */
  public Uni<RecurringPaymentView> get(long id, Caller caller) {
    return transactions
        .read(() -> RecurringPayment.<RecurringPayment>findById(id))
        .onItem()
        .ifNull()
        .failWith(() -> RecurringProblems.notFound(id))
        .invoke(
            recurring ->
                caller.mustSee(recurring.userId, recurring.orderId, "recurringPayment", id))
        .map(RecurringPaymentView::of);
  }

  /** Those of the ids that exist and can be read, of any owner. */
  public Uni<List<RecurringPaymentView>> all(Collection<Long> ids) {
    return transactions
        .read(() -> RecurringPayment.<RecurringPayment>list("id in ?1", ids))
        .map(
            rows ->
                Views.ofEach(rows, RecurringPaymentView::of, row -> "recurring payment " + row.id));
  }

  /** Those of one first order that the caller may see, the newest first. */
  public Uni<Page<RecurringPaymentView>> ofOrder(Caller caller, long orderId) {
    var query = new RecurringPaymentQuery();
    query.orderId = new RowId(orderId);
    return list(caller, query, null, new PageQuery());
  }

  /** Those of this status that the caller may see, the newest first. */
  public Uni<Page<RecurringPaymentView>> ofStatus(Caller caller, RecurringPaymentStatus status) {
    var query = new RecurringPaymentQuery();
    query.status = List.of(status.text());
    return list(caller, query, null, new PageQuery());
  }

  /**
   * @param sort null for the newest first
   */
  public Uni<Page<RecurringPaymentView>> list(
      Caller caller, RecurringPaymentQuery query, @Nullable String sort, PageQuery page) {
    return SortedPage.of(filter(caller, query), sort)
        .read(transactions, page, RecurringPaymentView::of);
  }

  /** All that the caller may see of these. */
  public Listed<RecurringPaymentView> listed(Caller caller, RecurringPaymentQuery query) {
    return new ListedRows<>(filter(caller, query), transactions, RecurringPaymentView::of);
  }

  private static Filter<RecurringPayment> filter(Caller caller, RecurringPaymentQuery query) {
    return Filter.of(RecurringPayment.ROWS)
        .only("userId", caller.listed(query.userId))
        .only("orderId", caller.listedOrder(RowId.value(query.orderId)))
        .among("status", Statuses.read(RecurringPaymentStatus.class, query.status))
        .only("priceId", query.priceId)
        .in(query);
  }
}
