package io.paydesk.listing;

import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the filtered rows of a table, page by page, in one of its orders. */
public final class SortedPage<R> {

  private final Filter<R> filter;
  private final Ordering<R> order;

  private SortedPage(Filter<R> filter, Ordering<R> order) {
    this.filter = filter;
    this.order = order;
  }

  /**
   * @param sort the parameter of that name
   * @throws io.paydesk.problem.Refusal of an order that these rows do not have
   */
  public static <R> SortedPage<R> of(Filter<R> filter, @Nullable String sort) {
    return new SortedPage<>(filter, Ordering.of(filter, sort));
  }

  /** The page that is asked for. */
  public <V> Uni<Page<V>> read(Transactions transactions, PageQuery page, Function<R, V> view) {
    return read(transactions, page.after, page.rows(), view);
  }

  /**
   * @param after the {@code next} of the page before; null for the first
   * @param most how many rows at most
   */
  <V> Uni<Page<V>> read(
      Transactions transactions, @Nullable String after, int most, Function<R, V> view) {
    // One extra row shows whether there is a next page.
    return rows(transactions, after, most + 1)
        .map(
            found -> {
              boolean more = found.size() > most;
              var shown = more ? found.subList(0, most) : found;
              return new Page<>(
                  shown.stream().map(view).toList(),
                  more ? order.cursor(shown.get(most - 1)) : null);
            });
  }

  private Uni<List<R>> rows(Transactions transactions, @Nullable String after, int most) {
    var behind = order.behind(after);
    var hql =
        "from %s where %s%s order by %s"
            .formatted(
                filter.rows().entity().getName(), filter.where(), behind.where(), order.orderBy());
    return transactions.read(
        () ->
            Panache.getSession()
                .flatMap(
                    session -> {
                      var query = session.createQuery(hql, filter.rows().entity());
                      filter.values().forEach(query::setParameter);
                      behind.values().forEach(query::setParameter);
                      return query.setMaxResults(most).getResultList();
                    }));
  }
}
