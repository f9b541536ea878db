package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.admin.EachTime;
import io.paydesk.admin.Section;
import io.paydesk.admin.list.Column.Kind;
import io.paydesk.export.TotalsResource;
import io.paydesk.listing.TotalsView;
import io.paydesk.order.OrderView;
import io.paydesk.recurring.RecurringPaymentQuery;
import io.paydesk.recurring.RecurringPaymentResource;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who pays again and again. */
@Singleton
class SubscriptionList extends ShopList<RecurringPaymentView> {

  private static final About ABOUT =
      new About(
          Section.SUBSCRIPTIONS,
          "subscription",
          "subscriptions",
          "No subscriptions yet",
          "A subscription appears when somebody pays an order that has a recurring price.",
          RecurringPaymentResource.class,
          "recurring-payments");

  private final RecurringPaymentResource subscriptions;
  private final TotalsResource totals;
  private final Around around;

  SubscriptionList(RecurringPaymentResource subscriptions, TotalsResource totals, Around around) {
    super(
        ABOUT,
        Column.of("Each time", Kind.MONEY),
        Column.of("Status", Kind.STATUS),
        Column.of("Customer", Kind.WHO),
        Column.of("What", Kind.WHAT),
        Column.of("Next", Kind.WHY),
        Column.made("Begun"));
    this.subscriptions = subscriptions;
    this.totals = totals;
    this.around = around;
  }

  @Override
  List<Filter> filters() {
    return Filters.status(
        RecurringPaymentStatus.values(),
        status -> Badge.of(status).text(),
        List.of(Filter.text("priceId", "Stripe's price"), Filter.SINCE, Filter.UNTIL));
  }

  @Override
  Map<String, Map<String, String>> views() {
    return Filters.views(
        "status",
        "active",
        "Active",
        "trialing",
        "In trial",
        "past_due,unpaid",
        "Overdue",
        "canceled",
        "Ended");
  }

  @Override
  Uni<Page<RecurringPaymentView>> read(Asked asked, PageQuery page) {
    return subscriptions.list(query(asked), asked.order(), page);
  }

  @Override
  Uni<TotalsView> totals(Asked asked) {
    return totals.recurringPayments(query(asked));
  }

  private static RecurringPaymentQuery query(Asked asked) {
    var query = asked.into(new RecurringPaymentQuery());
    query.status = asked.values("status");
    query.priceId = asked.value("priceId");
    return query;
  }

  @Override
  Uni<List<Row>> rows(List<RecurringPaymentView> views, AdminWords words) {
    return around
        .orders(views.stream().map(RecurringPaymentView::orderId).toList())
        .map(
            orders ->
                views.stream().map(one -> row(one, orders.get(one.orderId()), words)).toList());
  }

  private Row row(RecurringPaymentView one, @Nullable OrderView order, AdminWords words) {
    return row(
        one.id(),
        keys("recurring_payment", one.id()),
        eachTime(one, order, words),
        SubscriptionWords.status(one, words),
        OrderWords.payer(order, one.userId()),
        Cell.text(OrderWords.what(order).said(), one.quantity() > 1 ? "× " + one.quantity() : null),
        Cell.text(SubscriptionWords.next(one)),
        Cell.time(words, one.createdAt()));
  }

  private static Cell eachTime(
      RecurringPaymentView one, @Nullable OrderView order, AdminWords words) {
    var sum = order == null ? null : EachTime.of(one, order);
    return order == null || sum == null ? Cell.NOTHING : Cell.money(words, sum, order.currency());
  }

  @Override
  Place place(RecurringPaymentView view) {
    return new Place(view.id(), view.createdAt());
  }
}
