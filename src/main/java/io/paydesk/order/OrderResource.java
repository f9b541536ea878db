package io.paydesk.order;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Guest;
import io.paydesk.caller.OpenToGuests;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.key.GuestTokens;
import io.paydesk.key.PayersSecrets;
import io.paydesk.listing.Sort;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
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

@Path("/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders", description = "What users are to pay")
@Authenticated
public class OrderResource {

  private final OrderFlow flow;
  private final OrderReader orders;
  private final Idempotency idempotency;
  private final GuestTokens guests;
  private final SecurityIdentity identity;

  OrderResource(
      OrderFlow flow,
      OrderReader orders,
      Idempotency idempotency,
      GuestTokens guests,
      SecurityIdentity identity) {
    this.flow = flow;
    this.orders = orders;
    this.guests = guests;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @RolesAllowed({Caller.SERVICE, Caller.ADMIN})
  @Operation(
      operationId = "createOrder",
      summary = "Make an order: service, admin",
      description =
          """
          Without `userId` it is a guest's: it gets a random one, and the answer has a `guestToken` for the guest's \
          browser, which reads and pays this order for an hour and opens nothing else. With scopes, a key needs \
          `tokens:write` for that too.\
          """)
  @Answers(value = OrderView.class, created = "The order")
  @Refuses({
    "too-much-metadata",
    "invalid-text",
    "subscription-fields-without-price",
    "lines-of-subscription",
    "suffix-of-subscription",
    "lines-do-not-add-up",
    "expiry-out-of-range",
    "subscription-captured-later",
    "free-subscription",
    "order-not-invoiced",
    "not-with-managed-payments",
    "managed-payments-without-tax-code",
    "adaptive-pricing-captured-later",
    "guest-subscription",
    "busy",
    "code-and-codes",
    "invalid-receipt-email",
    "unknown-currency",
    "invalid-price",
    "too-many-decimals",
    "amount-out-of-range",
    "amount-not-chargeable",
    "amount-too-small",
    "order-not-found"
  })
  public Uni<Response> create(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") @Valid CreateOrder request) {
    var caller = Caller.of(identity);
    if (request.userId() == null) {
      PayersSecrets.mustBeAllowed(identity);
    }
    return idempotency
        .answer(
            IdempotentCall.post(caller, "/v1/orders", key, request),
            claim -> flow.create(request, claim).flatMap(order -> made(order, caller)),
            id -> orders.get(id, caller).flatMap(order -> made(order, caller)))
        .map(answer -> request.userId() == null ? notToBeKept(answer) : answer);
  }

  private static Response notToBeKept(Response answer) {
    return Response.fromResponse(answer).header("Cache-Control", "no-store").build();
  }

  /** No token is stored, so a repeat with the same key gets another one. */
  private Uni<ApiAnswer> made(OrderView order, Caller caller) {
    return (Guest.is(order.userId())
            ? guests
                .issue(order.id(), order.userId(), null, identity)
                .flatMap(token -> orders.get(order.id(), caller, token))
            : Uni.createFrom().item(order))
        .map(shown -> new ApiAnswer(201, shown, order.id()));
  }

  @GET
  @Path("{id}")
  @OpenToGuests
  @Operation(operationId = "getOrder", summary = "Read an order: owner, service, admin")
  @Refuses("order-not-found")
  public Uni<OrderView> get(@PathParam("id") RowId id) {
    return orders.read(id.value(), Caller.of(identity));
  }

  @GET
  @Operation(
      operationId = "listOrders",
      summary = "List orders, newest first: owner (own), service, admin")
  @Refuses("invalid-order-status")
  public Uni<Page<OrderView>> list(
      @BeanParam OrderQuery query,
      @Parameter(description = Sort.BY_AGE_OR_AMOUNT, example = "newest") @QueryParam("sort")
          @Nullable String sort,
      @BeanParam PageQuery page) {
    return orders.list(Caller.of(identity), query, sort, page);
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed({Caller.SERVICE, Caller.ADMIN})
  @Operation(
      operationId = "deleteOrder",
      summary = "Delete an unpaid order that has no payment and no renewal: service, admin")
  @Answers(noContent = "Deleted")
  @Refuses({"order-not-found", "order-linked", "busy"})
  public Uni<Void> delete(@PathParam("id") RowId id) {
    Caller.of(identity); // the caller must have a name
    return flow.delete(id.value());
  }
}
