package io.paydesk.export;

import io.paydesk.actionflow.RunQuery;
import io.paydesk.audit.AuditQuery;
import io.paydesk.audit.Noted;
import io.paydesk.caller.Caller;
import io.paydesk.dispute.DisputeQuery;
import io.paydesk.listing.Sort;
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
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whole lists, as files. */
@Path("/v1/exports")
@Produces(ExportResource.MEDIA_TYPE)
@Tag(name = "exports", description = "Lists as files")
@RolesAllowed({Caller.SERVICE, Caller.ADMIN, Caller.SUPPORT})
public class ExportResource {

  static final String MEDIA_TYPE = "text/csv";

  private static final String FILE =
      """
      All rows that the filters leave, as comma-separated values with a line of names first. Amounts are in minor units, \
      prices in major ones, times in UTC. Text that a spreadsheet would take for a formula has an apostrophe before it. \
      The rows are read as the file is sent: one that comes or changes meanwhile may be in it or not, and the others are \
      in it once. A file that cannot be completed is broken off, so a whole one is complete.\
      """;

  private final Exports exports;
  private final CallersLists lists;

  ExportResource(Exports exports, CallersLists lists) {
    this.exports = exports;
    this.lists = lists;
  }

  @GET
  @Path("orders")
  @Noted
  @Operation(
      operationId = "exportOrders",
      summary = "Download orders: service, admin, support",
      description = FILE)
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(mediaType = MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
  @Refuses({"invalid-order-status", "too-many-exports"})
  public Uni<Export> orders(
      @BeanParam OrderQuery query,
      @Parameter(description = Sort.BY_AGE_OR_AMOUNT, example = "newest") @QueryParam("sort")
          @Nullable String sort) {
    return exports.begin("orders", MoneyColumns.ORDERS, lists.orders(query), sort);
  }

  @GET
  @Path("payments")
  @Noted
  @Operation(
      operationId = "exportPayments",
      summary = "Download payments: service, admin, support",
      description = FILE)
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(mediaType = MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
  @Refuses({"invalid-payment-status", "too-many-exports"})
  public Uni<Export> payments(
      @BeanParam PaymentQuery query,
      @Parameter(description = Sort.BY_AGE_OR_AMOUNT, example = "newest") @QueryParam("sort")
          @Nullable String sort) {
    return exports.begin("payments", MoneyColumns.PAYMENTS, lists.payments(query), sort);
  }

  @GET
  @Path("refunds")
  @Noted
  @Operation(
      operationId = "exportRefunds",
      summary = "Download refunds: service, admin, support",
      description = FILE)
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(mediaType = MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
  @Refuses({"invalid-refund-status", "too-many-exports"})
  public Uni<Export> refunds(
      @BeanParam RefundQuery query,
      @Parameter(description = Sort.BY_AGE_OR_AMOUNT, example = "newest") @QueryParam("sort")
          @Nullable String sort) {
    return exports.begin("refunds", MoneyColumns.REFUNDS, lists.refunds(query), sort);
  }

  @GET
  @Path("disputes")
  @Noted
  @Operation(
      operationId = "exportDisputes",
      summary = "Download disputes: service, admin, support",
      description = FILE)
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(mediaType = MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
  @Refuses({"too-many-exports"})
  public Uni<Export> disputes(
      @BeanParam DisputeQuery query,
      @Parameter(description = Sort.BY_AGE_AMOUNT_OR_DUE, example = "newest") @QueryParam("sort")
          @Nullable String sort) {
    return exports.begin("disputes", MoneyColumns.DISPUTES, lists.disputes(query), sort);
  }

  @GET
  @Path("recurring-payments")
  @Noted
  @Operation(
      operationId = "exportRecurringPayments",
      summary = "Download subscriptions: service, admin, support",
      description = FILE)
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(mediaType = MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
  @Refuses({"invalid-recurring-payment-status", "too-many-exports"})
  public Uni<Export> recurringPayments(
      @BeanParam RecurringPaymentQuery query,
      @Parameter(description = Sort.BY_AGE, example = "newest") @QueryParam("sort")
          @Nullable String sort) {
    return exports.begin(
        "recurring-payments", OtherColumns.SUBSCRIPTIONS, lists.subscriptions(query), sort);
  }

  @GET
  @Path("events")
  @Noted
  @RolesAllowed(Caller.ADMIN)
  @Operation(
      operationId = "exportEvents",
      summary = "Download Stripe's events: admin",
      description = FILE)
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(mediaType = MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
  @Refuses({"invalid-event-status", "too-many-exports"})
  public Uni<Export> events(
      @BeanParam StripeEventQuery query,
      @Parameter(description = Sort.BY_AGE, example = "newest") @QueryParam("sort")
          @Nullable String sort) {
    return exports.begin("events", OtherColumns.EVENTS, lists.events(query), sort);
  }

  @GET
  @Path("actionflows/runs")
  @Noted
  @RolesAllowed(Caller.ADMIN)
  @Operation(operationId = "exportRuns", summary = "Download runs: admin", description = FILE)
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(mediaType = MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
  @Refuses({"invalid-run-filter", "too-many-exports"})
  public Uni<Export> runs(
      @BeanParam RunQuery query,
      @Parameter(description = Sort.BY_AGE, example = "newest") @QueryParam("sort")
          @Nullable String sort) {
    return exports.begin("runs", OtherColumns.RUNS, lists.runs(query), sort);
  }

  @GET
  @Path("audit")
  @Noted
  @RolesAllowed(Caller.ADMIN)
  @Operation(operationId = "exportAudit", summary = "Download the audit: admin", description = FILE)
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(mediaType = MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
  @Refuses({"too-many-exports"})
  public Uni<Export> audit(
      @BeanParam AuditQuery query,
      @Parameter(description = Sort.BY_AGE, example = "newest") @QueryParam("sort")
          @Nullable String sort) {
    return exports.begin("audit", OtherColumns.AUDIT, lists.audit(query), sort);
  }
}
