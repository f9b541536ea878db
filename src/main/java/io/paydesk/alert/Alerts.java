package io.paydesk.alert;

import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.transaction.Listing;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** The alerts as an admin sees them. */
@Singleton
class Alerts {

  private final Transactions transactions;

  Alerts(Transactions transactions) {
    this.transactions = transactions;
  }

  /** A newer release may have raised alerts of kinds that this one has no words for. */
  Uni<Page<AlertView>> list(AlertFilter filter, PageQuery page) {
    return Listing.of(Alert.class, page)
        .only("kind", filter.kind())
        .among("kind", "known", List.of(AlertKind.values()))
        .onlyNull("endedAt", filter.open())
        .read(transactions, alert -> alert.id, AlertView::of);
  }
}
