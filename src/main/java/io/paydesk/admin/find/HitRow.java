package io.paydesk.admin.find;

import io.paydesk.admin.Badge;
import io.paydesk.admin.Section;
import io.paydesk.search.FoundBy;
import io.paydesk.search.SearchHitView;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of the search.
 *
 * @param href where it leads; null where there is no page of it
 * @param icon of the part of the page that it belongs to
 * @param kind in a shop's words; empty for a part of the page
 * @param who the rest that tells it from others
 */
public record HitRow(
    @Nullable String href,
    String icon,
    String kind,
    String title,
    String who,
    @Nullable Long amount,
    @Nullable String currency,
    @Nullable Badge badge,
    @Nullable Instant at) {

  static HitRow of(Section section) {
    return new HitRow(
        section.href(),
        section == Section.ACCOUNT ? "person" : section.text(),
        "",
        section.title(),
        "",
        null,
        null,
        null,
        null);
  }

  static HitRow of(SearchHitView hit) {
    return new HitRow(
        href(hit),
        icon(hit),
        kind(hit),
        hit.title(),
        who(hit),
        hit.amount(),
        hit.currency(),
        Statuses.badge(hit.kind(), hit.status()),
        hit.createdAt());
  }

  /** Whatever is personal is in none: a payer's page has the number of an order. */
  private static @Nullable String href(SearchHitView hit) {
    return switch (hit.kind()) {
      case USER, SETUP_INTENT -> hit.orderId() == null ? null : PersonPaths.ofOrder(hit.orderId());
      case ORDER -> "/admin/orders/" + hit.id();
      case PAYMENT -> "/admin/payments/" + hit.id();
      case REFUND -> "/admin/refunds/" + hit.id();
      case DISPUTE -> "/admin/disputes/" + hit.id();
      case RECURRING_PAYMENT -> "/admin/subscriptions/" + hit.id();
      case EVENT -> "/admin/inbox/" + hit.id();
      case RUN -> "/admin/runs/" + hit.id();
    };
  }

  private static String icon(SearchHitView hit) {
    return switch (hit.kind()) {
      case USER, SETUP_INTENT -> "person";
      case ORDER -> Section.ORDERS.text();
      case PAYMENT -> Section.PAYMENTS.text();
      case REFUND -> Section.REFUNDS.text();
      case DISPUTE -> Section.DISPUTES.text();
      case RECURRING_PAYMENT -> Section.SUBSCRIPTIONS.text();
      case EVENT -> Section.INBOX.text();
      case RUN -> Section.RUNS.text();
    };
  }

  private static String kind(SearchHitView hit) {
    return switch (hit.kind()) {
      case USER -> "Payer";
      case ORDER -> "Order " + hit.id();
      case PAYMENT -> "Payment " + hit.id();
      case REFUND -> "Refund " + hit.id();
      case DISPUTE -> "Dispute " + hit.id();
      case RECURRING_PAYMENT -> "Subscription " + hit.id();
      case SETUP_INTENT -> "Saved method";
      case EVENT -> "Event of Stripe's";
      case RUN -> "Run " + hit.id();
    };
  }

  /** What was typed is shown, so that one sees why it was found. */
  private static String who(SearchHitView hit) {
    var by = hit.foundBy() == FoundBy.USER ? hit.userId() : null;
    return Stream.of(hit.payerName(), hit.receiptEmail(), by)
        .filter(Objects::nonNull)
        .filter(text -> !text.equals(hit.title()))
        .distinct()
        .collect(Collectors.joining(" · "));
  }
}
