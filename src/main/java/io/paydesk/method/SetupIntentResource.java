package io.paydesk.method;

import io.paydesk.caller.Caller;
import io.paydesk.caller.OpenToCardLinks;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/users/{userId}/setup-intents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payment methods")
@Authenticated
public class SetupIntentResource {

  private final SetupFlow flow;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  SetupIntentResource(SetupFlow flow, Idempotency idempotency, SecurityIdentity identity) {
    this.flow = flow;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @OpenToCardLinks
  // A request without a body may say nothing of its type.
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "startSetupIntent",
      summary = "Begin to save a payment method without paying: the user, service, admin",
      description =
          "Call it once the payer has agreed that the shop may charge the method later, without"
              + " them: Paydesk keeps who called, when and from which address as the proof. With a"
              + " `surface`, the payer saves it in a checkout session: on a page or in a form of"
              + " Stripe's. A user has at most one that waits for them; asking again returns it, and"
              + " asking for another way ends it at Stripe first.")
  @Answers(
      value = SetupIntentView.class,
      created = "A new one: give its clientSecret to Stripe.js, or send the payer to its url",
      ok = "The user's one, which had already begun",
      accepted =
          "Stripe has not answered: it is `unknown`. Paydesk asks again at least once an hour, and"
              + " when you send this request again")
  @Refuses({
    "invalid-text",
    "invalid-surface",
    "wrong-urls-for-surface",
    "return-url-not-allowed",
    "placeholder-not-filled-in",
    "invalid-locale",
    "invalid-expires-in",
    "unknown-currency",
    "user-not-found",
    "payer-refused-by-stripe",
    "payment-method-configuration-refused",
    "too-many-requests",
    "stripe-unavailable-for-a-method"
  })
  public Uni<Response> start(
      @Parameter(description = "The `sub` of the user's tokens", example = "user-1")
          @PathParam("userId")
          String userId,
      @HeaderParam("Idempotency-Key") String key,
      @RequestBody(required = false) @Valid @Nullable StartSetupIntent request) {
    var asked = request == null ? StartSetupIntent.BARE : request;
    var caller = Caller.of(identity);
    var user = MethodProblems.known(userId, caller);
    return idempotency.answer(
        IdempotentCall.post(
            caller,
            "/v1/users/" + user + "/setup-intents",
            key,
            asked.asksForNoPage() ? null : asked),
        claim -> flow.start(user, asked, caller, claim),
        (begun, claim) -> flow.resume(begun, user, asked, caller, claim),
        flow::again);
  }
}
