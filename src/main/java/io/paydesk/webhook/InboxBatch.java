package io.paydesk.webhook;

import io.paydesk.problem.Refusal;
import io.paydesk.trace.Spans;
import io.paydesk.transaction.Transactions;
import io.paydesk.webhook.Intake.Taken;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes the events of one callback through its two steps. They are applied in one transaction. If a
 * step throws, it runs again for each group alone, with a session and transaction of its own, so
 * that only the group that throws keeps its error.
 */
@Singleton
class InboxBatch {

  private static final Verdict NO_VERDICT =
      Verdict.failed(new IllegalStateException("the callback gave no verdict"));

  private final Transactions transactions;
  private final Intake intake;
  private final TriedEvents tried;
  private final Spans spans;

  InboxBatch(Transactions transactions, Intake intake, TriedEvents tried, Spans spans) {
    this.transactions = transactions;
    this.intake = intake;
    this.tried = tried;
    this.spans = spans;
  }

  /**
   * Fails only when the verdicts cannot be stored: then the events come back when their lease ends.
   */
  <F> Uni<Void> work(UUID claim, StripeCallback<F> callback, List<ClaimedEvent> events) {
    var works = new EventWorks(spans, events);
    return intake.take(works.events()).flatMap(taken -> work(claim, callback, taken, works));
  }

  private <F> Uni<Void> work(
      UUID claim, StripeCallback<F> callback, Taken taken, EventWorks works) {
    return fetch(callback, taken.open())
        .map(fetched -> fetched.and(taken.verdicts()))
        .flatMap(
            fetched ->
                apply(claim, callback, taken.all(), fetched, works)
                    .onFailure()
                    .recoverWithUni(
                        failure ->
                            one(
                                    taken.all(),
                                    group ->
                                        apply(claim, callback, group, fetched, works)
                                            .onFailure()
                                            .recoverWithUni(
                                                thrown -> putBack(claim, group, thrown, works)))
                                .replaceWithVoid()));
  }

  private static <F> Uni<Fetched<F>> fetch(StripeCallback<F> callback, List<ClaimedEvent> events) {
    return guarded(() -> callback.fetch(events))
        .onFailure()
        .recoverWithUni(
            failure ->
                one(
                        events,
                        group ->
                            guarded(() -> callback.fetch(group))
                                .onFailure()
                                .recoverWithItem(
                                    thrown -> Fetched.decided(group, Verdict.failed(thrown))))
                    .map(Fetched::all));
  }

  private static <T> Uni<T> guarded(Supplier<Uni<T>> step) {
    return Uni.createFrom().deferred(() -> step.get());
  }

  /** One group after the other. */
  private static <T> Uni<List<T>> one(
      List<ClaimedEvent> events, Function<List<ClaimedEvent>, Uni<T>> step) {
    var groups =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    ClaimedEvent::group, LinkedHashMap::new, Collectors.toList()));
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
      List<ClaimedEvent> events,
      Fetched<F> fetched,
      EventWorks works) {
    return transactions
        .write(
            () ->
                verdicts(callback, events, fetched)
                    .call(verdicts -> tried.stamp(claim, events, verdicts)))
        .invoke(works::end)
        .call(verdicts -> tried.putBack(claim, events, verdicts))
        .replaceWithVoid();
  }

  /** By event: from the first step, else from the second. */
  private static <F> Uni<Map<String, Verdict>> verdicts(
      StripeCallback<F> callback, List<ClaimedEvent> events, Fetched<F> fetched) {
    var verdicts = new HashMap<String, Verdict>();
    var open = new ArrayList<ClaimedEvent>();
    for (var event : events) {
      var known = fetched.verdicts().get(event.id());
      if (known == null) {
        open.add(event);
      } else {
        verdicts.put(event.id(), known);
      }
    }
    if (open.isEmpty()) {
      return Uni.createFrom().item(verdicts);
    }
    return callback
        .apply(open, fetched.found())
        .map(
            applied -> {
              open.forEach(
                  event -> verdicts.put(event.id(), applied.getOrDefault(event.id(), NO_VERDICT)));
              return verdicts;
            });
  }

  private Uni<Void> putBack(
      UUID claim, List<ClaimedEvent> events, Throwable failure, EventWorks works) {
    var verdict = verdictOn(failure);
    var verdicts = events.stream().collect(Collectors.toMap(ClaimedEvent::id, x -> verdict));
    works.end(verdicts);
    return tried.putBack(claim, events, verdicts);
  }

  /** A row that somebody else holds is no fault of the event. */
  private static Verdict verdictOn(Throwable failure) {
    return failure instanceof Refusal refusal && refusal.status() == 503
        ? Verdict.later(refusal.name() + ": another transaction holds one of its rows")
        : Verdict.failed(failure);
  }
}
