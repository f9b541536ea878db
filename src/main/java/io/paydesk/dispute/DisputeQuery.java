package io.paydesk.dispute;

import io.paydesk.listing.AmountQuery;
import io.paydesk.rest.RowId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which disputes are meant: the query parameters that say it. */
@RegisterForReflection
public class DisputeQuery extends AmountQuery {

  @QueryParam("paymentId")
  @Parameter(description = "Only of this payment", example = "7")
  public @Nullable RowId paymentId;

  @QueryParam("orderId")
  @Parameter(description = "Only of this order", example = "42")
  public @Nullable RowId orderId;

  @QueryParam("status")
  @Parameter(
      description = "One or more of Stripe's statuses, with commas between",
      schema = @Schema(type = SchemaType.STRING),
      example = "needs_response")
  public @Nullable List<String> status;

  @QueryParam("reason")
  @Parameter(description = "Only of this reason, in Stripe's words", example = "fraudulent")
  public @Nullable String reason;
}
