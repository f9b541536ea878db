package io.paydesk.key;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Guest;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tokens that the shop's server asks for and gives to its payers' browsers. */
@Path("/v1/users/{userId}/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys")
@RolesAllowed({Caller.SERVICE, Caller.ADMIN})
public class UserTokenResource {

  private final UserTokens tokens;
  private final PayersSecrets secrets;
  private final SecurityIdentity identity;

  UserTokenResource(UserTokens tokens, PayersSecrets secrets, SecurityIdentity identity) {
    this.tokens = tokens;
    this.secrets = secrets;
    this.identity = identity;
  }

  @POST
  @Operation(
      operationId = "createUserToken",
      summary = "Get a short-lived token for a payer: service, admin",
      description =
          "For shops without an identity provider: the payer's browser sends it where it would send"
              + " the provider's token, also to the stream. It has no role: its user sees own rows."
              + " It takes no Idempotency-Key: ask for another one. It ends with the key that asked"
              + " for it, when that expires or is revoked. With scopes, a key needs `tokens:write`,"
              + " and can then be any payer.")
  @Answers(value = UserTokenView.class, created = "A token")
  @Refuses({"invalid-user", "busy"})
  public Uni<Response> create(
      @PathParam("userId") @Parameter(description = "The payer", example = "pia") String userId,
      @NotNull(message = "is missing: send a JSON object") @Valid CreateUserToken request) {
    return tokens
        .issue(known(userId), Duration.ofSeconds(request.expiresInOrUsual()), Maker.of(identity))
        .map(
            token ->
                Response.status(201).entity(token).header("Cache-Control", "no-store").build());
  }

  @DELETE
  @Operation(
      operationId = "revokeUserTokens",
      summary = "Revoke all tokens of a payer, also of a guest, and their links: service, admin",
      description =
          "Links are those to their orders and to their saved cards. All of these open nothing any"
              + " more, at the latest five seconds later on every replica, and streams of a link"
              + " end then. Streams of a token end within fifteen minutes.")
  @Answers(noContent = "Revoked, or there were none")
  @Refuses({"invalid-user", "busy"})
  public Uni<Void> revoke(
      @PathParam("userId") @Parameter(description = "The payer", example = "pia") String userId) {
    Caller.of(identity); // the caller must have a name
    return secrets.takeBackAllOf(Guest.isId(userId) ? userId : known(userId));
  }

  private static String known(String userId) {
    if (!Caller.isUser(userId)) {
      throw notAUser();
    }
    return userId;
  }

  private static Refusal notAUser() {
    return Refusal.of(
        "invalid-user",
        400,
        "Not a user",
        "A userId has 1 to 255 characters of plain text and does not begin with 'key:',"
            + " 'paydesk-guest:' or 'paydesk-link'. A guest's token: POST"
            + " /v1/orders/{id}/guest-tokens.");
  }
}
