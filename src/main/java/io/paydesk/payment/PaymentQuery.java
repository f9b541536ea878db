package io.paydesk.payment;

import io.paydesk.listing.AmountQuery;
import io.paydesk.rest.RowId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which payments are meant: the query parameters that say it. */
@RegisterForReflection
public class PaymentQuery extends AmountQuery {

  @QueryParam("orderId")
  @Parameter(description = "Only of this order", example = "42")
  public @Nullable RowId orderId;

  @QueryParam("status")
  @Parameter(
      description =
          "One or more of these, with commas between: `created`, `pending`, `processing`, `authorized`, `succeeded`, `partially_refunded`, `refunded`, `canceled`, `failed`, `unknown`",
      schema = @Schema(type = SchemaType.STRING),
      example = "succeeded")
  public @Nullable List<String> status;

  @QueryParam("declineCode")
  @Parameter(
      description =
          "Only whose last try failed with this code of the bank's, in Stripe's words. Once a later try succeeds, a payment has none",
      example = "insufficient_funds")
  public @Nullable String declineCode;
}
