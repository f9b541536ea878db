package io.paydesk.mcp;

import io.paydesk.actionflow.RunResource;
import io.paydesk.actionflow.RunStatus;
import io.paydesk.alert.AlertKind;
import io.paydesk.alert.AlertResource;
import io.paydesk.caller.Call;
import io.paydesk.transaction.CallbackFlow;
import io.paydesk.webhook.StripeEventResource;
import io.paydesk.webhook.StripeEventStatus;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/** What operators look at: all but the problems needs the role admin. */
@Singleton
class OperatorLookUps {

  private final AlertResource alerts;
  private final RunResource runs;
  private final StripeEventResource events;
  private final ProblemBook problems;

  OperatorLookUps(
      AlertResource alerts, RunResource runs, StripeEventResource events, ProblemBook problems) {
    this.alerts = alerts;
    this.runs = runs;
    this.events = events;
    this.problems = problems;
  }

  List<Tool> tools() {
    return List.of(findAlerts(), findRuns(), getRun(), findStripeEvents(), explainProblem());
  }

  private Tool findAlerts() {
    return LookUp.list(
        "find_alerts",
        "Find alerts",
        "Lists alerts, the latest first: what crossed a threshold, such as many refunds or failing"
            + " events. Role admin.",
        AlertResource.class,
        sent -> alerts.list(sent.text("kind"), sent.text("open"), sent.page()),
        Argument.oneOf(
            "kind",
            "Only of this kind",
            Arrays.stream(AlertKind.values()).map(AlertKind::text).toList()),
        Argument.oneOf(
            "open", "true: those that hold; false: those over", List.of("true", "false")));
  }

  private Tool findRuns() {
    return LookUp.list(
        "find_runs",
        "Find runs of actionflows",
        "Lists runs of the app's own logic (actionflows), the latest first, with the last error."
            + " Use status 'failed' to see what was given up. Role admin.",
        RunResource.class,
        sent -> runs.list(Filters.runs(sent), null, sent.page()),
        Argument.oneOf("flow", "Only of this flow", CallbackFlow.values()),
        LookUp.status(RunStatus.values()),
        Argument.text("subject", "Only about this row, such as payment:7"),
        LookUp.ORDER,
        Argument.text("target", "Only of this target: flow:<bean> or endpoint:<id>"));
  }

  private Tool getRun() {
    return LookUp.one(
        "get_run",
        "Get a run and why it failed",
        "One run of an actionflow with each attempt, its error or HTTP status, and the rows that it"
            + " is about. Role admin.",
        List.of(Call.reading(RunResource.class)),
        sent -> runs.get(sent.neededRow("runId")),
        Argument.number("runId", "The run's id").needed());
  }

  private Tool findStripeEvents() {
    return LookUp.list(
        "find_stripe_events",
        "Find Stripe's events",
        "Lists the events that Stripe has sent, the latest first: whether each is done, why one was"
            + " ignored, and why one waits or failed. Role admin.",
        StripeEventResource.class,
        sent -> events.list(Filters.events(sent), null, sent.page()),
        LookUp.status(StripeEventStatus.values()),
        Argument.text("type", "Only of this type, such as payment_intent.succeeded"),
        Argument.text("objectId", "Only about this object of Stripe's, such as pi_123"));
  }

  private Tool explainProblem() {
    return LookUp.one(
        "explain_problem",
        "Explain a problem",
        "What a problem of Paydesk means, by its name, such as payment-disputed: its HTTP status,"
            + " and an example that says what to do.",
        List.of(),
        sent -> problems.explain(sent.text("name")),
        Argument.text("name", "What follows urn:paydesk:problem: in its type").needed());
  }
}
