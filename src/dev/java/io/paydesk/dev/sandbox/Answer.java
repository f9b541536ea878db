package io.paydesk.dev.sandbox;

/**
 * What goes back over the wire.
 *
 * @param kept an idempotency key may answer it again
 * @param original the request that this repeats the answer of, or null
 */
record Answer(int status, String body, boolean kept, String original) {

  static Answer of(Refusal refusal) {
    return new Answer(refusal.status(), Json.write(refusal.body()), !refusal.beforeWork(), null);
  }

  Answer toBeKept() {
    return new Answer(status, body, true, original);
  }
}
