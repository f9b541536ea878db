package io.paydesk.alert;

import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.transaction.Transactions;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The alerts as an admin sees them. */
@Singleton
class Alerts {

  private final Transactions transactions;

  Alerts(Transactions transactions) {
    this.transactions = transactions;
  }

  Uni<Page<AlertView>> list(AlertFilter filter, PageQuery page) {
    var where = new StringBuilder("id < :below");
    var values = Parameters.with("below", page.below());
    if (filter.kind() != null) {
      where.append(" and kind = :kind");
      values.and("kind", filter.kind());
    }
    if (filter.open() != null) {
      where.append(filter.open() ? " and endedAt is null" : " and endedAt is not null");
    }
    return transactions
        .read(
            () ->
                Alert.<Alert>find(where + " order by id desc", values)
                    .page(0, page.rows() + 1)
                    .list())
        .map(rows -> Page.of(rows, page, alert -> alert.id, AlertView::of));
  }
}
