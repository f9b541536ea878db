package io.paydesk.order;

import io.paydesk.listing.AmountQuery;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which orders are meant: the query parameters that say it. */
@RegisterForReflection
public class OrderQuery extends AmountQuery {

  @QueryParam("status")
  @Parameter(
      description =
          "One or more of these, with commas between: `pending`, `paid`, `partially_refunded`, `refunded`, `canceled`, `review`",
      schema = @Schema(type = SchemaType.STRING),
      example = "paid,refunded")
  public @Nullable List<String> status;
}
