package io.paydesk.payment;

import io.paydesk.caller.Caller;
import io.paydesk.rest.Views;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** What came of a subscription in all: for its first order, and for those of its renewals. */
@Singleton
public class PaymentsOfSubscription {

  private static final String ITS =
      """
      orderId in (select o.id from Order o where o.id = :first \
      or o.renewalOf = :first and (o.recurringPaymentId is null or o.recurringPaymentId = :id))\
      """;

  private static final String SUMS =
      "select currency, sum(amountReceived), sum(amountRefunded), count(*) from Payment where "
          + ITS
          + " group by currency order by currency";

  private final Transactions transactions;

  PaymentsOfSubscription(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * In one currency, in its minor units.
   *
   * @param count payments, also those of which nothing came
   */
  public record Sum(String currency, long received, long refunded, long count) {}

  /**
   * @param sums one for each currency
   */
  public record Paid(List<PaymentView> newest, List<Sum> sums) {

    public long count() {
      return sums.stream().mapToLong(Sum::count).sum();
    }
  }

  /**
   * For whoever sees all; nobody else gets any.
   *
   * @param firstOrder that began the subscription
   * @param most newest payments
   */
  public Uni<Paid> of(long id, long firstOrder, int most, Caller caller) {
    if (!caller.seesAll()) {
      return Uni.createFrom().item(new Paid(List.of(), List.of()));
    }
    return transactions.read(
        () -> newest(id, firstOrder, most).flatMap(rows -> sums(id, firstOrder).map(rows::with)));
  }

  private record Newest(List<PaymentView> views) {
    Paid with(List<Sum> sums) {
      return new Paid(views, sums);
    }
  }

  private static Uni<Newest> newest(long id, long firstOrder, int most) {
    return Payment.<Payment>find(
            ITS + " order by id desc", Parameters.with("first", firstOrder).and("id", id))
        .range(0, most - 1)
        .list()
        .map(
            rows ->
                new Newest(
                    Views.ofEach(
                        rows, row -> PaymentView.of(row, true), row -> "payment " + row.id)));
  }

  private static Uni<List<Sum>> sums(long id, long firstOrder) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(SUMS, Object[].class)
                    .setParameter("first", firstOrder)
                    .setParameter("id", id)
                    .getResultList())
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Sum((String) row[0], (Long) row[1], (Long) row[2], (Long) row[3]))
                    .toList());
  }
}
