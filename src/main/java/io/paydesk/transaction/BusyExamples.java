package io.paydesk.transaction;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;

/** A row that something else holds. */
public final class BusyExamples implements ApiExamples {

  @Override
  public void addTo(ExampleBook book) {
    book.problem(Transactions.busy());
  }
}
