package io.paydesk.money;

import io.paydesk.openapi.Refuses;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/currencies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "currencies", description = "How amounts are counted")
public class CurrencyResource {

  @GET
  @Path("{code}")
  @PermitAll
  @Operation(
      operationId = "getCurrency",
      summary = "How Stripe counts a currency: decimals, steps, the smallest charge, an example")
  @Refuses("unknown-currency")
  public CurrencyView get(
      @Parameter(description = "Three letters, in either case", example = "usd") @PathParam("code")
          String code) {
    return CurrencyView.of(StripeCurrency.of(code));
  }
}
