package io.paydesk.audit;

import io.paydesk.caller.Caller;
import io.paydesk.listing.Sort;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit", description = "Who did what, when, from where")
@RolesAllowed(Caller.ADMIN)
public class AuditResource {

  private final AuditReader audit;
  private final SecurityIdentity identity;

  AuditResource(AuditReader audit, SecurityIdentity identity) {
    this.audit = audit;
    this.identity = identity;
  }

  @GET
  @Operation(
      operationId = "listAuditRecords",
      summary = "List the calls that wrote, newest first: admin",
      description =
          "One entry for each call that writes, and each export, also where it was refused for its role or its body;"
              + " of a payer's calls only those that wrote something, and of the same one about the"
              + " same row ten an hour. Of what one caller is refused, about five hundred an hour"
              + " are there. Entries cannot be changed."
              + " They are kept for three years, or as long as PAYDESK_AUDIT_KEEP says.")
  public Uni<Page<AuditView>> list(
      @BeanParam AuditQuery query,
      @Parameter(description = Sort.BY_AGE, example = "newest") @QueryParam("sort")
          @Nullable String sort,
      @BeanParam PageQuery page) {
    Caller.of(identity); // the caller must have a name
    return audit.list(query, sort, page);
  }
}
