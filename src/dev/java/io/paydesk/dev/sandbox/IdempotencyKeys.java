package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * Same key and parameters, same answer, for a day. See <a
 * href="https://docs.stripe.com/api/idempotent_requests">idempotent requests</a>.
 */
final class IdempotencyKeys {

  private static final Duration REMEMBERED = Duration.ofHours(24);
  private static final int LONGEST = 255;

  private final Store store;
  private final SandboxClock clock;
  private final Set<String> inUse = new HashSet<>();

  IdempotencyKeys(Store store, SandboxClock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The stored answer, or null: then the key is in use until {@link #settle}. */
  Answer claim(String key, String path, Form form) {
    if (key.length() > LONGEST) {
      throw Refusal.idempotency(400, null, "Idempotency keys can be up to 255 characters long.");
    }
    synchronized (store) {
      forgetOld();
      if (inUse.contains(key)) {
        throw Refusal.idempotency(
            409,
            "idempotency_key_in_use",
            "There is currently another in-progress request using this Idempotency Key (that"
                + " probably means you submitted twice, and the other request is still going"
                + " through): "
                + key
                + ". Please try again later.");
      }
      ObjectNode stored = store.answers.get(key);
      if (stored == null) {
        inUse.add(key);
        return null;
      }
      refuseOther(key, "endpoint", Json.text(stored, "path"), path);
      refuseOther(key, "parameters", Json.text(stored, "params"), form.canonical());
      return new Answer(
          stored.get("status").asInt(),
          Json.text(stored, "body"),
          true,
          Json.text(stored, "request"));
    }
  }

  private static void refuseOther(String key, String what, String first, String now) {
    if (!first.equals(now)) {
      throw Refusal.idempotency(
          400,
          null,
          ("Keys for idempotent requests can only be used with the same %s they were first used"
                  + " with. Try using a key other than '%s' if you meant to execute a different"
                  + " request.")
              .formatted(what, key));
    }
  }

  void settle(String key, String path, Form form, String requestId, Answer answer) {
    synchronized (store) {
      inUse.remove(key);
      if (answer.kept()) {
        store.answers.put(
            key,
            Json.object(
                "path", path,
                "params", form.canonical(),
                "status", answer.status(),
                "body", answer.body(),
                "request", requestId,
                "created", clock.seconds()));
      }
    }
  }

  private void forgetOld() {
    long oldest = clock.seconds() - REMEMBERED.toSeconds();
    Iterator<ObjectNode> answers = store.answers.values().iterator();
    while (answers.hasNext() && answers.next().get("created").asLong() <= oldest) {
      answers.remove();
    }
  }
}
