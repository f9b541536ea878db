package io.paydesk.listing;

import io.paydesk.rest.Page;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads them from their table. */
public record ListedRows<R, V>(Filter<R> filter, Transactions transactions, Function<R, V> view)
    implements Listed<V> {

  @Override
  public Uni<Page<V>> page(@Nullable String sort, @Nullable String after, int most) {
    return SortedPage.of(filter, sort).read(transactions, after, most, view);
  }

  @Override
  public Uni<TotalsView> totals() {
    return Totals.of(filter).read(transactions);
  }
}
