package io.paydesk.admin.list;

import io.paydesk.actionflow.RunQuery;
import io.paydesk.actionflow.RunResource;
import io.paydesk.actionflow.RunStatus;
import io.paydesk.actionflow.RunView;
import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Badge;
import io.paydesk.admin.RunWords;
import io.paydesk.admin.Section;
import io.paydesk.admin.Standing;
import io.paydesk.admin.list.Column.Kind;
import io.paydesk.export.TotalsResource;
import io.paydesk.listing.TotalsView;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.transaction.CallbackFlow;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the app was told, and whether it took it. */
@Singleton
class RunList extends ShopList<RunView> {

  private static final About ABOUT =
      new About(
          Section.RUNS,
          "run",
          "runs",
          "No runs yet",
          "A run appears when something happens that a bean or an endpoint of your app follows.",
          RunResource.class,
          "actionflows/runs");

  private final RunResource runs;
  private final TotalsResource totals;
  private final Around around;

  RunList(RunResource runs, TotalsResource totals, Around around) {
    super(
        ABOUT,
        Column.of("What happened", Kind.WHAT),
        Column.of("Status", Kind.STATUS),
        Column.of("Goes to", Kind.WHO),
        Column.of("What went wrong", Kind.WHY),
        Column.made("Happened"));
    this.runs = runs;
    this.totals = totals;
    this.around = around;
  }

  @Override
  List<Filter> filters() {
    return Filters.status(
        RunStatus.values(),
        status -> Badge.of(status).text(),
        List.of(
            Filter.choice("flow", "About", CallbackFlow.values(), RunList::words),
            Filter.text("target", "Goes to"),
            Filter.SINCE,
            Filter.UNTIL));
  }

  static String words(CallbackFlow flow) {
    return switch (flow) {
      case PAYMENT -> "Payments";
      case REFUND -> "Refunds";
      case RECURRING_PAYMENT_MANAGEMENT -> "Subscriptions";
      case RECURRING_PAYMENT_DEDUCTION -> "Renewals";
      case ORDER -> "Orders";
    };
  }

  @Override
  Map<String, Map<String, String>> views() {
    return Filters.views("status", "failed", "Failed", "waiting", "Waiting");
  }

  @Override
  Uni<Page<RunView>> read(Asked asked, PageQuery page) {
    return runs.list(query(asked), asked.order(), page);
  }

  @Override
  Uni<TotalsView> totals(Asked asked) {
    return totals.runs(query(asked));
  }

  private static RunQuery query(Asked asked) {
    var query = asked.into(new RunQuery());
    query.flow = asked.value("flow");
    query.status = asked.values("status");
    query.target = asked.value("target");
    return query;
  }

  @Override
  Uni<List<Row>> rows(List<RunView> views, AdminWords words) {
    return around
        .endpoints()
        .map(hosts -> views.stream().map(run -> row(run, hosts, words)).toList());
  }

  private Row row(RunView run, Map<String, String> hosts, AdminWords words) {
    return row(
        run.id(),
        keys("order", run.orderId()),
        Cell.text(RunWords.happened(run)),
        Cell.badge(words, Standing.of(run), note(run)),
        Cell.text(RunWords.target(run.target(), hosts)),
        Cell.text(run.status() == RunStatus.SUCCEEDED ? null : Plain.trouble(run.lastError())),
        Cell.time(words, run.createdAt()));
  }

  private static @Nullable String note(RunView run) {
    if (run.underWay()) {
      return run.attempts() > 1 ? "try " + run.attempts() : null;
    }
    return switch (run.status()) {
      case WAITING -> waiting(run);
      case SUCCEEDED -> lag(run);
      case FAILED -> Tries.after(run.attempts());
      case CANCELED -> null;
    };
  }

  private static String waiting(RunView run) {
    return run.attempts() == 0
        ? "for " + Plain.span(Duration.between(run.createdAt(), Instant.now()))
        : Tries.next(run.attempts(), run.nextAttemptAt());
  }

  private static @Nullable String lag(RunView run) {
    return run.finishedAt() == null
        ? null
        : "after " + Plain.span(Duration.between(run.createdAt(), run.finishedAt()));
  }

  @Override
  Place place(RunView view) {
    return new Place(view.id(), view.createdAt());
  }
}
