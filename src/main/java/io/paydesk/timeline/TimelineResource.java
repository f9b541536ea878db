package io.paydesk.timeline;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Grant;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What became of an order, told to the shop. */
@Path("/v1/orders/{id}/timeline")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders")
public class TimelineResource {

  /** The areas of which it tells beside its own. */
  private static final List<String> TOLD =
      List.of(
          "payments",
          "refunds",
          "disputes",
          "recurring-payments",
          "events",
          "actionflows",
          "audit");

  private final Timelines timelines;
  private final SecurityIdentity identity;

  TimelineResource(Timelines timelines, SecurityIdentity identity) {
    this.timelines = timelines;
    this.identity = identity;
  }

  @GET
  @RolesAllowed({Caller.ADMIN, Caller.SERVICE, Caller.SUPPORT})
  @Operation(
      operationId = "getOrderTimeline",
      summary = "Read the whole history of an order, newest first: service, admin, support",
      description =
          """
          What the payer did, what Stripe said, what this service did, what your app was told, and who asked for it: \
          of the order, its payments, refunds, disputes and subscription, with one entry for each order that renews it. \
          `what` is stable, `text` is for people and may be worded anew. Events and runs are told of as long as they are \
          kept, calls as long as the audit is, mailed pay-links for sixty days. Of rows that are older than the release with this call, the last change \
          alone is known. With scopes, a key needs all that it tells of: `orders`, `payments`, `refunds`, `disputes`, \
          `recurring-payments`, `events`, `actionflows` and `audit`, or `read`.\
          """)
  @Refuses({"order-not-found", "one-row-at-a-time"})
  public Uni<TimelineView> get(
      @PathParam("id") RowId id,
      @Parameter(description = "Only of this payment, its refunds and its disputes", example = "7")
          @QueryParam("paymentId")
          @Nullable RowId paymentId,
      @Parameter(description = "Only of this refund", example = "3") @QueryParam("refundId")
          @Nullable RowId refundId,
      @Parameter(description = "Only of this dispute", example = "3") @QueryParam("disputeId")
          @Nullable RowId disputeId,
      @Parameter(description = "Only of this subscription and its renewals", example = "3")
          @QueryParam("recurringPaymentId")
          @Nullable RowId recurringPaymentId,
      @BeanParam PageQuery page) {
    Caller.of(identity); // the caller must have a name
    Grant.mustReadAll(identity, TOLD);
    return timelines.read(
        id.value(), TimelineFilter.read(paymentId, refundId, disputeId, recurringPaymentId), page);
  }
}
