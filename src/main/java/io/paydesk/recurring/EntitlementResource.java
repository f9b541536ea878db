package io.paydesk.recurring;

import io.paydesk.caller.Caller;
import io.paydesk.openapi.Refuses;
import io.paydesk.problem.Refusal;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/users/{userId}/entitlements")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "recurring payments")
@Authenticated
public class EntitlementResource {

  private final Entitlements entitlements;
  private final SecurityIdentity identity;

  EntitlementResource(Entitlements entitlements, SecurityIdentity identity) {
    this.entitlements = entitlements;
    this.identity = identity;
  }

  @GET
  @Operation(
      operationId = "getEntitlements",
      summary = "Read which prices a user may use now, and until when: the user, service, admin",
      description = "Ask each time instead of keeping the answer: it is one read.")
  @Refuses("user-not-found")
  public Uni<EntitlementsView> get(
      @Parameter(description = "The `sub` of the user's tokens", example = "user-1")
          @PathParam("userId")
          String userId) {
    Caller.of(identity).mustSee(userId, "user", userId);
    return entitlements.of(userId);
  }

  static Refusal notFound() {
    return Refusal.notFound("user", "user-2");
  }
}
