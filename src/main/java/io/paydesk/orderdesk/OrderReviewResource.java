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
import org.jspecify.annotations.Nullable;

/** Ends the review of an order. */
@Path("/v1/orders/{id}/resolve")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders")
@RolesAllowed(Caller.ADMIN)
public class OrderReviewResource {

  private final OrderReviewFlow reviews;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  OrderReviewResource(OrderReviewFlow reviews, Idempotency idempotency, SecurityIdentity identity) {
    this.reviews = reviews;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @Operation(operationId = "resolveOrder", summary = "End the review of an order: admin")
  @Answers(
      value = OrderView.class,
      ok =
          "The review is over. If the subscription should have ended and has not, `warning` says"
              + " so",
      accepted = "The refund is on its way; the order is in review until it succeeds")
  @Refuses({
    "invalid-text",
    "invalid-resolution",
    "invalid-end-subscription",
    "order-not-found",
    "order-not-in-review",
    "review-overtaken",
    "refund-under-way",
    "refund-subscription-running",
    "change-under-way",
    "payment-disputed",
    "refund-refused-by-stripe"
  })
  public Uni<Response> resolve(
      @PathParam("id") RowId id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") ResolveOrder request) {
    var caller = Caller.of(identity);
    return idempotency.answer(
        IdempotentCall.post(caller, "/v1/orders/" + id + "/resolve", key, request),
        claim -> reviews.resolve(id.value(), request, caller.userId(), claim),
        reviews::now);
  }
}
