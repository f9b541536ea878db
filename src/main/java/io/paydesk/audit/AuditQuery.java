package io.paydesk.audit;

import io.paydesk.listing.PeriodQuery;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which calls are meant: the query parameters that say it. */
@RegisterForReflection
public class AuditQuery extends PeriodQuery {

  @QueryParam("caller")
  @Parameter(description = "Only by this caller", example = "key:7")
  public @Nullable String caller;

  @QueryParam("operation")
  @Parameter(description = "Only of this operation", example = "createRefund")
  public @Nullable String operation;

  @QueryParam("subject")
  @Parameter(description = "Only about this row", example = "orders/42")
  public @Nullable String subject;
}
