package io.paydesk.rest;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import java.util.Set;
import java.util.TreeSet;

/** What is wrong with an id, a page, a query or a text. */
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
    book.problem(QueryGate.blank("userId"));
    book.problem(
        QueryGate.unknown(
            new TreeSet<>(Set.of("user")), new TreeSet<>(Set.of("after", "limit", "userId"))));
  }
}
