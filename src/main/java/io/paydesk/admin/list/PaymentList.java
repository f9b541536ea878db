package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.admin.Section;
import io.paydesk.admin.ShownSum;
import io.paydesk.admin.list.Column.Kind;
import io.paydesk.export.TotalsResource;
import io.paydesk.listing.TotalsView;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentQuery;
import io.paydesk.payment.PaymentResource;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.payment.PaymentView;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attempts to pay, and what came of them. */
@Singleton
class PaymentList extends ShopList<PaymentView> {

  private static final About ABOUT =
      new About(
          Section.PAYMENTS,
          "payment",
          "payments",
          "No payments yet",
          "A payment appears when somebody begins to pay an order.",
          PaymentResource.class,
          "payments");

  private final PaymentResource payments;
  private final TotalsResource totals;
  private final Around around;

  PaymentList(PaymentResource payments, TotalsResource totals, Around around) {
    super(
        ABOUT,
        Column.amount("Amount"),
        Column.of("Status", Kind.STATUS),
        Column.of("Customer", Kind.WHO),
        Column.of("What", Kind.WHAT),
        Column.made("Begun"));
    this.payments = payments;
    this.totals = totals;
    this.around = around;
  }

  @Override
  List<Filter> filters() {
    return Filters.status(
        PaymentStatus.values(),
        status -> Badge.of(status).text(),
        Filters.with(Filter.text("declineCode", "Bank's decline code"), Filter.OF_MONEY));
  }

  @Override
  Map<String, Map<String, String>> views() {
    return Filters.views(
        "status",
        "succeeded",
        "Paid",
        "partially_refunded,refunded",
        "Refunded",
        "pending,processing",
        "Waiting",
        "authorized",
        "Reserved",
        "failed",
        "Failed");
  }

  @Override
  Uni<Page<PaymentView>> read(Asked asked, PageQuery page) {
    return payments.list(query(asked), asked.order(), page);
  }

  @Override
  Uni<TotalsView> totals(Asked asked) {
    return totals.payments(query(asked));
  }

  private static PaymentQuery query(Asked asked) {
    var query = asked.into(new PaymentQuery());
    query.status = asked.values("status");
    query.declineCode = asked.value("declineCode");
    return query;
  }

  @Override
  Uni<List<Row>> rows(List<PaymentView> views, AdminWords words) {
    return around
        .orders(views.stream().map(PaymentView::orderId).toList())
        .map(
            orders ->
                views.stream().map(one -> row(one, orders.get(one.orderId()), words)).toList());
  }

  private Row row(PaymentView payment, @Nullable OrderView order, AdminWords words) {
    return row(
        payment.id(),
        keys("payment", payment.id()),
        Cell.money(words, ShownSum.of(payment), payment.currency()),
        PaymentWords.status(payment, words),
        OrderWords.payer(order, payment.userId()),
        OrderWords.what(order),
        Cell.time(words, payment.createdAt()));
  }

  @Override
  Place place(PaymentView view) {
    return new Place(view.id(), view.createdAt());
  }
}
