package io.paydesk.openapi;

import io.paydesk.problem.BodyProblems;
import io.paydesk.problem.HttpProblems;
import java.util.List;
import java.util.Map;

/** The problems that any operation may have, whatever it is about. */
public final class HttpExamples implements ApiExamples {

  @Override
  public void addTo(ExampleBook book) {
    for (int status : new int[] {400, 401, 403, 406, 408, 413, 414, 415, 431, 500}) {
      book.problem(HttpProblems.of(status));
    }
    book.problem(BodyProblems.notJson());
    book.problem(BodyProblems.wrongType("amount"));
    book.problem(BodyProblems.unknownField("amout", List.of("amount", "currency", "orderId")));
    book.problem(BodyProblems.invalid(Map.of("request", "is missing: send a JSON object")));
  }
}
