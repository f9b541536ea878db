package io.paydesk.orderdesk;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.order.OrderView;
import io.paydesk.rest.RowId;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
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

/** Cancels an order. */
@Path("/v1/orders/{id}/cancel")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders")
@RolesAllowed({Caller.SERVICE, Caller.ADMIN})
public class OrderCancelResource {

  private final OrderCancelFlow cancels;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  OrderCancelResource(OrderCancelFlow cancels, Idempotency idempotency, SecurityIdentity identity) {
    this.cancels = cancels;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @Operation(
      operationId = "cancelOrder",
      summary = "Cancel an order with its live payment or subscription: service, admin")
  @Answers(
      value = OrderView.class,
      ok = "Canceled",
      accepted = "Accepted; Stripe has not confirmed the end of the payment or subscription yet")
  @Refuses({
    "order-not-found",
    "order-already-paid",
    "order-not-cancelable",
    "order-subscription-running",
    "capture-under-way",
    "too-many-requests",
    "stripe-unavailable-for-a-begun-payment"
  })
  public Uni<Response> cancel(
      @PathParam("id") RowId id, @HeaderParam("Idempotency-Key") @Nullable String key) {
    return idempotency.answer(
        IdempotentCall.post(Caller.of(identity), "/v1/orders/" + id + "/cancel", key, null),
        claim -> cancels.cancel(id.value(), claim),
        cancels::now);
  }
}
