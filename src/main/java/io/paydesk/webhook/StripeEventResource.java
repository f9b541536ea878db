package io.paydesk.webhook;

import io.paydesk.audit.Deed;
import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.listing.Sort;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
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

@Path("/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "events", description = "The inbox of Stripe's events")
@RolesAllowed(Caller.ADMIN)
public class StripeEventResource {

  private final StripeEvents events;
  private final InboxWorker worker;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  StripeEventResource(
      StripeEvents events, InboxWorker worker, Idempotency idempotency, SecurityIdentity identity) {
    this.events = events;
    this.worker = worker;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @GET
  @Operation(operationId = "listEvents", summary = "List Stripe's events, the latest first: admin")
  @Refuses("invalid-event-status")
  public Uni<Page<StripeEventView>> list(
      @BeanParam StripeEventQuery query,
      @Parameter(description = Sort.BY_AGE, example = "newest") @QueryParam("sort")
          @Nullable String sort,
      @BeanParam PageQuery page) {
    Caller.of(identity); // the caller must have a name
    return events.list(query, sort, page);
  }

  @POST
  @Path("retry")
  @Operation(
      operationId = "retryEvents",
      summary = "Retry the events that were given up since a time: admin")
  @Answers(value = RetriedEventsView.class, ok = "How many wait now")
  @Refuses({"invalid-text", "invalid-time"})
  public Uni<Response> retryAll(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") @Valid RetryEvents wanted) {
    Deed.isAboutMany();
    // No row is made: the key remembers the number that was answered.
    return idempotency
        .answer(
            IdempotentCall.post(Caller.of(identity), "/v1/events/retry", key, wanted),
            claim -> events.retry(wanted, claim).map(StripeEventResource::retried),
            count -> Uni.createFrom().item(retried(count)))
        .invoke(worker::wake);
  }

  private static ApiAnswer retried(long count) {
    return new ApiAnswer(200, new RetriedEventsView(count), count);
  }

  @POST
  @Path("{id}/replay")
  @Operation(
      operationId = "replayEvent",
      summary = "Apply an event again: admin",
      description = "Safe for any event at any time: what it has already changed stays as it is.")
  @Answers(value = StripeEventView.class, ok = "The event, waiting")
  @Refuses({"event-not-found", "event-without-callback"})
  public Uni<Response> replay(
      @Parameter(description = "Stripe's id of the event", example = "evt_123") @PathParam("id")
          String id,
      @HeaderParam("Idempotency-Key") @Nullable String key) {
    if (!id.matches("[A-Za-z0-9_]{1,255}")) {
      throw Refusal.notFound("event", "of this id");
    }
    return idempotency
        .answer(
            IdempotentCall.post(Caller.of(identity), "/v1/events/" + id + "/replay", key, null),
            claim ->
                events
                    .queueAgain(id, claim)
                    .map(event -> new ApiAnswer(200, StripeEventView.of(event), event.seq)),
            seq ->
                events.bySeq(seq).map(event -> new ApiAnswer(200, StripeEventView.of(event), seq)))
        .invoke(worker::wake);
  }
}
