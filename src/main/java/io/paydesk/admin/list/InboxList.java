package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.admin.EventWords;
import io.paydesk.admin.Section;
import io.paydesk.admin.list.Column.Kind;
import io.paydesk.export.TotalsResource;
import io.paydesk.listing.TotalsView;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.webhook.StripeEventQuery;
import io.paydesk.webhook.StripeEventResource;
import io.paydesk.webhook.StripeEventStatus;
import io.paydesk.webhook.StripeEventView;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Stripe has told, and whether it was applied. */
@Singleton
class InboxList extends ShopList<StripeEventView> {

  private static final About ABOUT =
      new About(
          Section.INBOX,
          "event",
          "events",
          "Stripe has sent nothing yet",
          "Point a webhook of your Stripe account at /webhooks/stripe; its events arrive here.",
          StripeEventResource.class,
          "events");

  private final StripeEventResource events;
  private final TotalsResource totals;

  InboxList(StripeEventResource events, TotalsResource totals) {
    super(
        ABOUT,
        Column.of("What happened", Kind.WHAT),
        Column.of("Status", Kind.STATUS),
        Column.of("About", Kind.WHO),
        Column.of("What went wrong", Kind.WHY),
        Column.made("Received"));
    this.events = events;
    this.totals = totals;
  }

  @Override
  List<Filter> filters() {
    return Filters.status(
        StripeEventStatus.values(),
        status -> Badge.of(status).text(),
        List.of(
            Filter.text("type", "Stripe's type"),
            Filter.text("objectId", "Stripe's id"),
            Filter.SINCE,
            Filter.UNTIL));
  }

  @Override
  Map<String, Map<String, String>> views() {
    return Filters.views("status", "failed", "Failed", "waiting", "Waiting", "ignored", "Ignored");
  }

  @Override
  Uni<Page<StripeEventView>> read(Asked asked, PageQuery page) {
    return events.list(query(asked), asked.order(), page);
  }

  @Override
  Uni<TotalsView> totals(Asked asked) {
    return totals.events(query(asked));
  }

  private static StripeEventQuery query(Asked asked) {
    var query = asked.into(new StripeEventQuery());
    query.status = asked.values("status");
    query.type = asked.value("type");
    query.objectId = asked.value("objectId");
    return query;
  }

  @Override
  Row row(StripeEventView event, AdminWords words) {
    return row(
        event.id(),
        "",
        Cell.text(EventWords.happened(event.type())),
        Cell.badge(words, Badge.of(event.status()), note(event)),
        about(event.objectId()),
        Cell.text(trouble(event)),
        Cell.time(words, event.receivedAt()));
  }

  /** Words first, and the id after them. */
  private static Cell about(@Nullable String id) {
    var object = EventWords.object(id);
    return object == null ? Cell.text(id) : Cell.text(object, id);
  }

  private static @Nullable String note(StripeEventView event) {
    return switch (event.status()) {
      case WAITING -> waiting(event);
      case DONE -> lag(event);
      case IGNORED -> Plain.words(event.reason());
      case FAILED -> Tries.after(event.attempts());
    };
  }

  private static String waiting(StripeEventView event) {
    return event.attempts() == 0
        ? "for " + Plain.span(Duration.between(event.receivedAt(), Instant.now()))
        : Tries.next(event.attempts(), event.nextAttemptAt());
  }

  private static @Nullable String lag(StripeEventView event) {
    return event.finishedAt() == null
        ? null
        : "after " + Plain.span(Duration.between(event.receivedAt(), event.finishedAt()));
  }

  /** What is done has no trouble any more. */
  private static @Nullable String trouble(StripeEventView event) {
    return event.status() == StripeEventStatus.WAITING || event.status() == StripeEventStatus.FAILED
        ? event.lastError()
        : null;
  }
}
