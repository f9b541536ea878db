package io.paydesk.actionflow;

import io.paydesk.audit.Deed;
import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Idempotency;
import io.paydesk.idempotency.IdempotentCall;
import io.paydesk.listing.Sort;
import io.paydesk.openapi.Answers;
import io.paydesk.openapi.Refuses;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
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

@Path("/v1/actionflows/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "actionflows", description = "The app's own logic, and what it has followed")
@RolesAllowed(Caller.ADMIN)
public class RunResource {

  private static final String PATH = "/v1/actionflows/runs";

  private final Runs runs;
  private final RunWorker worker;
  private final Idempotency idempotency;
  private final SecurityIdentity identity;

  RunResource(Runs runs, RunWorker worker, Idempotency idempotency, SecurityIdentity identity) {
    this.runs = runs;
    this.worker = worker;
    this.idempotency = idempotency;
    this.identity = identity;
  }

  @GET
  @Operation(operationId = "listRuns", summary = "List runs, the latest first: admin")
  @Refuses("invalid-run-filter")
  public Uni<Page<RunView>> list(
      @BeanParam RunQuery query,
      @Parameter(description = Sort.BY_AGE, example = "newest") @QueryParam("sort")
          @Nullable String sort,
      @BeanParam PageQuery page) {
    Caller.of(identity); // refuses a caller without a name
    return runs.list(query, sort, page);
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "getRun",
      summary = "Read a run, its attempts, and the rows that flows are given: admin")
  @Refuses("run-not-found")
  public Uni<RunDetailsView> get(@PathParam("id") RowId id) {
    Caller.of(identity);
    return runs.details(id.value());
  }

  @POST
  @Path("{id}/retry")
  @Operation(
      operationId = "retryRun",
      summary = "Try a run again now: admin",
      description =
          "A run that failed starts again with all its attempts. A run that waits for its next"
              + " attempt is tried now.")
  @Answers(value = RunView.class, ok = "The run, waiting")
  @Refuses({"run-not-found", "run-is-over"})
  public Uni<Response> retry(
      @PathParam("id") RowId id, @HeaderParam("Idempotency-Key") @Nullable String key) {
    return idempotency
        .answer(
            IdempotentCall.post(Caller.of(identity), PATH + "/" + id + "/retry", key, null),
            claim -> runs.retry(id.value(), claim).map(run -> new ApiAnswer(200, run, run.id())),
            known -> runs.get(known).map(run -> new ApiAnswer(200, run, known)))
        .invoke(worker::wake);
  }

  @POST
  @Path("{id}/cancel")
  @Operation(
      operationId = "cancelRun",
      summary = "Give up a run: admin",
      description =
          "For work that was done by hand, or whose bean was removed: callbackProcessed no longer"
              + " waits for it.")
  @Answers(value = RunView.class, ok = "The run, canceled")
  @Refuses({"run-not-found", "run-is-over"})
  public Uni<Response> cancel(
      @PathParam("id") RowId id, @HeaderParam("Idempotency-Key") @Nullable String key) {
    return idempotency
        .answer(
            IdempotentCall.post(Caller.of(identity), PATH + "/" + id + "/cancel", key, null),
            claim -> runs.cancel(id.value(), claim).map(run -> new ApiAnswer(200, run, run.id())),
            known -> runs.get(known).map(run -> new ApiAnswer(200, run, known)))
        .invoke(worker::wake);
  }

  @POST
  @Path("retry")
  @Operation(
      operationId = "retryRuns",
      summary = "Try all runs again that failed since a time: admin")
  @Answers(value = RetriedRunsView.class, ok = "How many wait now")
  @Refuses({"invalid-text", "invalid-time"})
  public Uni<Response> retryAll(
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull(message = "is missing: send a JSON object") @Valid RetryRuns wanted) {
    Deed.isAboutMany();
    // No row is made: the key remembers the number that was answered.
    return idempotency
        .answer(
            IdempotentCall.post(Caller.of(identity), PATH + "/retry", key, wanted),
            claim -> runs.retry(wanted, claim).map(RunResource::retried),
            count -> Uni.createFrom().item(retried(count)))
        .invoke(worker::wake);
  }

  private static ApiAnswer retried(long count) {
    return new ApiAnswer(200, new RetriedRunsView(count), count);
  }
}
