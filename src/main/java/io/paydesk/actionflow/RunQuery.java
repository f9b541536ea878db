package io.paydesk.actionflow;

import io.paydesk.listing.PeriodQuery;
import io.paydesk.rest.RowId;
import io.paydesk.transaction.CallbackFlow;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which runs are meant: the query parameters that say it. */
@RegisterForReflection
public class RunQuery extends PeriodQuery {

  @QueryParam("flow")
  @Parameter(
      description = "Only of this flow",
      schema = @Schema(implementation = CallbackFlow.class),
      example = "payment")
  public @Nullable String flow;

  @QueryParam("status")
  @Parameter(
      description =
          "One or more of these, with commas between: `waiting`, `succeeded`, `failed`, `canceled`",
      schema = @Schema(type = SchemaType.STRING),
      example = "failed")
  public @Nullable List<String> status;

  @QueryParam("subject")
  @Parameter(description = "Only about this row", example = "payment:1")
  public @Nullable String subject;

  @QueryParam("orderId")
  @Parameter(description = "Only of this order", example = "42")
  public @Nullable RowId orderId;

  @QueryParam("target")
  @Parameter(description = "Only of this target", example = "flow:GrantAccess")
  public @Nullable String target;
}
