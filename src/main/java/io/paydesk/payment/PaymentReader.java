package io.paydesk.payment;

import io.paydesk.caller.Caller;
import io.paydesk.key.HandedSecrets;
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

/** Reads payments for those who may see them. */
@Singleton
public class PaymentReader {

  private final Transactions transactions;
  private final HandedSecrets secrets;

  PaymentReader(Transactions transactions, HandedSecrets secrets) {
    this.transactions = transactions;
    this.secrets = secrets;
  }

  /** The payment, if the caller may see it. */
  public Uni<PaymentView> get(long id, Caller caller) {
    return transactions
        .read(() -> Payment.<Payment>findById(id))
        .onItem()
        .ifNull()
        .failWith(() -> PaymentProblems.notFound(id))
        .invoke(payment -> caller.mustSee(payment.userId, payment.orderId, "payment", id))
        .flatMap(payment -> sight(caller).map(sight -> sight.of(payment)));
  }

  /** Those of the ids that exist and can be read, of any owner. */
  public Uni<List<PaymentView>> all(Collection<Long> ids) {
    return transactions
        .read(() -> Payment.<Payment>list("id in ?1", ids))
        .map(rows -> Views.ofEach(rows, PaymentView::of, row -> "payment " + row.id));
  }

  /** Those of one order that the caller may see, the newest first. */
  public Uni<Page<PaymentView>> ofOrder(Caller caller, long orderId) {
    var query = new PaymentQuery();
    query.orderId = new RowId(orderId);
    return list(caller, query, null, new PageQuery());
  }

  /**
   * @param sort null for the newest first
   */
  public Uni<Page<PaymentView>> list(
      Caller caller, PaymentQuery query, @Nullable String sort, PageQuery page) {
    var rows = SortedPage.of(filter(caller, query), sort);
    return sight(caller).flatMap(sight -> rows.read(transactions, page, sight::of));
  }

  /** For those who see all. */
  public Listed<PaymentView> listed(Caller caller, PaymentQuery query) {
    return new ListedRows<>(
        filter(caller, query), transactions, payment -> PaymentView.of(payment, caller.seesAll()));
  }

  private static Filter<Payment> filter(Caller caller, PaymentQuery query) {
    return Filter.of(Payment.ROWS)
        .only("userId", caller.listed(query.userId))
        .only("orderId", caller.listedOrder(RowId.value(query.orderId)))
        .among("status", Statuses.read(PaymentStatus.class, query.status))
        .only("failure.declineCode", query.declineCode)
        .in(query)
        .of(query);
  }

  /** What a caller sees of a payment. */
  private interface Sight {
    PaymentView of(Payment payment);
  }

  /** The shop sees all, an owner their papers, and whoever has a link those of what it paid. */
  private Uni<Sight> sight(Caller caller) {
    if (caller.isAnybodyByLink()) {
      return secrets
          .paidBy(caller)
          .map(
              paid ->
                  payment ->
                      payment.isOf(paid) ? PaymentView.forOwner(payment) : PaymentView.of(payment));
    }
    return Uni.createFrom()
        .item(caller.seesAll() ? payment -> PaymentView.of(payment, true) : PaymentView::forOwner);
  }
}
