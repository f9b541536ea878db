package io.paydesk.admin.act;

import io.paydesk.actionflow.EndpointStatus;
import io.paydesk.actionflow.EndpointView;
import io.paydesk.transaction.CallbackFlow;
import java.util.Map;
import java.util.stream.Collectors;

/** What an endpoint's state allows. */
public record EndpointActs(EndpointView endpoint) {

  private static final Map<CallbackFlow, String> FLOWS =
      Map.of(
          CallbackFlow.PAYMENT, "Payments",
          CallbackFlow.REFUND, "Refunds",
          CallbackFlow.RECURRING_PAYMENT_MANAGEMENT, "Subscriptions",
          CallbackFlow.RECURRING_PAYMENT_DEDUCTION, "Renewals",
          CallbackFlow.ORDER, "Orders");

  /** What it is told of, in words. */
  public String flows() {
    return endpoint.flows().stream().map(FLOWS::get).collect(Collectors.joining(", "));
  }

  public boolean paused() {
    return endpoint.status() == EndpointStatus.PAUSED;
  }
}
