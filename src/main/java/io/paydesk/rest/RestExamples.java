package io.paydesk.rest;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;

/** What is wrong with an id, a page or a text. */
public final class RestExamples implements ApiExamples {

  @Override
  public void addTo(ExampleBook book) {
    var page = new PageQuery();
    page.limit = "1000";
    page.after = "last";
    book.problem(page::rows);
    book.problem(page::below);
    book.problem(() -> RowId.fromString("abc"));
    book.problem(() -> StorableText.check("description", "\0"));
  }
}
