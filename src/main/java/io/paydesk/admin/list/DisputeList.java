package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.admin.Section;
import io.paydesk.admin.list.Column.Kind;
import io.paydesk.dispute.DisputeQuery;
import io.paydesk.dispute.DisputeResource;
import io.paydesk.dispute.DisputeView;
import io.paydesk.export.TotalsResource;
import io.paydesk.listing.Sort;
import io.paydesk.listing.TotalsView;
import io.paydesk.order.OrderView;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payments that payers dispute with their banks. */
@Singleton
class DisputeList extends ShopList<DisputeView> {

  private static final About ABOUT =
      new About(
          Section.DISPUTES,
          "dispute",
          "disputes",
          "No disputes",
          "When a payer disputes a payment with their bank, it appears here with the day by which"
              + " Stripe needs your answer.",
          DisputeResource.class,
          "disputes");

  private static final List<String> STATUSES =
      List.of(
          "needs_response",
          "under_review",
          "won",
          "lost",
          "prevented",
          "appeal_needs_response",
          "appeal_under_review",
          "warning_needs_response",
          "warning_under_review",
          "warning_closed");

  private final DisputeResource disputes;
  private final TotalsResource totals;
  private final Around around;

  DisputeList(DisputeResource disputes, TotalsResource totals, Around around) {
    super(
        ABOUT,
        Column.amount("Amount"),
        Column.of("Status", Kind.STATUS),
        Column.of("Customer", Kind.WHO),
        new Column("Answer by", Kind.WHY, Sort.DUE, null),
        Column.of("Why", Kind.WHAT),
        Column.made("Opened"));
    this.disputes = disputes;
    this.totals = totals;
    this.around = around;
  }

  @Override
  List<Filter> filters() {
    var choices = new LinkedHashMap<String, String>();
    STATUSES.forEach(status -> choices.put(status, Badge.ofDispute(status).text()));
    return Filters.with(Filter.choice("status", "Status", choices), Filter.OF_MONEY);
  }

  @Override
  Map<String, Map<String, String>> views() {
    return Filters.views(
        "status",
        "needs_response,warning_needs_response,appeal_needs_response",
        "Need an answer",
        "under_review,warning_under_review,appeal_under_review",
        "At the bank",
        "won",
        "Won",
        "lost",
        "Lost");
  }

  @Override
  Uni<Page<DisputeView>> read(Asked asked, PageQuery page) {
    return disputes.list(query(asked), asked.order(), page);
  }

  @Override
  Uni<TotalsView> totals(Asked asked) {
    return totals.disputes(query(asked));
  }

  private static DisputeQuery query(Asked asked) {
    var query = asked.into(new DisputeQuery());
    query.status = asked.values("status");
    return query;
  }

  @Override
  Uni<List<Row>> rows(List<DisputeView> views, AdminWords words) {
    return around
        .orders(views.stream().map(DisputeView::orderId).toList())
        .map(
            orders ->
                views.stream().map(one -> row(one, orders.get(one.orderId()), words)).toList());
  }

  private Row row(DisputeView dispute, @Nullable OrderView order, AdminWords words) {
    return row(
        dispute.id(),
        keys("payment", dispute.paymentId()),
        Cell.money(words, dispute.amount(), dispute.currency()),
        Cell.badge(words, Badge.ofDispute(dispute.status())),
        OrderWords.payer(order, dispute.userId()),
        Disputed.needsAnAnswer(dispute.status())
            ? Cell.dueBy(words, dispute.dueBy())
            : Cell.NOTHING,
        Cell.text(Plain.words(dispute.reason())),
        Cell.time(words, dispute.openedAt()));
  }

  @Override
  Place place(DisputeView view) {
    return new Place(view.id(), view.createdAt());
  }
}
