package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.admin.Section;
import io.paydesk.admin.Standing;
import io.paydesk.admin.list.Column.Kind;
import io.paydesk.export.TotalsResource;
import io.paydesk.listing.TotalsView;
import io.paydesk.order.OrderView;
import io.paydesk.refund.RefundOrigin;
import io.paydesk.refund.RefundQuery;
import io.paydesk.refund.RefundResource;
import io.paydesk.refund.RefundStatus;
import io.paydesk.refund.RefundView;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Money on its way back. */
@Singleton
class RefundList extends ShopList<RefundView> {

  private static final About ABOUT =
      new About(
          Section.REFUNDS,
          "refund",
          "refunds",
          "No refunds yet",
          "Open a payment and choose Refund to give all of it back, or a part.",
          RefundResource.class,
          "refunds");

  private final RefundResource refunds;
  private final TotalsResource totals;
  private final Around around;

  RefundList(RefundResource refunds, TotalsResource totals, Around around) {
    super(
        ABOUT,
        Column.amount("Amount"),
        Column.of("Status", Kind.STATUS),
        Column.of("Customer", Kind.WHO),
        Column.of("Why", Kind.WHY),
        Column.made("Asked for"));
    this.refunds = refunds;
    this.totals = totals;
    this.around = around;
  }

  @Override
  List<Filter> filters() {
    return Filters.status(
        RefundStatus.values(), status -> Badge.of(status).text(), Filter.OF_MONEY);
  }

  @Override
  Map<String, Map<String, String>> views() {
    return Filters.views(
        "status", "failed", "Failed", "pending", "On their way", "succeeded", "Refunded");
  }

  @Override
  Uni<Page<RefundView>> read(Asked asked, PageQuery page) {
    return refunds.list(query(asked), asked.order(), page);
  }

  @Override
  Uni<TotalsView> totals(Asked asked) {
    return totals.refunds(query(asked));
  }

  private static RefundQuery query(Asked asked) {
    var query = asked.into(new RefundQuery());
    query.status = asked.values("status");
    return query;
  }

  @Override
  Uni<List<Row>> rows(List<RefundView> views, AdminWords words) {
    return around
        .orders(views.stream().map(RefundView::orderId).toList())
        .map(
            orders ->
                views.stream().map(one -> row(one, orders.get(one.orderId()), words)).toList());
  }

  private Row row(RefundView refund, @Nullable OrderView order, AdminWords words) {
    return row(
        refund.id(),
        keys("refund", refund.id(), "payment", refund.paymentId()),
        Cell.money(words, refund.refundAmount(), refund.currency()),
        Cell.badge(words, Standing.of(refund), note(refund)),
        OrderWords.payer(order, refund.userId()),
        Cell.text(
            refund.reason() == null ? "No reason given" : Plain.words(refund.reason()),
            refund.origin() == RefundOrigin.DASHBOARD ? "At Stripe" : null),
        Cell.time(words, refund.createdAt()));
  }

  private static @Nullable String note(RefundView refund) {
    var failure = refund.failure();
    return switch (refund.status()) {
      case PENDING -> Plain.words(refund.pendingReason());
      case FAILED -> {
        if (failure == null) {
          yield null;
        }
        yield failure.reason() == null ? failure.message() : Plain.words(failure.reason());
      }
      default -> null;
    };
  }

  @Override
  Place place(RefundView view) {
    return new Place(view.id(), view.createdAt());
  }
}
