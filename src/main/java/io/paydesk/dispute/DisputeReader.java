package io.paydesk.dispute;

import io.paydesk.caller.Caller;
import io.paydesk.listing.Filter;
import io.paydesk.listing.Listed;
import io.paydesk.listing.ListedRows;
import io.paydesk.listing.SortedPage;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.paydesk.rest.Statuses;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reads disputes for those who may see them. */
@Singleton
public class DisputeReader {

  private final Transactions transactions;

  DisputeReader(Transactions transactions) {
    this.transactions = transactions;
  }

  public Uni<DisputeView> get(long id, Caller caller) {
    return transactions
        .read(() -> Dispute.<Dispute>findById(id))
        .onItem()
        .ifNull()
        .failWith(() -> notFound(id))
        .invoke(dispute -> caller.mustSee(dispute.userId, "dispute", id))
        .map(DisputeView::of);
  }

  static Refusal notFound(long id) {
    return Refusal.notFound("dispute", id);
  }

  /**
   * @param sort null for the newest first
   */
  public Uni<Page<DisputeView>> list(
      Caller caller, DisputeQuery query, @Nullable String sort, PageQuery page) {
    return SortedPage.of(filter(caller, query), sort).read(transactions, page, DisputeView::of);
  }

  /** All that the caller may see of these. */
  public Listed<DisputeView> listed(Caller caller, DisputeQuery query) {
    return new ListedRows<>(filter(caller, query), transactions, DisputeView::of);
  }

  private static Filter<Dispute> filter(Caller caller, DisputeQuery query) {
    return Filter.of(Dispute.ROWS)
        .only("userId", caller.listed(query.userId))
        .only("paymentId", RowId.value(query.paymentId))
        .only("orderId", RowId.value(query.orderId))
        .among("status", Statuses.texts(query.status))
        .only("reason", query.reason)
        .in(query)
        .of(query);
  }
}
