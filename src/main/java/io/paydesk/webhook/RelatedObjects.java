package io.paydesk.webhook;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.stripe.ObjectGateway;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.StripeJson;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds to thin events what snapshot events contain: the object, as Stripe has it now. Each object
 * is asked for once per batch.
 */
@Singleton
class RelatedObjects {

  /**
   * For an invoice's intent this is a decline; and while the intent is being made, Stripe may not
   * list its invoice yet.
   */
  private static final String FAILED_TRY = "payment_intent.payment_failed";

  private final Pool database;
  private final Transactions transactions;
  private final ObjectGateway stripe;
  private final Patience patience;
  private final Strangers strangers;

  RelatedObjects(
      Pool database,
      Transactions transactions,
      ObjectGateway stripe,
      Patience patience,
      Strangers strangers) {
    this.database = database;
    this.strangers = strangers;
    this.transactions = transactions;
    this.stripe = stripe;
    this.patience = patience;
  }

  /**
   * @param events all of them, in order; a thin one without a verdict has its object
   * @param verdicts on those that cannot go on, by event id
   */
  record Completed(List<ClaimedEvent> events, Map<String, Verdict> verdicts) {}

  /** No transaction is open. */
  Uni<Completed> complete(List<ClaimedEvent> events) {
    var thin = events.stream().filter(ClaimedEvent::isThin).toList();
    if (thin.isEmpty()) {
      return Uni.createFrom().item(new Completed(events, Map.of()));
    }
    return Uni.combine()
        .all()
        .unis(applied(thin), strangers.among(thin.stream().map(ClaimedEvent::objectId).toList()))
        .asTuple()
        .flatMap(
            known -> {
              var verdicts = new HashMap<String, Verdict>();
              var asked = new LinkedHashMap<Related, List<ClaimedEvent>>();
              thin.forEach(
                  event -> sort(event, known.getItem1(), known.getItem2(), verdicts, asked));
              return now()
                  .flatMap(now -> retrieve(asked, now))
                  .map(
                      fetched ->
                          new Completed(
                              with(events, fetched.found()), fetched.and(verdicts).verdicts()));
            });
  }

  private record Related(@Nullable String kind, @Nullable String id) {

    private static final String EVENT = "event";

    /**
     * The object to ask for; where the event names none that can be asked for, its snapshot event.
     */
    static Related of(ClaimedEvent event) {
      var named = event.body().path("related_object");
      var related = new Related(StripeJson.text(named, "type"), StripeJson.text(named, "id"));
      return related.isThere() ? related : new Related(EVENT, event.snapshotId());
    }

    boolean isThere() {
      return ObjectGateway.canRetrieve(kind, id);
    }

    Seen<JsonNode> answer(JsonNode found, Instant askedAt) {
      return EVENT.equals(kind)
          ? new Seen<>(found.path("data").path("object"), null)
          : new Seen<>(found, askedAt);
    }
  }

  private static void sort(
      ClaimedEvent event,
      Set<String> applied,
      Map<String, Verdict> foreign,
      Map<String, Verdict> verdicts,
      Map<Related, List<ClaimedEvent>> asked) {
    var related = Related.of(event);
    if (applied.contains(event.snapshotId())) {
      verdicts.put(event.id(), Verdict.ignored(IgnoredBecause.TOLD_BY_ITS_SNAPSHOT));
    } else if (foreign.containsKey(event.objectId()) && !event.type().equals(FAILED_TRY)) {
      verdicts.put(event.id(), foreign.get(event.objectId()));
    } else if (related.isThere()) {
      asked.computeIfAbsent(related, x -> new ArrayList<>()).add(event);
    } else {
      verdicts.put(event.id(), Verdict.ignored(IgnoredBecause.NAMES_NO_OBJECT));
    }
  }

  /** Thin events whose snapshot event is done or ignored. */
  private Uni<Set<String>> applied(List<ClaimedEvent> thin) {
    var snapshots =
        thin.stream().map(ClaimedEvent::snapshotId).filter(Objects::nonNull).toArray(String[]::new);
    return database
        .preparedQuery(
            "select id from stripe_event where id = any($1) and status in ('done', 'ignored')")
        .execute(Tuple.of((Object) snapshots))
        .map(
            rows -> {
              var ids = new HashSet<String>();
              rows.forEach(row -> ids.add(row.getString("id")));
              return ids;
            });
  }

  private Uni<Instant> now() {
    return transactions.read(DatabaseClock::now);
  }

  private Uni<Fetched<Seen<JsonNode>>> retrieve(
      Map<Related, List<ClaimedEvent>> asked, Instant now) {
    return patience.askEach(
        asked,
        related -> stripe.retrieve(requireNonNull(related.kind), requireNonNull(related.id)),
        (its, outcome) ->
            Fetched.needed(its, outcome, found -> Related.of(its.get(0)).answer(found, now)));
  }

  private static List<ClaimedEvent> with(
      List<ClaimedEvent> events, Map<String, Seen<JsonNode>> found) {
    return events.stream()
        .map(
            event -> {
              var its = found.get(event.id());
              return its == null ? event : event.with(its);
            })
        .toList();
  }
}
