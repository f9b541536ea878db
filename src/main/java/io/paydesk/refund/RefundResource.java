package io.paydesk.refund;

import io.paydesk.caller.Caller;
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
import jakarta.annotation.security.RolesAllowed;
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

@Path("/v1/refunds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "refunds", description = "Money that goes back")
@Authenticated
public class RefundResource {

  private final RefundFlow flow;
  private final RefundReader refunds;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  RefundResource(
      RefundFlow flow, RefundReader refunds, Idempotency idempotency, SecurityIdentity identity) {
    this.flow = flow;
    this.refunds = refunds;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @RolesAllowed(Caller.ADMIN)
  @Operation(
      operationId = "createRefund",
      summary = "Refund a payment, in full or in part: admin",
      description =
          "The `Idempotency-Key` is required here: without it, a repeated request would refund"
              + " again.")
  @Answers(
      value = RefundView.class,
      created = "Stripe has the refund; `status` says how far it is",
      accepted =
          "Stripe has not answered: the refund is `unknown` and holds its amount. Paydesk asks"
              + " again at least once an hour, and when you send this request again")
  @Refuses({
    "idempotency-key-missing",
    "invalid-text",
    "refund-amount-null",
    "payment-not-found",
    "payment-not-settled",
    "refund-currency-mismatch",
    "payment-disputed",
    "nothing-to-refund",
    "refund-overtaken",
    "amount-out-of-range",
    "amount-not-chargeable",
    "refund-exceeds-remaining",
    "refund-several-subscriptions-running",
    "change-under-way",
    "new-refund-refused-by-stripe"
  })
  public Uni<Response> create(
      @Parameter(required = true) @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") @Valid CreateRefund request) {
    var caller = Caller.of(identity);
    return idempotency.answer(
        IdempotentCall.post(caller, "/v1/refunds", key, request).withKey(),
        claim -> flow.refund(request, caller.userId(), claim),
        flow::again);
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getRefund", summary = "Read a refund: owner, service, admin")
  @Refuses("refund-not-found")
  public Uni<RefundView> get(@PathParam("id") RowId id) {
    return refunds.get(id.value(), Caller.of(identity));
  }

  @GET
  @Operation(
      operationId = "listRefunds",
      summary = "List refunds, newest first: owner (own), service, admin")
  @Refuses("invalid-refund-status")
  public Uni<Page<RefundView>> list(
      @BeanParam RefundQuery query,
      @Parameter(description = Sort.BY_AGE_OR_AMOUNT, example = "newest") @QueryParam("sort")
          @Nullable String sort,
      @BeanParam PageQuery page) {
    return refunds.list(Caller.of(identity), query, sort, page);
  }
}
