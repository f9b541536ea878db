package io.paydesk.reconcile;

import io.paydesk.caller.Caller;
import io.paydesk.caller.OpenToGuests;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.recurring.InvoiceReconciler;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.recurring.RecurringReader;
import io.paydesk.recurring.RecurringReconciler;
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

/** Asks Stripe about a subscription now, for clients that do not want to wait for its event. */
@Path("/v1/recurring-payments/{id}/refresh")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "recurring payments")
@Authenticated
public class RecurringRefreshResource {

  private final RecurringReader recurring;
  private final RecurringReconciler reconciler;
  private final InvoiceReconciler invoices;
  private final AskLimit limit;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  RecurringRefreshResource(
      RecurringReader recurring,
      RecurringReconciler reconciler,
      InvoiceReconciler invoices,
      AskLimit limit,
      Idempotency idempotency,
      SecurityIdentity identity) {
    this.recurring = recurring;
    this.reconciler = reconciler;
    this.invoices = invoices;
    this.limit = limit;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @OpenToGuests
  @Operation(
      operationId = "refreshRecurringPayment",
      summary = "Ask Stripe about a subscription now: owner, service, admin",
      description = "Also about its invoices.")
  @Answers(
      value = RecurringPaymentView.class,
      ok = "The subscription as Stripe has it",
      accepted = "Stripe has not answered: the subscription as last known")
  @Refuses({"recurring-payment-not-found", "too-many-requests"})
  public Uni<Response> refresh(
      @PathParam("id") RowId id, @HeaderParam("Idempotency-Key") @Nullable String key) {
    var caller = Caller.of(identity);
    return limit.leavingRoom(
        caller.isAnybodyByLink(),
        caller.orderId(),
        () ->
            idempotency.answer(
                IdempotentCall.post(caller, "/v1/recurring-payments/" + id + "/refresh", key, null),
                claim -> recurring.get(id.value(), caller).flatMap(seen -> refresh(seen.id())),
                asked -> refresh(asked)));
  }

  private Uni<ApiAnswer> refresh(long id) {
    return reconciler
        .reconcile(id)
        .flatMap(
            reconciled ->
                invoices
                    .reconcile(id)
                    .map(
                        complete ->
                            new ApiAnswer(
                                reconciled.answered() && complete ? 200 : 202,
                                RecurringPaymentView.of(reconciled.recurring()),
                                id)));
  }
}
