package io.paydesk.dispute;

import io.paydesk.caller.Caller;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/disputes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "disputes", description = "Payments that a payer disputes with their bank")
@Authenticated
public class DisputeResource {

  private final DisputeReader disputes;
  private final SecurityIdentity identity;

  DisputeResource(DisputeReader disputes, SecurityIdentity identity) {
    this.disputes = disputes;
    this.identity = identity;
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getDispute", summary = "Read a dispute: owner, service, admin")
  @Refuses("dispute-not-found")
  public Uni<DisputeView> get(@PathParam("id") RowId id) {
    return disputes.get(id.value(), Caller.of(identity));
  }

  @GET
  @Operation(
      operationId = "listDisputes",
      summary = "List disputes, newest first: owner (own), service, admin",
      description = "They are answered in Stripe's dashboard.")
  public Uni<Page<DisputeView>> list(
      @Parameter(description = "Only of this payer; users see only their own", example = "user-1")
          @QueryParam("userId")
          @Nullable String userId,
      @Parameter(description = "Only of this payment", example = "7") @QueryParam("paymentId")
          @Nullable RowId paymentId,
      @Parameter(description = "Only of this order", example = "42") @QueryParam("orderId")
          @Nullable RowId orderId,
      @Parameter(description = "Only of this status, in Stripe's words", example = "needs_response")
          @QueryParam("status")
          @Nullable String status,
      @BeanParam PageQuery page) {
    return disputes.list(
        Caller.of(identity),
        userId,
        paymentId == null ? null : paymentId.value(),
        orderId == null ? null : orderId.value(),
        status,
        page);
  }
}
