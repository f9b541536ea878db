package io.paydesk.admin.row;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.actionflow.RunDetailsView;
import io.paydesk.actionflow.Runs;
import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.admin.Visitor;
import io.paydesk.problem.HttpProblems;
import io.paydesk.rest.PageQuery;
import io.paydesk.timeline.TimelineFilter;
import io.paydesk.timeline.TimelineView;
import io.paydesk.timeline.Timelines;
import io.paydesk.webhook.ReceivedEvents;
import io.paydesk.webhook.StripeEventView;
import io.quarkus.qute.RawString;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The pages of what Paydesk works off: an event of Stripe's, and a run of the app's logic. */
@Singleton
class WorkRows {

  private final ReceivedEvents events;
  private final Runs runs;
  private final Timelines timelines;
  private final StripeLinks stripe;
  private final ObjectMapper json;

  WorkRows(
      ReceivedEvents events,
      Runs runs,
      Timelines timelines,
      StripeLinks stripe,
      ObjectMapper json) {
    this.events = events;
    this.runs = runs;
    this.timelines = timelines;
    this.stripe = stripe;
    this.json = json;
  }

  /** The API shows events and runs to admins alone. */
  private static void mustBeAdmin(Visitor visitor) {
    if (!visitor.caller().admin()) {
      throw HttpProblems.of(403);
    }
  }

  Uni<RowPage> event(String id, Visitor visitor) {
    mustBeAdmin(visitor);
    return events
        .get(id)
        .flatMap(
            event ->
                events
                    .body(id)
                    .flatMap(
                        body ->
                            events
                                .order(event)
                                .flatMap(
                                    order ->
                                        history(order)
                                            .map(
                                                read ->
                                                    event(
                                                        event,
                                                        body,
                                                        order,
                                                        read,
                                                        visitor.words())))));
  }

  private Uni<@Nullable TimelineView> history(@Nullable Long orderId) {
    if (orderId == null) {
      return Uni.createFrom().nullItem();
    }
    var page = new PageQuery();
    page.limit = Integer.toString(PageQuery.MOST);
    return timelines.read(orderId, TimelineFilter.ALL, page);
  }

  private RowPage event(
      StripeEventView event,
      String body,
      @Nullable Long order,
      @Nullable TimelineView read,
      AdminWords words) {
    var page =
        new RowPage(
            "Event",
            "inbox",
            event.id(),
            RowLinks.event(event.id()),
            "event:" + event.id(),
            RowActs.of(event));
    page.headline = text(event.type());
    page.badges.add(words.badge(event.status()));
    page.note(event.reason() == null ? null : "Ignored: " + RowLines.plain(event.reason()) + ".");
    page.note(event.lastError());
    page.facts.add(Fact.time("Happened at Stripe", event.created()));
    page.facts.add(Fact.time("Received", event.receivedAt()));
    page.facts.add(Fact.text("Attempts", Integer.toString(event.attempts())));
    page.facts.add(
        order == null
            ? Fact.text("Order", "None here")
            : Fact.link("Order", "Order " + order, null, RowLinks.order(order)));
    if (event.nextAttemptAt() != null) {
      page.facts.add(Fact.time("Next attempt", event.nextAttemptAt()));
    }
    page.id("Event at Stripe", event.id(), stripe.event(event.id()))
        .id("About", event.objectId(), null)
        .id("API version", event.apiVersion(), null);
    page.orderId = order;
    page.body = body.isEmpty() ? null : EventBody.of(body, json);
    page.history = read == null ? null : History.ofEvent(read, event.id());
    return page;
  }

  Uni<RowPage> run(long id, Visitor visitor) {
    mustBeAdmin(visitor);
    return runs.details(id).map(details -> run(details, visitor.words()));
  }

  private RowPage run(RunDetailsView details, AdminWords words) {
    var run = details.run();
    var page =
        new RowPage(
            "Run",
            "runs",
            Long.toString(run.id()),
            RowLinks.run(run.id()),
            "run:" + run.id(),
            RowActs.of(run));
    page.headline = text(capital(run.flow().text() + " " + run.transition()));
    page.what = target(run.target());
    page.badges.add(
        run.underWay() ? words.badge(new Badge("Under way", "wait")) : words.badge(run.status()));
    page.note(run.lastError());
    page.facts.add(Fact.time("It happened", run.createdAt()));
    page.facts.add(Fact.text("Attempts", Integer.toString(run.attempts())));
    page.facts.add(
        Fact.time(
            run.finishedAt() == null ? "Next attempt" : "Ended",
            run.finishedAt() == null ? run.nextAttemptAt() : run.finishedAt()));
    page.facts.add(
        Fact.link("Order", "Order " + run.orderId(), null, RowLinks.order(run.orderId())));
    page.part(
        "Attempts",
        details.attempts().stream()
            .map(
                one ->
                    new Fact.Line(
                        "Attempt " + one.attempt(),
                        one.error(),
                        null,
                        words.badge(
                            one.error() == null
                                ? new Badge("Done", "good")
                                : new Badge(
                                    one.httpStatus() == null
                                        ? "Failed"
                                        : "Answered " + one.httpStatus(),
                                    "bad")),
                        null,
                        one.endedAt()))
            .toList());
    page.id("Run id", run.runId(), null)
        .id("About", run.subject(), null)
        .id("Occurrence", run.occurrence(), null);
    page.orderId = run.orderId();
    page.body = EventBody.of(details.payload(), json);
    return page;
  }

  /** "Endpoint 3", or the name of a bean. */
  private static String target(String target) {
    var name = target.substring(target.indexOf(':') + 1);
    return target.startsWith("endpoint:") ? "Endpoint " + name : name;
  }

  private static String capital(String words) {
    var plain = words.replace('_', ' ');
    return plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1);
  }

  private static RawString text(String plain) {
    return new RawString(plain.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
  }
}
