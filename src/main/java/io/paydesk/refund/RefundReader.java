package io.paydesk.refund;

import io.paydesk.changed.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;

/** Reads refunds. */
@Singleton
public class RefundReader {

  private final Transactions transactions;

  RefundReader(Transactions transactions) {
    this.transactions = transactions;
  }

  /** As many of these as there are, whoever they belong to. */
  public Uni<List<RefundView>> all(Collection<Long> ids) {
    return transactions
        .read(() -> Refund.<Refund>list("id in ?1", ids))
        .map(rows -> rows.stream().map(RefundView::of).toList());
  }
}
