package io.paydesk.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.changed.Transactions;
import io.paydesk.trace.Spans;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Applies what was claimed for one callback. All of it is one transaction; when anything in it
 * throws, that rolls back and each group is applied again in a session and transaction of its own,
 * so that only the failing group keeps its error.
 */
@Singleton
class InboxBatch {

  private static final Logger LOG = Logger.getLogger(InboxBatch.class);

  private final Transactions transactions;
  private final Inbox inbox;
  private final MeterRegistry meters;
  private final Spans spans;

  InboxBatch(Transactions transactions, Inbox inbox, MeterRegistry meters, Spans spans) {
    this.transactions = transactions;
    this.inbox = inbox;
    this.meters = meters;
    this.spans = spans;
  }

  /** Never fails: what throws is put back. */
  <F> Uni<Void> work(UUID claim, StripeCallback<F> callback, List<Delivery> deliveries) {
    var alone = deliveries.stream().collect(Collectors.partitioningBy(callback::standsAlone));
    return attempt(claim, callback, alone.get(true))
        .flatMap(done -> attempt(claim, callback, alone.get(false)));
  }

  private <F> Uni<Void> attempt(UUID claim, StripeCallback<F> callback, List<Delivery> deliveries) {
    if (deliveries.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var works = new EventWorks(spans, deliveries);
    return callback
        .needs(works.deliveries())
        .flatMap(
            fetched ->
                apply(claim, callback, works.deliveries(), fetched, works)
                    .onFailure()
                    .recoverWithUni(failure -> oneByOne(claim, callback, fetched, works)))
        .onFailure()
        .recoverWithUni(failure -> putBack(claim, works.deliveries(), failure, works));
  }

  private <F> Uni<Void> oneByOne(
      UUID claim, StripeCallback<F> callback, Map<String, F> fetched, EventWorks works) {
    var groups =
        works.deliveries().stream()
            .collect(
                Collectors.groupingBy(Delivery::group, LinkedHashMap::new, Collectors.toList()));
    return Multi.createFrom()
        .iterable(groups.values())
        .onItem()
        .transformToUniAndConcatenate(
            group ->
                apply(claim, callback, group, fetched, works)
                    .onFailure()
                    .recoverWithUni(failure -> putBack(claim, group, failure, works)))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private <F> Uni<Void> apply(
      UUID claim,
      StripeCallback<F> callback,
      List<Delivery> deliveries,
      Map<String, F> fetched,
      EventWorks works) {
    return transactions
        .write(
            () ->
                callback
                    .apply(deliveries, fetched)
                    .call(verdicts -> stamp(claim, deliveries, verdicts)))
        .invoke(verdicts -> verdicts.values().forEach(this::count))
        .invoke(works::end)
        .replaceWithVoid();
  }

  private void count(Verdict verdict) {
    var reason = verdict.ignoredBecause() == null ? "none" : verdict.ignoredBecause();
    meters
        .counter("paydesk.events", "status", verdict.status().text(), "reason", reason)
        .increment();
  }

  /** In the transaction that applies them: an event is done exactly if its rows were written. */
  private Uni<Void> stamp(UUID claim, List<Delivery> deliveries, Map<String, Verdict> verdicts) {
    var idsByVerdict =
        deliveries.stream()
            .collect(
                Collectors.groupingBy(
                    delivery -> verdicts.get(delivery.id()),
                    LinkedHashMap::new,
                    Collectors.mapping(Delivery::id, Collectors.toList())));
    return Multi.createFrom()
        .iterable(new ArrayList<>(idsByVerdict.entrySet()))
        .onItem()
        .transformToUniAndConcatenate(entry -> stamp(claim, entry.getKey(), entry.getValue()))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> stamp(UUID claim, Verdict verdict, List<String> ids) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createMutationQuery(
                        """
                        update StripeEvent set status = :status, reason = :reason, waitsFor = :waitsFor, claim = null, lastError = null,
                          finishedAt = instant
                        where id in :ids and claim = :claim and status = :waiting
                        """)
                    .setParameter("status", verdict.status())
                    .setParameter("reason", verdict.ignoredBecause())
                    .setParameter("waitsFor", verdict.waitsFor())
                    .setParameter("ids", ids)
                    .setParameter("claim", claim)
                    .setParameter("waiting", StripeEventStatus.WAITING)
                    .executeUpdate())
        .invoke(
            stamped -> {
              if (stamped != ids.size()) {
                throw new IllegalStateException(
                    "the claim was too slow, another one has its events now");
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> putBack(
      UUID claim, List<Delivery> deliveries, Throwable failure, EventWorks works) {
    var ids = deliveries.stream().map(Delivery::id).collect(Collectors.joining(", "));
    deliveries.get(0).trail().during(() -> LOG.errorf(failure, "The callback failed on %s", ids));
    works.fail(deliveries, failure);
    meters
        .counter("paydesk.events", "status", "retried", "reason", "none")
        .increment(deliveries.size());
    return inbox.putBack(claim, deliveries, told(failure));
  }

  private static String told(Throwable failure) {
    var text = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    return text.length() <= 500 ? text : text.substring(0, 500);
  }
}
