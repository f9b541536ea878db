package io.paydesk.dev.sandbox;

/**
 * An HTTP answer.
 *
 * @param kept whether an idempotency key may replay it
 * @param original the request whose answer this repeats, or null
 */
record Answer(int status, String body, boolean kept, String original) {

  static Answer of(Refusal refusal) {
    return new Answer(refusal.status(), Json.write(refusal.body()), !refusal.beforeWork(), null);
  }

  Answer toBeKept() {
    return new Answer(status, body, true, original);
  }
}
