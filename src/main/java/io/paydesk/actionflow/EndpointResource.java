package io.paydesk.actionflow;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/actionflows/endpoints")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "actionflows", description = "The app's own logic, and what it has followed")
@RolesAllowed(Caller.ADMIN)
public class EndpointResource {

  private static final String PATH = "/v1/actionflows/endpoints";

  private final EndpointFlow endpoints;
  private final EndpointRegistration registration;
  private final TestDelivery tests;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  EndpointResource(
      EndpointFlow endpoints,
      EndpointRegistration registration,
      TestDelivery tests,
      Idempotency idempotency,
      SecurityIdentity identity) {
    this.endpoints = endpoints;
    this.registration = registration;
    this.tests = tests;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @Operation(
      operationId = "createActionflowEndpoint",
      summary = "Register an address of yours that is told what happens: admin",
      description =
          """
          Each change is posted there as JSON, signed by https://www.standardwebhooks.com: see the \
          webhooks of this description. The post is repeated until the address answers 2xx within \
          10 seconds: 20 times in three days. `webhook-id` stays the same.

          An app may register at each start: a `url` that is registered already, letter by letter, \
          is answered with 200 and the endpoint that is there. It then follows the `flows` of this \
          request. A `description` and a `secret` replace what was there, if they are sent: both \
          secrets sign for 24 hours. Whether it is paused stays as it is.\
          """)
  @Answers(
      value = EndpointWithSecretView.class,
      created = "The endpoint, and the secret to verify its deliveries with",
      ok = "The endpoint that was registered already, without its secret")
  @Refuses({
    "invalid-text",
    "endpoint-without-flows",
    "unknown-flow",
    "invalid-endpoint-secret",
    "invalid-endpoint-url",
    "endpoint-url-with-user-info",
    "endpoint-url-not-https",
    "endpoint-host-unknown",
    "endpoint-not-public",
    "endpoint-not-found"
  })
  public Uni<Response> create(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") @Valid CreateEndpoint request) {
    var caller = Caller.of(identity);
    return idempotency.answer(
        IdempotentCall.post(caller, PATH, key, request),
        claim -> registration.register(request, caller.userId(), claim),
        registration::again);
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getActionflowEndpoint", summary = "Read an endpoint: admin")
  @Refuses("endpoint-not-found")
  public Uni<EndpointView> get(@PathParam("id") RowId id) {
    Caller.of(identity); // refuses a token that names nobody
    return endpoints.get(id.value());
  }

  @GET
  @Operation(
      operationId = "listActionflowEndpoints",
      summary = "List endpoints, newest first: admin")
  public Uni<Page<EndpointView>> list(@BeanParam PageQuery page) {
    Caller.of(identity); // refuses a token that names nobody
    return endpoints.list(page);
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "deleteActionflowEndpoint",
      summary = "Delete an endpoint and cancel what waits for it: admin")
  @Answers(noContent = "Deleted")
  @Refuses({"endpoint-not-found", "busy"})
  public Uni<Void> delete(@PathParam("id") RowId id) {
    Caller.of(identity); // refuses a caller without a name
    return endpoints.delete(id.value());
  }

  @POST
  @Path("{id}/rotate")
  @Operation(
      operationId = "rotateActionflowEndpoint",
      summary = "Get a new secret for an endpoint: admin",
      description =
          "Deliveries are signed with both secrets for 24 hours, then only with the new one.")
  @Answers(value = EndpointWithSecretView.class, ok = "The endpoint, and its new secret")
  @Refuses("endpoint-not-found")
  public Uni<Response> rotate(
      @PathParam("id") RowId id, @HeaderParam("Idempotency-Key") @Nullable String key) {
    return answer(
        id,
        "rotate",
        key,
        claim -> endpoints.rotate(id.value(), claim),
        secret -> registration.withSecret(secret, 200));
  }

  @POST
  @Path("{id}/pause")
  @Operation(
      operationId = "pauseActionflowEndpoint",
      summary = "Pause an endpoint: admin",
      description = "What happens meanwhile waits.")
  @Answers(value = EndpointView.class, ok = "The endpoint, paused")
  @Refuses("endpoint-not-found")
  public Uni<Response> pause(
      @PathParam("id") RowId id, @HeaderParam("Idempotency-Key") @Nullable String key) {
    return answer(id, "pause", key, claim -> endpoints.pause(id.value(), claim), this::asItIs);
  }

  @POST
  @Path("{id}/resume")
  @Operation(
      operationId = "resumeActionflowEndpoint",
      summary = "Resume a paused endpoint; what has waited is delivered at once: admin")
  @Answers(value = EndpointView.class, ok = "The endpoint, active")
  @Refuses("endpoint-not-found")
  public Uni<Response> resume(
      @PathParam("id") RowId id, @HeaderParam("Idempotency-Key") @Nullable String key) {
    return answer(id, "resume", key, claim -> endpoints.resume(id.value(), claim), this::asItIs);
  }

  @POST
  @Path("{id}/test")
  @Operation(
      operationId = "testActionflowEndpoint",
      summary = "Send a test delivery to an endpoint now: admin",
      description =
          """
          Posts an `endpoint.test` there, signed like any other delivery, and says what came of \
          it. It is sent once, also to a paused endpoint, and pauses none: try it before `resume`. \
          Nothing is stored, so it takes no Idempotency-Key: each call sends one.\
          """)
  @Answers(value = TestDeliveryView.class, ok = "What came of it, also where it did not arrive")
  @Refuses("endpoint-not-found")
  public Uni<TestDeliveryView> test(@PathParam("id") RowId id) {
    Caller.of(identity); // refuses a token that names nobody
    return tests.send(id.value());
  }

  private Uni<ApiAnswer> asItIs(long id) {
    return endpoints.get(id).map(endpoint -> new ApiAnswer(200, endpoint, id));
  }

  private Uni<Response> answer(
      RowId id,
      String move,
      @Nullable String key,
      Function<Claim, Uni<ApiAnswer>> flow,
      LongFunction<Uni<ApiAnswer>> again) {
    var path = PATH + "/" + id + "/" + move;
    return idempotency.answer(
        IdempotentCall.post(Caller.of(identity), path, key, null), flow, again);
  }
}
