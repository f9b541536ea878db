package io.paydesk.idempotency;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;

/** What is wrong with an {@code Idempotency-Key}. */
public final class KeyExamples implements ApiExamples {

  @Override
  public void addTo(ExampleBook book) {
    book.problem(() -> IdempotentCall.post(null, "/", "", null));
    book.problem(() -> IdempotentCall.post(null, "/", null, null).withKey());
    book.problem(KeyProblems.inUse());
    book.problem(KeyProblems.reused());
  }
}
