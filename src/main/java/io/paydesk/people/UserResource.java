package io.paydesk.people;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Grant;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Payers, as the shop sees them. What a user themself has is in the calls below their address. */
@Path("/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "users", description = "Who pays")
@RolesAllowed({Caller.SERVICE, Caller.ADMIN, Caller.SUPPORT})
public class UserResource {

  /** The areas of which one payer's page tells beside its own. */
  private static final List<String> SHOWN =
      List.of(
          "orders",
          "payments",
          "refunds",
          "disputes",
          "recurring-payments",
          "entitlements",
          "payment-methods",
          "card-links");

  private final PeopleReader people;
  private final PersonReader person;
  private final SecurityIdentity identity;

  UserResource(PeopleReader people, PersonReader person, SecurityIdentity identity) {
    this.people = people;
    this.person = person;
    this.identity = identity;
  }

  @GET
  @Operation(
      operationId = "listUsers",
      summary = "List payers, latest order first: service, admin, support",
      description =
          "Guests too. A page may be shorter than `limit`, and even empty, while there is a `next`:"
              + " it looks at 2,000 orders, which may be of a few payers. With scopes, a key needs"
              + " `users` and `orders`, or `read`.")
  public Uni<Page<UserSummaryView>> list(@BeanParam PageQuery page) {
    Caller.of(identity); // the caller must have a name
    Grant.mustReadAll(identity, List.of("orders"));
    return people.list(page);
  }

  @GET
  @Path("{userId}")
  @Operation(
      operationId = "getUser",
      summary = "Read everything of one payer: service, admin, support",
      description =
          "Sums of all their money by currency, and the newest of their orders, payments, refunds,"
              + " disputes and subscriptions. The lists have the rest: GET /v1/orders?userId=. With"
              + " scopes, a key needs all that it shows: `users`, `orders`, `payments`, `refunds`,"
              + " `disputes`, `recurring-payments`, `entitlements`, `payment-methods` and"
              + " `card-links`, or `read`.")
  @Refuses("user-not-found")
  public Uni<UserView> get(
      @Parameter(description = "The `sub` of the user's tokens", example = "user-1")
          @PathParam("userId")
          String userId) {
    Caller.of(identity); // the caller must have a name
    Grant.mustReadAll(identity, SHOWN);
    return person.get(userId);
  }
}
