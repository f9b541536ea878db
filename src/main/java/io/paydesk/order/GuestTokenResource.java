package io.paydesk.order;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Guest;
import io.paydesk.key.CreateUserToken;
import io.paydesk.key.GuestTokens;
import io.paydesk.key.UserTokenView;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.RowId;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** For a guest who comes back, or whose token has expired. */
@Path("/v1/orders/{id}/guest-tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders")
public class GuestTokenResource {

  private final OrderReader orders;
  private final GuestTokens tokens;
  private final SecurityIdentity identity;

  GuestTokenResource(OrderReader orders, GuestTokens tokens, SecurityIdentity identity) {
    this.orders = orders;
    this.tokens = tokens;
    this.identity = identity;
  }

  @POST
  @RolesAllowed({Caller.SERVICE, Caller.ADMIN})
  @Operation(
      operationId = "createGuestToken",
      summary = "Get a further token for a guest's order: service, admin",
      description =
          """
          It reads this one order, pays it and follows its payments, and opens nothing else. Earlier tokens stay good \
          until they expire; DELETE /v1/users/{userId}/tokens takes all back. It takes no Idempotency-Key: ask for \
          another one. It ends with the key that asked for it. With scopes, a key needs `orders:write` and \
          `tokens:write`.\
          """)
  @Answers(value = UserTokenView.class, created = "A token")
  @Refuses({"order-not-found", "order-without-guest", "busy"})
  public Uni<Response> create(
      @PathParam("id") RowId id,
      @NotNull(message = "is missing: send a JSON object") @Valid CreateUserToken request) {
    return orders
        .get(id.value(), Caller.of(identity))
        .invoke(GuestTokenResource::mustHaveAGuest)
        .flatMap(order -> tokens.issue(order.id(), order.userId(), request, identity))
        .map(
            token ->
                Response.status(201).entity(token).header("Cache-Control", "no-store").build());
  }

  private static void mustHaveAGuest(OrderView order) {
    if (!Guest.is(order.userId())) {
      throw OrderTermsProblems.withoutGuest(order.id());
    }
  }
}
