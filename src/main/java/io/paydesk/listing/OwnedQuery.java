package io.paydesk.listing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** {@code ?userId=} of a list whose rows belong to payers. */
@RegisterForReflection
public class OwnedQuery extends PeriodQuery {

  @QueryParam("userId")
  @Parameter(description = "Only of this payer; users see only their own", example = "user-1")
  public @Nullable String userId;
}
