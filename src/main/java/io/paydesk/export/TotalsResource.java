package io.paydesk.export;

import io.paydesk.actionflow.RunQuery;
import io.paydesk.audit.AuditQuery;
import io.paydesk.caller.Caller;
import io.paydesk.dispute.DisputeQuery;
import io.paydesk.listing.TotalsView;
import io.paydesk.openapi.Refuses;
import io.paydesk.order.OrderQuery;
import io.paydesk.payment.PaymentQuery;
import io.paydesk.recurring.RecurringPaymentQuery;
import io.paydesk.refund.RefundQuery;
import io.paydesk.webhook.StripeEventQuery;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the filtered rows of a list come to. */
@Path("/v1/totals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "totals", description = "What the rows of a list come to")
@RolesAllowed({Caller.SERVICE, Caller.ADMIN, Caller.SUPPORT})
public class TotalsResource {

  private final CallersLists lists;

  TotalsResource(CallersLists lists) {
    this.lists = lists;
  }

  @GET
  @Path("orders")
  @Operation(
      operationId = "getTotalsOfOrders",
      summary = "Count and add up orders: service, admin, support")
  @Refuses("invalid-order-status")
  public Uni<TotalsView> orders(@BeanParam OrderQuery query) {
    return lists.orders(query).totals();
  }

  @GET
  @Path("payments")
  @Operation(
      operationId = "getTotalsOfPayments",
      summary = "Count and add up payments: service, admin, support")
  @Refuses("invalid-payment-status")
  public Uni<TotalsView> payments(@BeanParam PaymentQuery query) {
    return lists.payments(query).totals();
  }

  @GET
  @Path("refunds")
  @Operation(
      operationId = "getTotalsOfRefunds",
      summary = "Count and add up refunds: service, admin, support")
  @Refuses("invalid-refund-status")
  public Uni<TotalsView> refunds(@BeanParam RefundQuery query) {
    return lists.refunds(query).totals();
  }

  @GET
  @Path("disputes")
  @Operation(
      operationId = "getTotalsOfDisputes",
      summary = "Count and add up disputes: service, admin, support")
  public Uni<TotalsView> disputes(@BeanParam DisputeQuery query) {
    return lists.disputes(query).totals();
  }

  @GET
  @Path("recurring-payments")
  @Operation(
      operationId = "getTotalsOfRecurringPayments",
      summary = "Count subscriptions: service, admin, support")
  @Refuses("invalid-recurring-payment-status")
  public Uni<TotalsView> recurringPayments(@BeanParam RecurringPaymentQuery query) {
    return lists.subscriptions(query).totals();
  }

  @GET
  @Path("events")
  @RolesAllowed(Caller.ADMIN)
  @Operation(operationId = "getTotalsOfEvents", summary = "Count Stripe's events: admin")
  @Refuses("invalid-event-status")
  public Uni<TotalsView> events(@BeanParam StripeEventQuery query) {
    return lists.events(query).totals();
  }

  @GET
  @Path("actionflows/runs")
  @RolesAllowed(Caller.ADMIN)
  @Operation(operationId = "getTotalsOfRuns", summary = "Count runs: admin")
  @Refuses("invalid-run-filter")
  public Uni<TotalsView> runs(@BeanParam RunQuery query) {
    return lists.runs(query).totals();
  }

  @GET
  @Path("audit")
  @RolesAllowed(Caller.ADMIN)
  @Operation(operationId = "getTotalsOfAudit", summary = "Count what the audit has: admin")
  public Uni<TotalsView> audit(@BeanParam AuditQuery query) {
    return lists.audit(query).totals();
  }
}
