package io.paydesk.admin.row;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.actionflow.RunDetailsView;
import io.paydesk.actionflow.Runs;
import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.admin.EndpointHosts;
import io.paydesk.admin.EventWords;
import io.paydesk.admin.RunWords;
import io.paydesk.admin.Standing;
import io.paydesk.admin.Visitor;
import io.paydesk.problem.HttpProblems;
import io.paydesk.rest.PageQuery;
import io.paydesk.timeline.ReasonInWords;
import io.paydesk.timeline.TimelineFilter;
import io.paydesk.timeline.TimelineView;
import io.paydesk.timeline.Timelines;
import io.paydesk.webhook.ReceivedEvents;
import io.paydesk.webhook.StripeEventView;
import io.quarkus.qute.RawString;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages of what Paydesk works off: an event of Stripe's, and a run of the app's logic. */
@Singleton
class WorkRows {

  private final ReceivedEvents events;
  private final Runs runs;
  private final EndpointHosts hosts;
  private final Timelines timelines;
  private final StripeLinks stripe;
  private final ObjectMapper json;

  WorkRows(
      ReceivedEvents events,
      Runs runs,
      EndpointHosts hosts,
      Timelines timelines,
      StripeLinks stripe,
      ObjectMapper json) {
    this.events = events;
    this.runs = runs;
    this.hosts = hosts;
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
    page.headline = text(EventWords.happened(event.type()));
    page.what = event.type();
    page.badges.add(words.badge(event.status()));
    page.note(event.reason() == null ? null : "Ignored: " + ReasonInWords.of(event.reason()) + ".");
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
    return runs.details(id)
        .flatMap(details -> hosts.byTarget().map(known -> run(details, known, visitor.words())));
  }

  private RowPage run(RunDetailsView details, Map<String, String> hosts, AdminWords words) {
    var run = details.run();
    var page =
        new RowPage(
            "Run",
            "runs",
            Long.toString(run.id()),
            RowLinks.run(run.id()),
            "run:" + run.id(),
            RowActs.of(run));
    page.headline = text(RunWords.happened(run));
    page.what = RunWords.target(run.target(), hosts);
    page.badges.add(words.badge(Standing.of(run)));
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

  private static RawString text(String plain) {
    return new RawString(plain.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
  }
}
