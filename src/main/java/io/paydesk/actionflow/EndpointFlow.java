package io.paydesk.actionflow;

import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.transaction.Listing;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/** Reads and changes endpoints. {@link EndpointRegistration} makes them. */
@Singleton
class EndpointFlow {

  private static final String CANCEL_ITS_RUNS =
      """
      update actionflow_run set status = 'canceled', finished_at = now(), claim = null
      where target = :target and status = 'waiting'
      """;

  private static final String HURRY_ITS_RUNS =
      """
      update actionflow_run set next_attempt_at = now()
      where target = :target and status = 'waiting' and claim is null
      """;

  private final Transactions transactions;
  private final RunWorker worker;

  EndpointFlow(Transactions transactions, RunWorker worker) {
    this.transactions = transactions;
    this.worker = worker;
  }

  Uni<ApiAnswer> rotate(long id, Claim claim) {
    return transactions.write(
        () ->
            Endpoint.lock(id)
                .call(endpoint -> EndpointSecret.replace(id))
                .flatMap(
                    endpoint ->
                        EndpointRegistration.withSecret(
                            endpoint, EndpointSecret.of(id), 200, claim)));
  }

  static Uni<Endpoint> find(long id) {
    return Endpoint.<Endpoint>findById(id).map(endpoint -> Endpoint.there(endpoint, id));
  }

  Uni<EndpointView> get(long id) {
    return transactions.read(() -> find(id)).map(EndpointView::of);
  }

  Uni<Page<EndpointView>> list(PageQuery page) {
    return Listing.of(Endpoint.class, page)
        .except("status", EndpointStatus.DELETED)
        .read(transactions, endpoint -> endpoint.id, EndpointView::of);
  }

  Uni<ApiAnswer> pause(long id, Claim claim) {
    return changed(id, claim, Endpoint::pause);
  }

  /** Makes its waiting runs due at once. */
  Uni<ApiAnswer> resume(long id, Claim claim) {
    return changed(id, claim, Endpoint::resume).invoke(worker::wake);
  }

  private Uni<ApiAnswer> changed(long id, Claim claim, Consumer<Endpoint> move) {
    return transactions.write(
        () ->
            Endpoint.lock(id)
                .call(
                    endpoint -> {
                      boolean waited = endpoint.status == EndpointStatus.PAUSED;
                      move.accept(endpoint);
                      return waited && endpoint.status == EndpointStatus.ACTIVE
                          ? ofItsRuns(HURRY_ITS_RUNS, id)
                          : Uni.createFrom().voidItem();
                    })
                .call(endpoint -> Panache.getSession().flatMap(session -> session.flush()))
                .call(endpoint -> claim.made(id))
                .map(endpoint -> new ApiAnswer(200, EndpointView.of(endpoint), id)));
  }

  /** Cancels its waiting runs, and forgets its secrets. */
  Uni<Void> delete(long id) {
    return transactions
        .write(
            () ->
                Endpoint.lock(id)
                    .invoke(Endpoint::retire)
                    .call(endpoint -> EndpointSecret.forget(id))
                    .call(endpoint -> ofItsRuns(CANCEL_ITS_RUNS, id)))
        .replaceWithVoid();
  }

  private static Uni<Integer> ofItsRuns(String sql, long id) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(sql)
                    .setParameter("target", Endpoint.TARGET + id)
                    .executeUpdate());
  }
}
