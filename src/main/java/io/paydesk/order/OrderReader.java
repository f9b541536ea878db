package io.paydesk.order;

import io.paydesk.caller.Caller;
import io.paydesk.key.UserTokenView;
import io.paydesk.listing.Filter;
import io.paydesk.listing.Listed;
import io.paydesk.listing.ListedRows;
import io.paydesk.listing.SortedPage;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.Statuses;
import io.paydesk.stripe.PriceIntervals;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reads orders for those who may see them. */
@Singleton
public class OrderReader {

  private final Transactions transactions;
  private final PriceIntervals intervals;

  OrderReader(Transactions transactions, PriceIntervals intervals) {
    this.transactions = transactions;
    this.intervals = intervals;
  }

  /** The order, if the caller may see it. */
  public Uni<OrderView> get(long id, Caller caller) {
    return get(id, caller, null);
  }

  /**
   * @param guestToken to be shown with it
   */
  Uni<OrderView> get(long id, Caller caller, @Nullable UserTokenView guestToken) {
    return seen(id, caller).map(order -> OrderView.of(order, caller.seesAll(), guestToken, null));
  }

  /**
   * The same with how often its price is charged, as far as that is known here: the read waits for
   * nobody.
   */
  Uni<OrderView> read(long id, Caller caller) {
    return seen(id, caller)
        .map(
            order ->
                OrderView.of(
                    order,
                    caller.seesAll(),
                    null,
                    order.priceId == null ? null : intervals.known(order.priceId).orElse(null)));
  }

  /** The same for who shows it to the payer: Stripe is asked where it is not known yet. */
  public Uni<OrderView> readForPayer(long id, Caller caller) {
    return seen(id, caller)
        .flatMap(
            order ->
                order.priceId == null
                    ? Uni.createFrom().item(OrderView.of(order, caller.seesAll()))
                    : intervals
                        .of(order.priceId)
                        .map(
                            every ->
                                OrderView.of(order, caller.seesAll(), null, every.orElse(null))));
  }

  private Uni<Order> seen(long id, Caller caller) {
    return transactions
        .read(() -> Order.<Order>findById(id))
        .onItem()
        .ifNull()
        .failWith(() -> OrderProblems.notFound(id))
        .invoke(order -> caller.mustSee(order.userId, order.id, "order", id));
  }

  /**
   * @param sort null for the newest first
   */
  public Uni<Page<OrderView>> list(
      Caller caller, OrderQuery query, @Nullable String sort, PageQuery page) {
    return SortedPage.of(filter(caller, query), sort)
        .read(transactions, page, order -> OrderView.of(order, caller.seesAll()));
  }

  /** For those who see all. */
  public Listed<OrderView> listed(Caller caller, OrderQuery query) {
    return new ListedRows<>(
        filter(caller, query), transactions, order -> OrderView.of(order, caller.seesAll()));
  }

  private static Filter<Order> filter(Caller caller, OrderQuery query) {
    return Filter.of(Order.ROWS)
        .only("userId", caller.listed(query.userId))
        .among("status", Statuses.read(OrderStatus.class, query.status))
        .in(query)
        .of(query);
  }
}
