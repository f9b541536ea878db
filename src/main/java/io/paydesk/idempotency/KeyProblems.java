package io.paydesk.idempotency;

import io.paydesk.problem.Refusal;

final class KeyProblems {

  private KeyProblems() {}

  static Refusal inUse() {
    return Refusal.of(
        "idempotency-key-in-use",
        409,
        "A request with this Idempotency-Key is still running",
        "Wait a second, then send the same request again: you get the answer of the first one.");
  }

  static Refusal reused() {
    return Refusal.of(
        "idempotency-key-reused",
        422,
        "This Idempotency-Key came with another body before",
        "Use a new key for a new request, and the same body for the same key.");
  }
}
