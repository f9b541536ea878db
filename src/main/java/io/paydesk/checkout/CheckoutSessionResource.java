package io.paydesk.checkout;

import io.paydesk.caller.Caller;
import io.paydesk.caller.OpenToGuests;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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

@Path("/v1/checkout-sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "checkout", description = "Stripe's own pages and forms")
@Authenticated
public class CheckoutSessionResource {

  private final CheckoutFlow flow;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  CheckoutSessionResource(CheckoutFlow flow, Idempotency idempotency, SecurityIdentity identity) {
    this.flow = flow;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @OpenToGuests
  @Operation(
      operationId = "startCheckoutSession",
      summary =
          "Pay an order, or begin its subscription, on a page or in a form of Stripe's, or get its"
              + " live session: owner, service, admin",
      description =
          "An order has one live way to pay. What has begun on another surface, with other addresses"
              + " or as a bare payment ends at Stripe first.")
  @Answers(
      value = CheckoutSessionView.class,
      created = "A new session: send the payer to its url, or give its clientSecret to Stripe.js",
      ok = "The order's session, which had already begun",
      accepted =
          "Stripe has not answered: the payment or subscription is `unknown`. Paydesk asks again at"
              + " least once an hour, and when you send this request again")
  @Refuses({
    "invalid-text",
    "invalid-surface",
    "wrong-urls-for-surface",
    "return-url-not-allowed",
    "placeholder-not-filled-in",
    "invalid-locale",
    "invalid-expires-in",
    "order-not-found",
    "order-already-paid",
    "guest-saves-nothing",
    "link-pays-only",
    "order-not-payable",
    "order-expired",
    "payment-under-way",
    "subscription-exists",
    "trial-used",
    "price-not-found",
    "price-not-usable",
    "price-mismatch",
    "subscription-refused-by-stripe",
    "promotion-code-unknown",
    "promotion-code-in-another-currency",
    "promotion-code-expired",
    "promotion-code-spent",
    "promotion-code-refused",
    "tax-without-address",
    "surface-not-for-managed-payments",
    "managed-payments-save-nothing",
    "managed-payments-refused",
    "payment-method-configuration-refused",
    "payment-refused-by-stripe",
    "payer-refused-by-stripe",
    "too-many-requests",
    "stripe-unavailable-for-a-new-payment",
    "stripe-unavailable-for-a-begun-payment",
    "stripe-unavailable-for-a-new-subscription",
    "stripe-unavailable-for-a-begun-subscription"
  })
  public Uni<Response> start(
      @HeaderParam("Idempotency-Key") String key,
      @NotNull(message = "is missing: send a JSON object") @Valid StartCheckoutSession request) {
    var caller = Caller.of(identity);
    return idempotency.answer(
        IdempotentCall.post(caller, "/v1/checkout-sessions", key, request),
        claim -> flow.start(request, caller, claim),
        (begun, claim) -> flow.resume(begun, request, caller, claim),
        made -> flow.again(made, request, caller));
  }

  @GET
  @OpenToGuests(andLinks = false)
  @Path("{sessionId}")
  @Operation(
      operationId = "getCheckoutSession",
      summary = "Read a checkout session by Stripe's id: owner, service, admin",
      description =
          "For the page that the payer returns to. It answers as Paydesk knows it: if the status is"
              + " still `pending`, refresh the payment, or wait for the stream.")
  @Refuses("checkout-session-not-found")
  public Uni<CheckoutSessionView> get(
      @Parameter(
              description = "Stripe's id, as it fills it in for {CHECKOUT_SESSION_ID}",
              example = "cs_test_123")
          @PathParam("sessionId")
          String sessionId) {
    return flow.get(sessionId, Caller.of(identity));
  }
}
