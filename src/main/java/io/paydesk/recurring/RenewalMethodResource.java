package io.paydesk.recurring;

import io.paydesk.caller.Caller;
import io.paydesk.caller.OpenToCardLinks;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.method.MethodProblems;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which saved method pays the renewals of a user's subscriptions. */
@Path("/v1/users/{userId}/payment-methods/{paymentMethodId}/renewals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payment methods")
@Authenticated
public class RenewalMethodResource {

  private final RenewalMethods renewals;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  RenewalMethodResource(
      RenewalMethods renewals, Idempotency idempotency, SecurityIdentity identity) {
    this.renewals = renewals;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @OpenToCardLinks
  @Operation(
      operationId = "renewWithPaymentMethod",
      summary = "Let all subscriptions renew with a saved payment method: the user, service, admin",
      description =
          """
          It becomes the user's default, and the method of each subscription that runs, from its next invoice on. \
          An invoice that is open already is not paid by it: the answer says which subscriptions are `past_due` or \
          `unpaid`. If Stripe answers about some of them alone, send the same request again.\
          """)
  @Answers(value = RenewalMethodView.class, ok = "It pays the renewals from now on")
  @Refuses({
    "user-not-found",
    "payment-method-not-found",
    "too-many-requests",
    "payer-refused-by-stripe",
    "stripe-unavailable-for-a-method"
  })
  public Uni<Response> renew(
      @Parameter(description = "The `sub` of the user's tokens", example = "user-1")
          @PathParam("userId")
          String userId,
      @Parameter(description = "Stripe's id", example = "pm_123") @PathParam("paymentMethodId")
          String paymentMethodId,
      @HeaderParam("Idempotency-Key") String key) {
    var caller = Caller.of(identity);
    var user = MethodProblems.known(userId, caller);
    var path = "/v1/users/" + user + "/payment-methods/" + paymentMethodId + "/renewals";
    // What was answered once is not done again: the payer may have chosen another one since.
    return idempotency.answer(
        IdempotentCall.post(caller, path, key, null),
        claim -> renewals.renewWith(user, paymentMethodId).map(RenewalMethodResource::answer),
        again -> renewals.now(user, paymentMethodId).map(RenewalMethodResource::answer));
  }

  private static ApiAnswer answer(RenewalMethodView now) {
    return new ApiAnswer(200, now, 0);
  }
}
