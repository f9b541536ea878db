package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** How many deliveries of each event are not over. */
  private final Map<String, Integer> underway = new HashMap<>();

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
        if (open && !underway.containsKey(id)) {
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
      begin(Json.text(event, "id"), 1);
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
      List<ObjectNode> bodies = faults.style().bodies(event);
      begin(eventId, bodies.size());
      bodies.forEach(body -> attempt(eventId, Json.write(body), 1));
    }
  }

  private void startReordered() {
    List<Runnable> newestFirst = new ArrayList<>();
    synchronized (store) {
      for (ObjectNode event : toReorder) {
        String id = Json.text(event, "id");
        List<String> copies = copies(event);
        begin(id, copies.size());
        end(id);
        newestFirst.add(0, () -> copies.forEach(copy -> send(id, copy, 1)));
      }
      toReorder.clear();
    }
    // One after the other: several threads would mix the reversed order.
    Runnable all = () -> newestFirst.forEach(Runnable::run);
    later(() -> execute(all), faults.delay().toMillis());
  }

  private void start(ObjectNode event) {
    String id = Json.text(event, "id");
    List<String> copies = copies(event);
    begin(id, copies.size());
    long wait = faults.delay().toMillis();
    copies.forEach(copy -> later(() -> attempt(id, copy, 1), wait));
  }

  private List<String> copies(ObjectNode event) {
    List<String> copies = new ArrayList<>();
    for (ObjectNode body : faults.style().bodies(event)) {
      copies.addAll(Collections.nCopies(1 + faults.extraCopies(), Json.write(body)));
    }
    return copies;
  }

  private void begin(String id, int deliveries) {
    underway.merge(id, deliveries, Integer::sum);
  }

  private void end(String id) {
    underway.computeIfPresent(id, (x, open) -> open == 1 ? null : open - 1);
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
        end(id);
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
