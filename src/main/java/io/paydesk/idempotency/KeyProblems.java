package io.paydesk.idempotency;

import io.paydesk.problem.Refusal;

final class KeyProblems {

  private KeyProblems() {}

  static Refusal inUse() {
    return Refusal.of(
        "idempotency-key-in-use",
        409,
        "A request with this Idempotency-Key is being carried out",
        "Wait a second and send the same request again: it will answer with the first one's result.");
  }

  static Refusal reused() {
    return Refusal.of(
        "idempotency-key-reused",
        422,
        "This Idempotency-Key came with another body before",
        "Use a new key for a new request, and the same body for the same key.");
  }
}
