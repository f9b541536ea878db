package io.paydesk.reconcile;

import io.paydesk.caller.Caller;
import io.paydesk.caller.OpenToGuests;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.payment.PaymentPapers;
import io.paydesk.payment.PaymentReader;
import io.paydesk.payment.PaymentView;
import io.paydesk.rest.RowId;
import io.paydesk.stripe.AskLimit;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Asks Stripe now, for clients that do not want to wait for its event. */
@Path("/v1/payments/{id}/refresh")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payments")
@Authenticated
public class PaymentRefreshResource {

  private final PaymentReader payments;
  private final PaymentPapers papers;
  private final ReturnedMoneyReconciler returnedMoney;
  private final AskLimit limit;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  PaymentRefreshResource(
      PaymentReader payments,
      PaymentPapers papers,
      ReturnedMoneyReconciler returnedMoney,
      AskLimit limit,
      Idempotency idempotency,
      SecurityIdentity identity) {
    this.payments = payments;
    this.papers = papers;
    this.returnedMoney = returnedMoney;
    this.limit = limit;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @OpenToGuests
  @Operation(
      operationId = "refreshPayment",
      summary = "Ask Stripe about a payment now: owner, service, admin",
      description =
          "Also about its refunds, including those made in Stripe's dashboard, its disputes and its"
              + " fraud warnings. It renews the addresses of its receipt and its invoice.")
  @Answers(
      value = PaymentView.class,
      ok = "The payment as Stripe has it",
      accepted = "Stripe has not answered: the payment as last known")
  @Refuses({"payment-not-found", "too-many-requests"})
  public Uni<Response> refresh(
      @PathParam("id") RowId id, @HeaderParam("Idempotency-Key") @Nullable String key) {
    var caller = Caller.of(identity);
    return limit.leavingRoom(
        caller.isAnybodyByLink(),
        caller.orderId(),
        () ->
            idempotency.answer(
                IdempotentCall.post(caller, "/v1/payments/" + id + "/refresh", key, null),
                claim ->
                    payments.get(id.value(), caller).flatMap(seen -> refresh(seen.id(), caller)),
                known -> refresh(known, caller)));
  }

  private Uni<ApiAnswer> refresh(long id, Caller caller) {
    return papers
        .renew(id)
        .flatMap(asked -> returnedMoney.reconcile(id).map(complete -> asked && complete))
        .flatMap(
            answered ->
                payments.get(id, caller).map(now -> new ApiAnswer(answered ? 200 : 202, now, id)));
  }
}
