package io.paydesk.listing;

import io.paydesk.money.Money;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts and adds up the rows that a filter leaves. It finds so many of them and no more, as a
 * count of millions takes seconds and tells a person nothing that "over 50,000" does not. Where it
 * looks at millions to find few, it gives up.
 */
final class Totals<R> {

  /** As many rows are counted: some tens of milliseconds. */
  static final int MOST = 50_000;

  /** After that nothing is counted: the connection is for who waits for rows, and for payers. */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** Hibernate limits nothing without an order, and PostgreSQL sorts by no constant. */
  private static final String ANY = "coalesce(1, 1)";

  private final Filter<R> filter;

  private Totals(Filter<R> filter) {
    this.filter = filter;
  }

  static <R> Totals<R> of(Filter<R> filter) {
    return new Totals<>(filter);
  }

  Uni<TotalsView> read(Transactions transactions) {
    boolean isMoney = filter.rows().amount() != null;
    return (isMoney ? amounts(transactions) : count(transactions))
        .onFailure(Transactions::isTooSlow)
        .recoverWithItem(() -> TotalsView.notCounted(isMoney));
  }

  private Uni<TotalsView> count(Transactions transactions) {
    return run(
            transactions,
            "select count(*) from (%s) few"
                .formatted(some("%s as one".formatted(filter.rows().key().name()))))
        .map(found -> (Long) found.get(0)[0])
        .map(count -> new TotalsView(Math.min(count, MOST), count <= MOST, null));
  }

  private Uni<TotalsView> amounts(Transactions transactions) {
    var sums = filter.rows().sums();
    var fields = each(sums, "%1$s as %1$s");
    return run(
            transactions,
            "select few.currency, count(*), %s from (%s) few group by few.currency order by few.currency"
                .formatted(
                    each(sums, "sum(few.%s)"), some("currency as currency, %s".formatted(fields))))
        .map(this::view);
  }

  /** The fields of the rows that are counted. */
  private String some(String fields) {
    return "select %s from %s where %s order by %s limit %d"
        .formatted(fields, filter.rows().entity().getName(), filter.where(), ANY, MOST + 1);
  }

  private static String each(List<String> sums, String text) {
    return sums.stream().map(text::formatted).collect(Collectors.joining(", "));
  }

  private TotalsView view(List<Object[]> found) {
    var amounts = found.stream().map(this::amount).toList();
    long count = amounts.stream().mapToLong(TotalsView.Amount::count).sum();
    return new TotalsView(Math.min(count, MOST), count <= MOST, amounts);
  }

  private TotalsView.Amount amount(Object[] row) {
    var currency = (String) row[0];
    long amount = (Long) row[2];
    return new TotalsView.Amount(
        currency,
        (Long) row[1],
        amount,
        Money.price(amount, currency),
        sum(row, "amountReceived"),
        sum(row, "amountRefunded"));
  }

  private @Nullable Long sum(Object[] row, String name) {
    int place = filter.rows().sums().indexOf(name);
    return place < 0 ? null : (Long) row[2 + place];
  }

  private Uni<List<Object[]>> run(Transactions transactions, String hql) {
    return transactions.readWithin(
        LONGEST,
        () ->
            Panache.getSession()
                .flatMap(
                    session -> {
                      var query = session.createQuery(hql, Object[].class);
                      filter.values().forEach(query::setParameter);
                      return query.getResultList();
                    }));
  }
}
