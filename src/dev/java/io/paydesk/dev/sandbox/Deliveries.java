package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends events to the webhook, and repeats each until the webhook answers with 2xx. See <a
 * href="https://docs.stripe.com/webhooks#event-delivery-behaviors">delivery behaviors</a>; only the
 * pauses are shorter here.
 */
final class Deliveries {

  private static final int MOST_TRIES = 12;
  private static final long FIRST_WAIT_MILLIS = 200;
  private static final long LONGEST_WAIT_MILLIS = 10_000;
  private static final long REORDER_MILLIS = 200;

  private final Store store;
  private final Faults faults;
  private final String secret;
  private final ScheduledExecutorService scheduler;
  private final ExecutorService senders;
  private final Runnable changed;
  private final Set<String> underway = new HashSet<>();
  private final List<ObjectNode> toReorder = new ArrayList<>();
  private volatile URI webhook;

  Deliveries(
      Store store,
      Faults faults,
      String secret,
      ScheduledExecutorService scheduler,
      ExecutorService senders,
      Runnable changed) {
    this.store = store;
    this.faults = faults;
    this.secret = secret;
    this.scheduler = scheduler;
    this.senders = senders;
    this.changed = changed;
  }

  /** Sends events here from now on, first those that have not been delivered. */
  void to(URI newWebhook) {
    webhook = newWebhook;
    if (newWebhook == null) {
      return;
    }
    synchronized (store) {
      for (ObjectNode event : store.events.oldestFirst()) {
        String id = Json.text(event, "id");
        boolean open = !store.deliveredEvents.contains(id) && !store.droppedEvents.contains(id);
        if (open && !underway.contains(id)) {
          start(event);
        }
      }
    }
  }

  /** Called with the store's monitor held, so it only plans the delivery. */
  void accept(ObjectNode event) {
    if (faults.dropping()) {
      store.droppedEvents.add(Json.text(event, "id"));
    } else if (webhook != null && faults.reordering()) {
      toReorder.add(event);
      underway.add(Json.text(event, "id"));
      if (toReorder.size() == 1) {
        later(this::startReordered, REORDER_MILLIS);
      }
    } else if (webhook != null) {
      start(event);
    }
  }

  /** Whether each event was delivered, dropped or given up, with nothing under way. */
  boolean isQuiet() {
    synchronized (store) {
      return underway.isEmpty();
    }
  }

  void again(String eventId) {
    synchronized (store) {
      ObjectNode event = store.events.find(eventId);
      if (event == null) {
        throw new IllegalArgumentException("No such event: " + eventId);
      }
      faults.style().bodies(event).forEach(body -> attempt(eventId, Json.write(body), 1));
    }
  }

  private void startReordered() {
    List<ObjectNode> newestFirst = new ArrayList<>();
    synchronized (store) {
      toReorder.forEach(event -> newestFirst.add(0, event));
      toReorder.clear();
    }
    // One after the other: several threads would mix the reversed order.
    Runnable all = () -> newestFirst.forEach(this::sendEachCopy);
    later(() -> execute(all), faults.delay().toMillis());
  }

  private void sendEachCopy(ObjectNode event) {
    for (ObjectNode body : faults.style().bodies(event)) {
      for (int copy = 0; copy <= faults.extraCopies(); copy++) {
        send(Json.text(event, "id"), Json.write(body), 1);
      }
    }
  }

  private void start(ObjectNode event) {
    String id = Json.text(event, "id");
    underway.add(id);
    long wait = faults.delay().toMillis();
    for (ObjectNode each : faults.style().bodies(event)) {
      String body = Json.write(each);
      for (int copy = 0; copy <= faults.extraCopies(); copy++) {
        later(() -> attempt(id, body, 1), wait);
      }
    }
  }

  private void attempt(String id, String body, int attempt) {
    execute(() -> send(id, body, attempt));
  }

  private void execute(Runnable task) {
    try {
      senders.execute(task);
    } catch (RejectedExecutionException closing) {
      // with a state file, the rest is delivered after a restart
    }
  }

  private void send(String id, String body, int attempt) {
    URI target = webhook;
    boolean taken = target != null && WebhookPost.send(target, body, secret);
    if (taken || target == null || attempt == MOST_TRIES) {
      synchronized (store) {
        underway.remove(id);
        if (taken) {
          store.deliveredEvents.add(id);
        }
      }
      changed.run();
    } else {
      long wait = Math.min(FIRST_WAIT_MILLIS << (attempt - 1), LONGEST_WAIT_MILLIS);
      later(() -> attempt(id, body, attempt + 1), wait);
    }
  }

  private void later(Runnable task, long millis) {
    try {
      if (millis == 0) {
        task.run();
      } else {
        scheduler.schedule(task, millis, TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException closing) {
      // nothing is delivered any more
    }
  }
}
