package io.paydesk.webhook;

import io.paydesk.listing.PeriodQuery;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which events of the inbox are meant: the query parameters that say it. */
@RegisterForReflection
public class StripeEventQuery extends PeriodQuery {

  @QueryParam("status")
  @Parameter(
      description =
          "One or more of these, with commas between: `waiting`, `done`, `ignored`, `failed`",
      schema = @Schema(type = SchemaType.STRING),
      example = "failed")
  public @Nullable List<String> status;

  @QueryParam("type")
  @Parameter(description = "Only of this type", example = "payment_intent.succeeded")
  public @Nullable String type;

  @QueryParam("objectId")
  @Parameter(description = "Only about this object of Stripe's", example = "pi_123")
  public @Nullable String objectId;
}
