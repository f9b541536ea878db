package io.paydesk.dispute;

import io.paydesk.caller.Caller;
import io.paydesk.listing.Sort;
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
      @BeanParam DisputeQuery query,
      @Parameter(description = Sort.BY_AGE_AMOUNT_OR_DUE, example = "due") @QueryParam("sort")
          @Nullable String sort,
      @BeanParam PageQuery page) {
    return disputes.list(Caller.of(identity), query, sort, page);
  }
}
