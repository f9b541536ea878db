package io.paydesk.recurring;

import io.paydesk.listing.OwnedQuery;
import io.paydesk.rest.RowId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which subscriptions are meant: the query parameters that say it. */
@RegisterForReflection
public class RecurringPaymentQuery extends OwnedQuery {

  @QueryParam("orderId")
  @Parameter(description = "Only of this first order", example = "42")
  public @Nullable RowId orderId;

  @QueryParam("status")
  @Parameter(
      description =
          "One or more of these, with commas between: `created`, `incomplete`, `trialing`, `active`, `past_due`, `unpaid`, `paused`, `canceled`, `incomplete_expired`, `unknown`",
      schema = @Schema(type = SchemaType.STRING),
      example = "active")
  public @Nullable List<String> status;

  @QueryParam("priceId")
  @Parameter(description = "Only of this price of Stripe's", example = "price_monthly")
  public @Nullable String priceId;
}
