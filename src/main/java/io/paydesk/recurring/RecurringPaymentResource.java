package io.paydesk.recurring;

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
import io.paydesk.stripe.AskLimit;
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

@Path("/v1/recurring-payments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "recurring payments", description = "Subscriptions")
@Authenticated
public class RecurringPaymentResource {

  private final RecurringFlow flow;
  private final RecurringReader recurring;
  private final SubscribingByLink byLink;
  private final AskLimit limit;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  RecurringPaymentResource(
      RecurringFlow flow,
      RecurringReader recurring,
      SubscribingByLink byLink,
      AskLimit limit,
      Idempotency idempotency,
      SecurityIdentity identity) {
    this.flow = flow;
    this.recurring = recurring;
    this.byLink = byLink;
    this.limit = limit;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @OpenToGuests
  @Operation(
      operationId = "startRecurringPayment",
      summary = "Begin an order's subscription, or get its live one: owner, service, admin")
  @Answers(
      value = StartedRecurringPaymentView.class,
      created = "A new subscription; give its clientSecret to Stripe.js, by its clientSecretType",
      ok = "The order's subscription, which had already begun",
      accepted =
          "Stripe has not answered: the subscription is `unknown`. Paydesk asks again at least once"
              + " an hour, and when you send this request again")
  @Refuses({
    "invalid-text",
    "order-not-found",
    "order-not-for-subscription",
    "link-pays-only",
    "order-already-paid",
    "order-not-payable-by-subscription",
    "order-expired",
    "order-needs-checkout",
    "subscription-mismatch",
    "price-not-found",
    "price-not-usable",
    "price-mismatch",
    "subscription-exists",
    "trial-used",
    "subscription-refused-by-stripe",
    "stripe-unavailable-for-a-new-subscription",
    "too-many-requests",
    "stripe-unavailable-for-a-begun-subscription"
  })
  public Uni<Response> start(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") @Valid StartRecurringPayment request) {
    var caller = Caller.of(identity);
    return idempotency.answer(
        IdempotentCall.post(caller, "/v1/recurring-payments", key, request),
        claim -> flow.start(request, caller, claim),
        (begun, claim) -> flow.resume(begun, request, caller, claim),
        flow::again);
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "getRecurringPayment",
      summary = "Read a subscription: owner, service, admin")
  @Refuses("recurring-payment-not-found")
  public Uni<RecurringPaymentView> get(@PathParam("id") RowId id) {
    return recurring.get(id.value(), Caller.of(identity));
  }

  @GET
  @Operation(
      operationId = "listRecurringPayments",
      summary = "List subscriptions, newest first: owner (own), service, admin")
  @Refuses("invalid-recurring-payment-status")
  public Uni<Page<RecurringPaymentView>> list(
      @BeanParam RecurringPaymentQuery query,
      @Parameter(description = Sort.BY_AGE, example = "newest") @QueryParam("sort")
          @Nullable String sort,
      @BeanParam PageQuery page) {
    return recurring.list(Caller.of(identity), query, sort, page);
  }

  @POST
  @OpenToGuests
  @Path("{id}/pay")
  @Operation(
      operationId = "payRecurringPayment",
      summary =
          "Get the client secret to pay what is open, such as a failed renewal: owner, service,"
              + " admin",
      description =
          """
          The oldest open invoice comes first; ask again after it is paid. While a subscription \
          is unpaid, its later invoices are drafts: once nothing older is open, the newest is \
          finalized and offered. A pay-link to the subscription's first order may call it too: \
          whatever pays an invoice pays the renewals from then on. Anyone who has the clientSecret \
          and the publishable key can ask Stripe why that payment failed last: the answer names \
          the declined card's brand, last four digits and billing details. After a failed renewal \
          that is the owner's card, so send a link for it to the owner alone.\
          """)
  @Answers(
      value = StartedRecurringPaymentView.class,
      ok = "Give the clientSecret to Stripe.js, by its clientSecretType")
  @Refuses({
    "recurring-payment-not-found",
    "nothing-to-pay",
    "order-expired",
    "due-refused-by-stripe",
    "too-many-requests",
    "stripe-unavailable-for-a-begun-subscription"
  })
  public Uni<Response> pay(
      @PathParam("id") RowId id, @HeaderParam("Idempotency-Key") @Nullable String key) {
    var caller = Caller.of(identity);
    return limit.leavingRoom(
        caller.isAnybodyByLink(),
        caller.orderId(),
        () ->
            idempotency.answer(
                IdempotentCall.post(caller, "/v1/recurring-payments/" + id + "/pay", key, null),
                claim ->
                    recurring
                        .get(id.value(), caller)
                        .call(seen -> byLink.mayGiveCard(seen.userId(), caller))
                        .flatMap(seen -> flow.pay(seen.id())),
                flow::pay));
  }
}
