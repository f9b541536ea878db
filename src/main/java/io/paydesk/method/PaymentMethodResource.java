package io.paydesk.method;

import io.paydesk.caller.Caller;
import io.paydesk.caller.OpenToCardLinks;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.Page;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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

@Path("/v1/users/{userId}/payment-methods")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payment methods", description = "What payers have saved to pay with again")
@Authenticated
public class PaymentMethodResource {

  private static final String USER = "The `sub` of the user's tokens";

  private final SavedMethods methods;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  PaymentMethodResource(SavedMethods methods, Idempotency idempotency, SecurityIdentity identity) {
    this.methods = methods;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @GET
  @OpenToCardLinks
  @Operation(
      operationId = "listPaymentMethods",
      summary = "List a user's saved payment methods, newest first: the user, service, admin",
      description = "Read from Stripe each time; all on one page.")
  @Refuses({"user-not-found", "too-many-requests", "stripe-unavailable-for-a-method"})
  public Uni<Page<PaymentMethodView>> list(
      @Parameter(description = USER, example = "user-1") @PathParam("userId") String userId) {
    return methods.list(MethodProblems.known(userId, Caller.of(identity)));
  }

  @DELETE
  @OpenToCardLinks
  @Path("{paymentMethodId}")
  @Operation(
      operationId = "removePaymentMethod",
      summary = "Remove a saved payment method: the user, service, admin",
      description =
          "It is detached at Stripe for good. Subscriptions that it pays go on, and their next"
              + " renewal is paid by the default, or fails where there is none.")
  @Answers(noContent = "Removed")
  @Refuses({
    "user-not-found",
    "payment-method-not-found",
    "too-many-requests",
    "stripe-unavailable-for-a-method"
  })
  public Uni<Void> remove(
      @Parameter(description = USER, example = "user-1") @PathParam("userId") String userId,
      @Parameter(description = "Stripe's id", example = "pm_123") @PathParam("paymentMethodId")
          String paymentMethodId) {
    return methods.remove(MethodProblems.known(userId, Caller.of(identity)), paymentMethodId);
  }

  @POST
  @OpenToCardLinks
  @Path("{paymentMethodId}/default")
  @Operation(
      operationId = "makePaymentMethodDefault",
      summary = "Make a saved payment method the default: the user, service, admin",
      description =
          "The default pays renewals of subscriptions that have no method of their own. Those that"
              + " Paydesk began keep the method that paid first, so the default does not change"
              + " them: POST .../renewals does.")
  @Answers(value = PaymentMethodView.class, ok = "It is the default now")
  @Refuses({
    "user-not-found",
    "payment-method-not-found",
    "too-many-requests",
    "stripe-unavailable-for-a-method"
  })
  public Uni<Response> makeDefault(
      @Parameter(description = USER, example = "user-1") @PathParam("userId") String userId,
      @Parameter(description = "Stripe's id", example = "pm_123") @PathParam("paymentMethodId")
          String paymentMethodId,
      @HeaderParam("Idempotency-Key") String key) {
    var caller = Caller.of(identity);
    var user = MethodProblems.known(userId, caller);
    var path = "/v1/users/" + user + "/payment-methods/" + paymentMethodId + "/default";
    // What was answered once is not done again: the payer may have chosen another one since.
    return idempotency.answer(
        IdempotentCall.post(caller, path, key, null),
        claim -> methods.makeDefault(user, paymentMethodId).map(PaymentMethodResource::answer),
        again -> methods.get(user, paymentMethodId).map(PaymentMethodResource::answer));
  }

  private static ApiAnswer answer(PaymentMethodView method) {
    return new ApiAnswer(200, method, 0);
  }
}
