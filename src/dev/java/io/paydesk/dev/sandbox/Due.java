package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What happens with time, and when. Nothing is scheduled ahead: everything follows from the present
 * subscriptions, invoices and authorizations.
 */
final class Due {

  private static final Duration TRIAL_WARNING = Duration.ofDays(3);
  private static final Set<String> RUNNING =
      Set.of("active", "past_due", "paused", "trialing", "unpaid");

  private final Store store;
  private final Captures captures;
  private final Renewals renewals;
  private final Collection collection;
  private final InvoiceMoves moves;
  private final PendingUpdates pending;
  private final Endings endings;
  private final Standing standing;
  private final Upcoming upcoming;
  private Consumer<List<Task>> others = tasks -> {};

  Due(
      Store store,
      Captures captures,
      Renewals renewals,
      Collection collection,
      InvoiceMoves moves,
      PendingUpdates pending,
      Endings endings,
      Standing standing,
      Upcoming upcoming) {
    this.store = store;
    this.captures = captures;
    this.renewals = renewals;
    this.collection = collection;
    this.moves = moves;
    this.pending = pending;
    this.endings = endings;
    this.standing = standing;
    this.upcoming = upcoming;
  }

  /**
   * @param source adds what is due apart from subscriptions
   */
  void alsoFrom(Consumer<List<Task>> source) {
    others = others.andThen(source);
  }

  /** Work that is due at that second; once done, it is not due any more. */
  record Task(long at, Runnable work) {}

  /** The next task, however far ahead. */
  Optional<Task> next() {
    List<Task> tasks = new ArrayList<>();
    captures.addTo(tasks);
    store.subscriptions.oldestFirst().forEach(subscription -> addTo(tasks, subscription));
    for (ObjectNode invoice : store.invoices.oldestFirst()) {
      if (invoice.get("next_payment_attempt").isNumber()) {
        long at = invoice.get("next_payment_attempt").asLong();
        tasks.add(new Task(at, () -> collection.attempt(invoice, Ask.NOBODY)));
      }
      if (invoice.get("automatically_finalizes_at").isNumber()) {
        long at = invoice.get("automatically_finalizes_at").asLong();
        tasks.add(new Task(at, () -> renewals.collect(invoice)));
      }
    }
    others.accept(tasks);
    return tasks.stream().min(Comparator.comparingLong(Task::at));
  }

  private void addTo(List<Task> tasks, ObjectNode subscription) {
    if (subscription.get("pending_update").isObject()) {
      long at = subscription.at("/pending_update/expires_at").asLong();
      tasks.add(new Task(at, () -> pending.expire(subscription)));
    }
    if (RUNNING.contains(Json.text(subscription, "status"))) {
      addChosen(tasks, subscription);
    }
    switch (Json.text(subscription, "status")) {
      case "incomplete" -> {
        if (!isProcessing(subscription)) {
          long at = subscription.get("created").asLong() + PendingUpdates.PAYABLE.toSeconds();
          tasks.add(new Task(at, () -> endings.expire(subscription, Ask.NOBODY)));
        }
      }
      case "trialing" -> {
        long at = subscription.get("trial_end").asLong();
        if (!store.endingTrials.contains(Json.text(subscription, "id"))) {
          long warning = at - TRIAL_WARNING.toSeconds();
          tasks.add(new Task(warning, () -> renewals.trialWillEnd(subscription, Ask.NOBODY)));
        }
        tasks.add(new Task(at, () -> renewals.periodEnds(subscription)));
      }
      case "active", "past_due", "unpaid" -> {
        long at = SubscriptionJson.item(subscription).get("current_period_end").asLong();
        tasks.add(new Task(at, () -> renewals.periodEnds(subscription)));
      }
      case "paused" -> {
        ObjectNode invoice = store.invoices.find(Json.text(subscription, "latest_invoice"));
        if (Json.text(invoice, "status").equals("open") && !isProcessing(subscription)) {
          long at = invoice.get("created").asLong() + PendingUpdates.PAYABLE.toSeconds();
          tasks.add(new Task(at, () -> moves.voided(invoice, Ask.NOBODY)));
        }
      }
      default -> {}
    }
  }

  /** Times that somebody chose come before what is due at the same time anyway. */
  private void addChosen(List<Task> tasks, ObjectNode subscription) {
    if (subscription.get("cancel_at").isNumber()) {
      long at = subscription.get("cancel_at").asLong();
      tasks.add(new Task(at, () -> renewals.cancelsNow(subscription)));
    }
    if (subscription.at("/pause_collection/resumes_at").isNumber()) {
      long at = subscription.at("/pause_collection/resumes_at").asLong();
      tasks.add(new Task(at, () -> standing.collectAgain(subscription)));
    }
    Long upcoming = this.upcoming.at(subscription);
    if (upcoming != null) {
      tasks.add(new Task(upcoming, () -> this.upcoming.tell(subscription)));
    }
  }

  /** A bank debit under way keeps the first invoice alive. */
  private boolean isProcessing(ObjectNode subscription) {
    ObjectNode invoice = store.invoices.find(Json.text(subscription, "latest_invoice"));
    return Json.text(collection.intent(invoice), "status").equals("processing");
  }
}
