package io.paydesk.payment;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.RowId;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes what a payer's bank holds. */
@Path("/v1/payments/{id}/capture")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payments")
@Authenticated
public class CaptureResource {

  private final CaptureFlow captures;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  CaptureResource(CaptureFlow captures, Idempotency idempotency, SecurityIdentity identity) {
    this.captures = captures;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @RolesAllowed({Caller.SERVICE, Caller.ADMIN})
  @Operation(
      operationId = "capturePayment",
      summary = "Capture an authorized payment, all or a part of it, once: service, admin",
      description =
          "What is not captured goes back to the payer at once. Cancel the payment to let all of it"
              + " go.")
  @Answers(
      value = PaymentView.class,
      ok = "Captured: `amountReceived` says how much",
      accepted =
          "Stripe has not answered: the payment is `authorized` until Paydesk knows. It asks again"
              + " at least once an hour, and when you send this request again")
  @Refuses({
    "capture-amount-null",
    "payment-not-found",
    "payment-not-capturable",
    "payment-already-captured",
    "order-already-paid",
    "order-not-payable",
    "capture-under-way",
    "amount-out-of-range",
    "amount-not-chargeable",
    "capture-exceeds-authorized",
    "capture-refused-by-stripe",
    "too-many-requests"
  })
  public Uni<Response> capture(
      @PathParam("id") RowId id,
      @HeaderParam("Idempotency-Key") String key,
      @NotNull(message = "is missing: send a JSON object, {} for all that is held") @Valid CapturePayment request) {
    var caller = Caller.of(identity);
    return idempotency.answerAbout(
        IdempotentCall.post(caller, "/v1/payments/" + id + "/capture", key, request),
        claim -> captures.capture(id.value(), request.amount(), caller, claim),
        captures::now);
  }
}
