package io.paydesk.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.changed.Transactions;
import io.paydesk.trace.Spans;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes what was claimed for one callback through its two steps. All that is applied is one
 * transaction. When anything in a step throws, the step is run again for each group by itself, and
 * applied in a session and transaction of its own, so that only the failing group keeps its error.
 */
@Singleton
class InboxBatch {

  private static final Logger LOG = Logger.getLogger(InboxBatch.class);

  private static final Verdict NO_VERDICT =
      Verdict.failed(new IllegalStateException("the callback gave no verdict"));

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

  /** Fails only when the verdicts cannot be stored: then the events come back with their lease. */
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
    return fetch(callback, works.deliveries())
        .flatMap(
            fetched ->
                apply(claim, callback, works.deliveries(), fetched, works)
                    .onFailure()
                    .recoverWithUni(
                        failure ->
                            one(
                                    works.deliveries(),
                                    group ->
                                        apply(claim, callback, group, fetched, works)
                                            .onFailure()
                                            .recoverWithUni(
                                                thrown -> putBack(claim, group, thrown, works)))
                                .replaceWithVoid()));
  }

  private static <F> Uni<Fetched<F>> fetch(StripeCallback<F> callback, List<Delivery> deliveries) {
    return guarded(() -> callback.fetch(deliveries))
        .onFailure()
        .recoverWithUni(
            failure ->
                one(
                        deliveries,
                        group ->
                            guarded(() -> callback.fetch(group))
                                .onFailure()
                                .recoverWithItem(
                                    thrown -> Fetched.settled(group, Verdict.failed(thrown))))
                    .map(Fetched::all));
  }

  private static <T> Uni<T> guarded(Supplier<Uni<T>> step) {
    return Uni.createFrom().deferred(() -> step.get());
  }

  /** One group after the other. */
  private static <T> Uni<List<T>> one(
      List<Delivery> deliveries, Function<List<Delivery>, Uni<T>> step) {
    var groups =
        deliveries.stream()
            .collect(
                Collectors.groupingBy(Delivery::group, LinkedHashMap::new, Collectors.toList()));
    return Multi.createFrom()
        .iterable(groups.values())
        .onItem()
        .transformToUniAndConcatenate(group -> step.apply(group))
        .collect()
        .asList();
  }

  private <F> Uni<Void> apply(
      UUID claim,
      StripeCallback<F> callback,
      List<Delivery> deliveries,
      Fetched<F> fetched,
      EventWorks works) {
    return transactions
        .write(
            () ->
                verdicts(callback, deliveries, fetched)
                    .call(verdicts -> stamp(claim, deliveries, verdicts)))
        .invoke(works::end)
        .invoke(verdicts -> verdicts.values().forEach(this::count))
        .call(verdicts -> putBack(claim, deliveries, verdicts))
        .replaceWithVoid();
  }

  /** On each event: by the first step, else by the second. */
  private static <F> Uni<Map<String, Verdict>> verdicts(
      StripeCallback<F> callback, List<Delivery> deliveries, Fetched<F> fetched) {
    var verdicts = new HashMap<String, Verdict>();
    var open = new ArrayList<Delivery>();
    for (var delivery : deliveries) {
      var settled = fetched.verdicts().get(delivery.id());
      if (settled == null) {
        open.add(delivery);
      } else {
        verdicts.put(delivery.id(), settled);
      }
    }
    return open.isEmpty()
        ? Uni.createFrom().item(verdicts)
        : callback
            .apply(open, fetched.found())
            .map(
                applied -> {
                  open.forEach(
                      delivery ->
                          verdicts.put(
                              delivery.id(), applied.getOrDefault(delivery.id(), NO_VERDICT)));
                  return verdicts;
                });
  }

  private void count(Verdict verdict) {
    var reason = verdict.ignoredBecause() == null ? "none" : verdict.ignoredBecause();
    var status =
        switch (verdict.kind()) {
          case DONE, IGNORED -> verdict.status().text();
          case LATER -> "later";
          case FAILED -> "retried";
        };
    meters.counter("paydesk.events", "status", status, "reason", reason).increment();
  }

  /** In the transaction that applies them: an event is done exactly if its rows were written. */
  private Uni<Void> stamp(UUID claim, List<Delivery> deliveries, Map<String, Verdict> verdicts) {
    return each(deliveries, verdicts, true, (verdict, its) -> stamp(claim, verdict, ids(its)));
  }

  private static List<String> ids(List<Delivery> deliveries) {
    return deliveries.stream().map(Delivery::id).toList();
  }

  /** Does this once for each verdict of those that end an event, or that do not. */
  private static Uni<Void> each(
      List<Delivery> deliveries,
      Map<String, Verdict> verdicts,
      boolean ends,
      BiFunction<Verdict, List<Delivery>, Uni<Void>> step) {
    var byVerdict =
        deliveries.stream()
            .filter(delivery -> verdicts.get(delivery.id()).ends() == ends)
            .collect(
                Collectors.groupingBy(
                    delivery -> verdicts.get(delivery.id()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return Multi.createFrom()
        .iterable(new ArrayList<>(byVerdict.entrySet()))
        .onItem()
        .transformToUniAndConcatenate(entry -> step.apply(entry.getKey(), entry.getValue()))
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

  private Uni<Void> putBack(UUID claim, List<Delivery> deliveries, Map<String, Verdict> verdicts) {
    return each(
        deliveries,
        verdicts,
        false,
        (verdict, its) -> {
          log(verdict, its);
          return inbox.putBack(claim, its, verdict.told());
        });
  }

  private Uni<Void> putBack(
      UUID claim, List<Delivery> deliveries, Throwable failure, EventWorks works) {
    var verdict = Verdict.failed(failure);
    var verdicts = deliveries.stream().collect(Collectors.toMap(Delivery::id, x -> verdict));
    works.end(verdicts);
    deliveries.forEach(delivery -> count(verdict));
    return putBack(claim, deliveries, verdicts);
  }

  private static void log(Verdict verdict, List<Delivery> deliveries) {
    var ids = String.join(", ", ids(deliveries));
    deliveries
        .get(0)
        .trail()
        .during(
            () -> {
              if (verdict.failure() == null) {
                LOG.infof("%s; tried again later: %s", verdict.because(), ids);
              } else {
                LOG.errorf(verdict.failure(), "The callback failed on %s", ids);
              }
            });
  }
}
