package io.paydesk.reconcile;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.refund.RefundReader;
import io.paydesk.refund.RefundReconciler;
import io.paydesk.refund.RefundView;
import io.paydesk.rest.RowId;
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

/** Asks Stripe about a refund now, for clients that do not want to wait for its event. */
@Path("/v1/refunds/{id}/refresh")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "refunds")
@Authenticated
public class RefundRefreshResource {

  private final RefundReader refunds;
  private final RefundReconciler reconciler;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  RefundRefreshResource(
      RefundReader refunds,
      RefundReconciler reconciler,
      Idempotency idempotency,
      SecurityIdentity identity) {
    this.refunds = refunds;
    this.reconciler = reconciler;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @Operation(
      operationId = "refreshRefund",
      summary = "Ask Stripe about a refund now: owner, service, admin",
      description = "Its payment and order are updated too.")
  @Answers(
      value = RefundView.class,
      ok = "The refund as Stripe has it",
      accepted = "Stripe has not answered: the refund as last known")
  @Refuses({"refund-not-found", "too-many-requests"})
  public Uni<Response> refresh(
      @PathParam("id") RowId id, @HeaderParam("Idempotency-Key") @Nullable String key) {
    var caller = Caller.of(identity);
    return idempotency.answer(
        IdempotentCall.post(caller, "/v1/refunds/" + id + "/refresh", key, null),
        claim -> refresh(id.value(), caller),
        known -> refresh(known, caller));
  }

  private Uni<ApiAnswer> refresh(long id, Caller caller) {
    return refunds
        .get(id, caller)
        .flatMap(seen -> reconciler.reconcile(id))
        .flatMap(
            reconciled ->
                refunds
                    .get(id, caller)
                    .map(now -> new ApiAnswer(reconciled.answered() ? 200 : 202, now, id)));
  }
}
