package io.paydesk.recurring;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.recurring.RecurringChangeFlow.Wanted;
import io.paydesk.rest.RowId;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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

/** Changes a running subscription. */
@Path("/v1/recurring-payments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "recurring payments")
@Authenticated
public class RecurringChangeResource {

  private final RecurringReader recurring;
  private final RecurringChangeFlow changes;
  private final QuantityPreviews previews;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  RecurringChangeResource(
      RecurringReader recurring,
      RecurringChangeFlow changes,
      QuantityPreviews previews,
      Idempotency idempotency,
      SecurityIdentity identity) {
    this.recurring = recurring;
    this.changes = changes;
    this.previews = previews;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @POST
  @Path("cancel")
  // A record of one text could else be made of a plain text.
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "cancelRecurringPayment",
      summary = "Cancel a subscription, now or at the end of its period: owner, service, admin")
  @Answers(
      value = RecurringPaymentView.class,
      ok = "Stripe has confirmed it",
      accepted = "Accepted; Stripe has not confirmed it yet")
  @Refuses({
    "subscription-exists",
    "invalid-text",
    "recurring-payment-not-found",
    "subscription-not-running",
    "change-under-way",
    "change-refused-by-stripe",
    "too-many-requests",
    "stripe-unavailable-for-a-begun-subscription"
  })
  public Uni<Response> cancel(
      @PathParam("id") RowId id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") @Valid CancelRecurringPayment request) {
    return change(id, "/cancel", key, request, Wanted.of(request.change()));
  }

  @POST
  @Path("resume")
  @Operation(
      operationId = "resumeRecurringPayment",
      summary = "Withdraw the planned end of a subscription: owner, service, admin",
      description =
          """
          Withdraws `endsAt`, however that end was planned; without one nothing changes. A pause \
          of collection (`collectionPause`) stays: it is begun and ended in Stripe's dashboard.\
          """)
  @Answers(
      value = RecurringPaymentView.class,
      ok = "Stripe has confirmed it",
      accepted = "Accepted; Stripe has not confirmed it yet")
  @Refuses({
    "recurring-payment-not-found",
    "subscription-not-running",
    "change-under-way",
    "change-refused-by-stripe",
    "too-many-requests",
    "stripe-unavailable-for-a-begun-subscription"
  })
  public Uni<Response> resume(
      @PathParam("id") RowId id, @HeaderParam("Idempotency-Key") @Nullable String key) {
    return change(id, "/resume", key, null, Wanted.of(RecurringChange.RESUME));
  }

  @POST
  @Path("quantity")
  @RolesAllowed({Caller.SERVICE, Caller.ADMIN})
  @Operation(
      operationId = "changeRecurringPaymentQuantity",
      summary = "Change a subscription's quantity: service, admin",
      description =
          """
          What is owed for the rest of the period is invoiced and paid at once. If that fails, or \
          the payer's bank asks the payer first, the quantity stays and `pendingUpdate` shows \
          what waits: the payer pays it with the secret of `POST \
          /v1/recurring-payments/{id}/pay`. If nobody pays in time, Stripe drops the change. `GET \
          /v1/recurring-payments/{id}/quantity-preview` says before what it costs: with its \
          `asOf`, that is charged.\
          """)
  @Answers(
      value = RecurringPaymentView.class,
      ok = "Stripe has confirmed it, and the difference is paid",
      accepted =
          """
          Accepted: the change waits for its payment (`pendingUpdate`), or Stripe has not \
          confirmed it yet (`change`). Send the same request with its key again to see what \
          became of it\
          """)
  @Refuses({
    "recurring-payment-not-found",
    "subscription-not-running",
    "change-under-way",
    "change-lapsed",
    "preview-outdated",
    "change-refused-by-stripe",
    "too-many-requests",
    "stripe-unavailable-for-a-begun-subscription"
  })
  public Uni<Response> changeQuantity(
      @PathParam("id") RowId id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") @Valid ChangeQuantity request) {
    return change(id, "/quantity", key, request, Wanted.of(request));
  }

  @GET
  @Path("quantity-preview")
  @RolesAllowed({Caller.SERVICE, Caller.ADMIN})
  @Operation(
      operationId = "getRecurringPaymentQuantityPreview",
      summary = "Read what another quantity would cost: service, admin",
      description =
          """
          What is charged or credited at once for the rest of the period, and what the next \
          period costs, as Stripe works it out with discounts, taxes and the payer's balance. It \
          changes nothing, and nothing is stored. Each second changes the amounts: send `asOf` \
          with the change, within a quarter of an hour and the same period, and what was shown is \
          charged. A change between the two, such as one made at Stripe, still counts. While \
          collection is paused, the invoice is made and not collected.\
          """)
  @Refuses({
    "invalid-quantity",
    "recurring-payment-not-found",
    "subscription-not-running",
    "change-under-way",
    "change-refused-by-stripe",
    "too-many-requests",
    "stripe-unavailable-for-a-preview"
  })
  public Uni<QuantityPreviewView> previewQuantity(
      @PathParam("id") RowId id, @BeanParam QuantityQuery query) {
    return recurring
        .get(id.value(), Caller.of(identity))
        .flatMap(seen -> previews.preview(seen.id(), query.read()));
  }

  private Uni<Response> change(
      RowId id, String path, @Nullable String key, @Nullable Object body, Wanted wanted) {
    var caller = Caller.of(identity);
    return idempotency.answer(
        IdempotentCall.post(caller, "/v1/recurring-payments/" + id + path, key, body),
        claim ->
            recurring
                .get(id.value(), caller)
                .flatMap(seen -> changes.change(seen.id(), wanted, claim)),
        (begun, claim) -> changes.resume(begun, wanted),
        changes::now);
  }
}
