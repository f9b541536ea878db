package io.paydesk.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Content;

/** Puts the examples of requests and of successes in their places. */
public final class BodyExamples {

  private BodyExamples() {}

  public static void add(Operation operation, ExampleBook book) {
    var id = operation.getOperationId();
    if (operation.getRequestBody() != null) {
      add(operation.getRequestBody().getContent(), book.requests(id));
    }
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("2") && response.getContent() != null) {
                add(response.getContent(), book.answers(id, status));
              }
            });
  }

  private static void add(Content content, Map<String, Object> values) {
    if (values.isEmpty()) {
      return;
    }
    var examples = new LinkedHashMap<String, Example>();
    values.forEach((name, value) -> examples.put(name, OASFactory.createExample().value(value)));
    content.getMediaTypes().values().forEach(media -> media.setExamples(examples));
  }
}
