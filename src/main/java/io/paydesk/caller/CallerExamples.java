package io.paydesk.caller;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;

/** A token that names nobody. */
public final class CallerExamples implements ApiExamples {

  @Override
  public void addTo(ExampleBook book) {
    book.problem(Caller.namesNobody());
  }
}
