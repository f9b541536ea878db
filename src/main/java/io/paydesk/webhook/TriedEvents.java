package io.paydesk.webhook;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Stores the verdicts on the events of one attempt. */
@Singleton
class TriedEvents {

  private static final Logger LOG = Logger.getLogger(TriedEvents.class);

  private final Inbox inbox;
  private final MeterRegistry meters;

  TriedEvents(Inbox inbox, MeterRegistry meters) {
    this.inbox = inbox;
    this.meters = meters;
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
  Uni<Void> stamp(UUID claim, List<ClaimedEvent> events, Map<String, Verdict> verdicts) {
    return each(events, verdicts, true, (verdict, its) -> stamp(claim, verdict, ids(its)));
  }

  private static List<String> ids(List<ClaimedEvent> events) {
    return events.stream().map(ClaimedEvent::id).toList();
  }

  /** Runs this once for each verdict among those that end an event, or among those that do not. */
  private static Uni<Void> each(
      List<ClaimedEvent> events,
      Map<String, Verdict> verdicts,
      boolean ends,
      BiFunction<Verdict, List<ClaimedEvent>, Uni<Void>> step) {
    var byVerdict =
        events.stream()
            .filter(event -> requireNonNull(verdicts.get(event.id())).ends() == ends)
            .collect(
                Collectors.groupingBy(
                    event -> verdicts.get(event.id()), LinkedHashMap::new, Collectors.toList()));
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
                throw new IllegalStateException("the lease ended: another claim has these events");
              }
            })
        .replaceWithVoid();
  }

  /** After that transaction: puts back the events to retry. */
  Uni<Void> putBack(UUID claim, List<ClaimedEvent> events, Map<String, Verdict> verdicts) {
    events.forEach(event -> count(requireNonNull(verdicts.get(event.id()))));
    return each(
        events,
        verdicts,
        false,
        (verdict, its) -> {
          log(verdict, its);
          return inbox.putBack(claim, its, verdict.storedText());
        });
  }

  private static void log(Verdict verdict, List<ClaimedEvent> events) {
    var ids = String.join(", ", ids(events));
    events
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
