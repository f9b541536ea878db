package io.paydesk.audit;

import io.paydesk.listing.Filter;
import io.paydesk.listing.Listed;
import io.paydesk.listing.ListedRows;
import io.paydesk.listing.SortedPage;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reads the audit for admins. */
@Singleton
public class AuditReader {

  private final Transactions transactions;

  AuditReader(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * @param sort null for the newest first
   */
  public Uni<Page<AuditView>> list(AuditQuery query, @Nullable String sort, PageQuery page) {
    return SortedPage.of(filter(query), sort).read(transactions, page, AuditView::of);
  }

  /** All of these. */
  public Listed<AuditView> listed(AuditQuery query) {
    return new ListedRows<>(filter(query), transactions, AuditView::of);
  }

  private static Filter<AuditRow> filter(AuditQuery query) {
    return Filter.of(AuditRow.ROWS)
        .only("caller", query.caller)
        .only("operation", query.operation)
        .only("subject", query.subject)
        .in(query);
  }
}
