package io.paydesk.key;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys", description = "Who may call this service")
@RolesAllowed(Caller.ADMIN)
public class KeyResource {

  private static final String PATH = "/v1/keys";

  private final KeyFlow keys;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  KeyResource(KeyFlow keys, Idempotency idempotency, SecurityIdentity identity) {
    this.keys = keys;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @Operation(
      operationId = "createKey",
      summary = "Make an API key: admin",
      description =
          "A key is sent as a bearer token, in place of one of your identity provider's. Its secret"
              + " is in this answer alone: a repetition with the same Idempotency-Key makes no"
              + " second key and leaves the secret out.")
  @Answers(value = KeyWithSecretView.class, created = "The key, and its secret")
  @Refuses({"invalid-text", "unknown-role", "unknown-scope", "invalid-key-expiry"})
  public Uni<Response> create(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") @Valid CreateKey request) {
    var maker = Maker.of(identity);
    return idempotency
        .answer(
            IdempotentCall.post(Caller.of(identity), PATH, key, request),
            claim -> keys.create(request, maker, claim),
            id -> keys.again(id, 201))
        .map(KeyResource::unstored);
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getKey", summary = "Read a key: admin")
  @Refuses("key-not-found")
  public Uni<KeyView> get(@PathParam("id") RowId id) {
    Caller.of(identity); // the caller must have a name
    return keys.get(id.value());
  }

  @GET
  @Operation(operationId = "listKeys", summary = "List keys, newest first: admin")
  @Refuses("unknown-role")
  public Uni<Page<KeyView>> list(
      @Parameter(
              description = "Only of this role",
              schema = @Schema(implementation = KeyRole.class),
              example = "service")
          @QueryParam("role")
          @Nullable String role,
      @BeanParam PageQuery page) {
    Caller.of(identity); // the caller must have a name
    return keys.list(role == null ? null : CreateKey.role(role), page);
  }

  @POST
  @Path("{id}/rotate")
  @Operation(
      operationId = "rotateKey",
      summary = "Get a new secret for a key: admin",
      description =
          "The key stays the same: its id, its role, its Idempotency-Keys. The secrets of before"
              + " open for `overlap` seconds more; `lastUsedAt` of each shows whether somebody"
              + " still has one. With 0 the payers' tokens that the key gave out end too.")
  @Answers(value = KeyWithSecretView.class, ok = "The key, and its new secret")
  @Refuses({"key-not-found", "key-not-active"})
  public Uni<Response> rotate(
      @PathParam("id") RowId id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") @Valid RotateKey request) {
    var maker = Maker.of(identity);
    var overlap = Duration.ofSeconds(request.overlapOrUsual());
    return idempotency
        .answer(
            IdempotentCall.post(Caller.of(identity), PATH + "/" + id + "/rotate", key, request),
            claim -> keys.rotate(id.value(), overlap, maker, claim),
            made -> keys.again(made, 200))
        .map(KeyResource::unstored);
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "revokeKey",
      summary = "Revoke a key, for good: admin",
      description =
          "It opens nothing any more, at the latest five seconds later on every replica, and neither"
              + " do the payers' tokens that it gave out. Streams that they have opened end within"
              + " fifteen minutes. The key stays in the list.")
  @Answers(noContent = "Revoked")
  @Refuses({"key-not-found", "busy"})
  public Uni<Void> revoke(@PathParam("id") RowId id) {
    return keys.revoke(id.value(), Maker.of(identity));
  }

  private static Response unstored(Response answer) {
    answer.getHeaders().putSingle("Cache-Control", "no-store");
    return answer;
  }
}
