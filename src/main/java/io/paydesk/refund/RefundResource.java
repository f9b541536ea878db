package io.paydesk.refund;

import io.paydesk.caller.Caller;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.paydesk.rest.Statuses;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/refunds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "refunds", description = "Money that goes back")
@Authenticated
public class RefundResource {

  private final RefundReader refunds;
  private final SecurityIdentity identity;

  RefundResource(RefundReader refunds, SecurityIdentity identity) {
    this.refunds = refunds;
    this.identity = identity;
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getRefund", summary = "Read a refund: owner, service, admin")
  @Refuses("refund-not-found")
  public Uni<RefundView> get(@PathParam("id") RowId id) {
    return refunds.get(id.value(), Caller.of(identity));
  }

  @GET
  @Operation(
      operationId = "listRefunds",
      summary = "List refunds, newest first: owner (own), service, admin")
  @Refuses("invalid-refund-status")
  public Uni<Page<RefundView>> list(
      @Parameter(description = "Of this payment alone", example = "7") @QueryParam("paymentId")
          RowId paymentId,
      @Parameter(description = "Of this order alone", example = "42") @QueryParam("orderId")
          RowId orderId,
      @Parameter(
              description = "Of this status alone",
              schema = @Schema(implementation = RefundStatus.class),
              example = "succeeded")
          @QueryParam("status")
          String status,
      @BeanParam PageQuery page) {
    return refunds.list(
        Caller.of(identity),
        paymentId == null ? null : paymentId.value(),
        orderId == null ? null : orderId.value(),
        Statuses.read(RefundStatus.class, status),
        page);
  }
}
