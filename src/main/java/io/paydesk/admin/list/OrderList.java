package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.admin.Section;
import io.paydesk.admin.list.Column.Kind;
import io.paydesk.export.TotalsResource;
import io.paydesk.listing.TotalsView;
import io.paydesk.order.OrderQuery;
import io.paydesk.order.OrderResource;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.payment.MoneyOfOrders.Money;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What payers are to pay, or have paid. */
@Singleton
class OrderList extends ShopList<OrderView> {

  private static final About ABOUT =
      new About(
          Section.ORDERS,
          "order",
          "orders",
          "No orders yet",
          "Your app makes one with POST /v1/orders when somebody is about to pay.",
          OrderResource.class,
          "orders");

  private final OrderResource orders;
  private final TotalsResource totals;
  private final Around around;

  OrderList(OrderResource orders, TotalsResource totals, Around around) {
    super(
        ABOUT,
        Column.amount("Amount"),
        Column.of("Status", Kind.STATUS),
        Column.of("Customer", Kind.WHO),
        Column.of("What", Kind.WHAT),
        Column.made("Made"));
    this.orders = orders;
    this.totals = totals;
    this.around = around;
  }

  @Override
  List<Filter> filters() {
    return Filters.status(OrderStatus.values(), status -> Badge.of(status).text(), Filter.OF_MONEY);
  }

  @Override
  Map<String, Map<String, String>> views() {
    return Filters.views(
        "status",
        "review",
        "Needs review",
        "pending",
        "Open",
        "paid",
        "Paid",
        "partially_refunded,refunded",
        "Refunded");
  }

  @Override
  Uni<Page<OrderView>> read(Asked asked, PageQuery page) {
    return orders.list(query(asked), asked.order(), page);
  }

  @Override
  Uni<TotalsView> totals(Asked asked) {
    return totals.orders(query(asked));
  }

  private static OrderQuery query(Asked asked) {
    var query = asked.into(new OrderQuery());
    query.status = asked.values("status");
    return query;
  }

  @Override
  Uni<List<Row>> rows(List<OrderView> views, AdminWords words) {
    var refunded =
        views.stream()
            .filter(order -> order.status() == OrderStatus.PARTIALLY_REFUNDED)
            .map(OrderView::id)
            .toList();
    return around
        .money(refunded)
        .map(
            money ->
                views.stream().map(order -> row(order, money.get(order.id()), words)).toList());
  }

  private Row row(OrderView order, @Nullable Money money, AdminWords words) {
    return row(
        order.id(),
        keys("order", order.id()),
        OrderWords.sum(order, words),
        OrderWords.status(order, money, words),
        OrderWords.payer(order, order.userId()),
        OrderWords.what(order),
        Cell.time(words, order.createdAt()));
  }

  @Override
  Place place(OrderView view) {
    return new Place(view.id(), view.createdAt());
  }
}
