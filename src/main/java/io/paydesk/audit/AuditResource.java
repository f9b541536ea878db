package io.paydesk.audit;

import io.paydesk.caller.Caller;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.Since;
import io.paydesk.transaction.Listing;
import io.paydesk.transaction.Transactions;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit", description = "Who did what, when, from where")
@RolesAllowed(Caller.ADMIN)
public class AuditResource {

  private final Transactions transactions;
  private final SecurityIdentity identity;

  AuditResource(Transactions transactions, SecurityIdentity identity) {
    this.transactions = transactions;
    this.identity = identity;
  }

  @GET
  @Operation(
      operationId = "listAuditRecords",
      summary = "List the calls that wrote, newest first: admin",
      description =
          "One entry for each call that writes, also where it was refused for its role or its body;"
              + " of a payer's calls only those that wrote something, and of the same one about the"
              + " same row ten an hour. Of what one caller is refused, about five hundred an hour"
              + " are there. Entries cannot be changed."
              + " They are kept for three years, or as long as PAYDESK_AUDIT_KEEP says.")
  @Refuses("invalid-audit-time")
  public Uni<Page<AuditView>> list(
      @Parameter(description = "Only by this caller", example = "key:7") @QueryParam("caller")
          @Nullable String caller,
      @Parameter(description = "Only of this operation", example = "createRefund")
          @QueryParam("operation")
          @Nullable String operation,
      @Parameter(description = "Only about this row", example = "orders/42") @QueryParam("subject")
          @Nullable String subject,
      @Parameter(
              description = "Only from this time on",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"),
              example = "2026-11-23T09:30:00Z")
          @QueryParam("since")
          @Nullable String since,
      @BeanParam PageQuery page) {
    Caller.of(identity); // the caller must have a name
    return Listing.of(AuditRow.class, page)
        .only("caller", caller)
        .only("operation", operation)
        .only("subject", subject)
        .since("at", since == null ? null : Since.read(since, "calls from then on are listed"))
        .read(transactions, row -> row.id, AuditView::of);
  }
}
