package io.paydesk.webhook;

import io.paydesk.idempotency.Claim;
import io.paydesk.listing.Filter;
import io.paydesk.listing.Listed;
import io.paydesk.listing.ListedRows;
import io.paydesk.listing.SortedPage;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.Statuses;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inbox as an admin sees it. */
@Singleton
public class StripeEvents {

  private final Transactions transactions;
  private final Callbacks callbacks;

  StripeEvents(Transactions transactions, Callbacks callbacks) {
    this.transactions = transactions;
    this.callbacks = callbacks;
  }

  /**
   * @param sort null for the newest first
   */
  public Uni<Page<StripeEventView>> list(
      StripeEventQuery query, @Nullable String sort, PageQuery page) {
    return SortedPage.of(filter(query), sort).read(transactions, page, StripeEventView::of);
  }

  /** All of these. */
  public Listed<StripeEventView> listed(StripeEventQuery query) {
    return new ListedRows<>(filter(query), transactions, StripeEventView::of);
  }

  private static Filter<StripeEvent> filter(StripeEventQuery query) {
    return Filter.of(StripeEvent.ROWS)
        .among("status", Statuses.read(StripeEventStatus.class, query.status))
        .only("type", query.type)
        .only("objectId", query.objectId)
        .in(query);
  }

  Uni<StripeEvent> bySeq(long seq) {
    return transactions.read(() -> StripeEvent.<StripeEvent>find("seq", seq).singleResult());
  }

  /** Makes an event wait again, with all its attempts. A waiting event becomes due at once. */
  Uni<StripeEvent> queueAgain(String id, Claim claim) {
    return transactions.write(
        () ->
            StripeEvent.<StripeEvent>findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> Refusal.notFound("event", id))
                .invoke(this::queueAgain)
                .call(event -> claim.made(event.seq)));
  }

  /**
   * Makes events that were given up wait again, with all their attempts.
   *
   * @return how many
   */
  Uni<Long> retry(RetryEvents wanted, Claim claim) {
    var since = wanted.from();
    return transactions.write(
        () ->
            Panache.getSession()
                .flatMap(
                    session ->
                        session
                            .createMutationQuery(
                                """
                                update StripeEvent set status = :waiting, attempts = 0, lost = 0, claim = null, finishedAt = null,
                                  nextAttemptAt = instant, waitingSince = instant
                                where status = :failed and finishedAt >= :since and type in :types
                                """)
                            .setParameter("waiting", StripeEventStatus.WAITING)
                            .setParameter("failed", StripeEventStatus.FAILED)
                            .setParameter("since", since)
                            .setParameter(
                                "types",
                                wanted.type() == null
                                    ? List.of(callbacks.types())
                                    : List.of(wanted.type()))
                            .executeUpdate())
                .map(Integer::longValue)
                .call(claim::made));
  }

  static Refusal withoutCallback(String type) {
    return Refusal.of(
            "event-without-callback",
            409,
            "No callback takes this event",
            "Events of the type %s are kept and change nothing, so there is nothing to replay."
                .formatted(type))
        .with("eventType", type);
  }

  private void queueAgain(StripeEvent event) {
    if (callbacks.of(event.type) == null) {
      throw withoutCallback(event.type);
    }
    event.status = StripeEventStatus.WAITING;
    event.reason = null;
    event.waitsFor = null;
    event.attempts = 0;
    event.lost = 0;
    event.claim = null;
    event.finishedAt = null;
    event.nextAttemptAt = Instant.now();
    event.waitingSince = event.nextAttemptAt;
  }
}
