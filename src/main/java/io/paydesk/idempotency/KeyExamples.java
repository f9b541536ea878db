package io.paydesk.idempotency;

import io.paydesk.caller.Caller;
import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;

/** What is wrong with an {@code Idempotency-Key}. */
public final class KeyExamples implements ApiExamples {

  private static final Caller CALLER = new Caller("user-1", false, false);

  @Override
  public void addTo(ExampleBook book) {
    book.problem(() -> IdempotentCall.post(CALLER, "/", "", null));
    book.problem(() -> IdempotentCall.post(CALLER, "/", null, null).withKey());
    book.problem(KeyProblems.inUse());
    book.problem(KeyProblems.reused());
  }
}
