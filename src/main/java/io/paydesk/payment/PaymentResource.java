package io.paydesk.payment;

import io.paydesk.caller.Caller;
import io.paydesk.caller.OpenToGuests;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.listing.Sort;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/payments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payments", description = "One-time payments")
@Authenticated
public class PaymentResource {

  private final PaymentFlow flow;
  private final CancelFlow cancels;
  private final PaymentReader payments;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  PaymentResource(
      PaymentFlow flow,
      CancelFlow cancels,
      PaymentReader payments,
      Idempotency idempotency,
      SecurityIdentity identity) {
    this.flow = flow;
    this.cancels = cancels;
    this.payments = payments;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @OpenToGuests
  @Operation(
      operationId = "startPayment",
      summary = "Begin to pay an order, or get its live payment: owner, service, admin")
  @Answers(
      value = StartedPaymentView.class,
      created = "A new payment; give its clientSecret to Stripe.js",
      ok = "The order's payment, which had already begun",
      accepted =
          "Stripe has not answered: the payment is `unknown`. Paydesk asks again at least once an"
              + " hour, and when you send this request again")
  @Refuses({
    "invalid-text",
    "order-not-found",
    "order-already-paid",
    "guest-saves-nothing",
    "link-pays-only",
    "order-not-payable",
    "order-expired",
    "currency-mismatch",
    "amount-mismatch",
    "payment-method-not-found",
    "payment-method-without-consent",
    "off-session-not-allowed",
    "return-url-missing",
    "stripe-unavailable-for-a-method",
    "order-needs-checkout",
    "payment-under-way",
    "payment-method-configuration-refused",
    "payment-refused-by-stripe",
    "payer-refused-by-stripe",
    "too-many-requests",
    "stripe-unavailable-for-a-new-payment",
    "stripe-unavailable-for-a-begun-payment"
  })
  public Uni<Response> start(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") @Valid StartPayment request) {
    var caller = Caller.of(identity);
    return idempotency.answer(
        IdempotentCall.post(caller, "/v1/payments", key, request),
        claim -> flow.start(request, caller, claim),
        (begun, claim) -> flow.resume(begun, request, caller, claim),
        flow::again);
  }

  @GET
  @OpenToGuests
  @Path("{id}")
  @Operation(operationId = "getPayment", summary = "Read a payment: owner, service, admin")
  @Refuses("payment-not-found")
  public Uni<PaymentView> get(@PathParam("id") RowId id) {
    return payments.get(id.value(), Caller.of(identity));
  }

  @GET
  @OpenToGuests
  @Operation(
      operationId = "listPayments",
      summary = "List payments, newest first: owner (own), service, admin")
  @Refuses("invalid-payment-status")
  public Uni<Page<PaymentView>> list(
      @BeanParam PaymentQuery query,
      @Parameter(description = Sort.BY_AGE_OR_AMOUNT, example = "newest") @QueryParam("sort")
          @Nullable String sort,
      @BeanParam PageQuery page) {
    return payments.list(Caller.of(identity), query, sort, page);
  }

  @POST
  @OpenToGuests(andLinks = false)
  @Path("{id}/cancel")
  @Operation(
      operationId = "cancelPayment",
      summary = "Cancel a payment whose money has not come: owner, service, admin",
      description = "Not by a pay-link, which proves nobody's name.")
  @Answers(
      value = PaymentView.class,
      ok = "Canceled",
      accepted = "Accepted; Stripe has not confirmed it yet")
  @Refuses({"payment-not-found", "payment-not-cancelable", "too-many-requests"})
  public Uni<Response> cancel(
      @PathParam("id") RowId id, @HeaderParam("Idempotency-Key") @Nullable String key) {
    var caller = Caller.of(identity);
    return idempotency.answer(
        IdempotentCall.post(caller, "/v1/payments/" + id + "/cancel", key, null),
        claim -> cancels.cancelPayment(id.value(), caller, claim),
        cancels::paymentNow);
  }
}
