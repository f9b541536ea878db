package io.paydesk.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;

/** Says in the API description, for every call, how its errors look and what each status means. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemResponses implements OASFilter {

  private static final Map<String, String> ALWAYS =
      sorted(
          "400", "The request cannot be read, or a field is missing or wrong",
          "500", "An error of ours; nothing that was accepted is lost");

  private static final Map<String, String> WITH_A_TOKEN =
      sorted(
          "401", "No valid token",
          "403", "The token's role does not allow this",
          "404", "Not there, or not the caller's to see");

  private static final Map<String, String> ON_WRITES =
      sorted(
          "409", "The row's state does not allow this, or the Idempotency-Key is in use",
          "413", "The body is larger than 1 MiB",
          "415", "The body is not JSON",
          "422", "Well formed, but not possible: the problem's type says why",
          "503", "Stripe does not answer; nothing was begun");

  /** By status, so that the description reads the same each time it is made. */
  private static Map<String, String> sorted(String... statusesAndMeanings) {
    var sorted = new TreeMap<String, String>();
    for (int i = 0; i < statusesAndMeanings.length; i += 2) {
      sorted.put(statusesAndMeanings[i], statusesAndMeanings[i + 1]);
    }
    return sorted;
  }

  @Override
  public Operation filterOperation(Operation operation) {
    add(operation, ALWAYS);
    if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
      add(operation, WITH_A_TOKEN);
      if (operation.getRequestBody() != null || operation.getResponses().hasAPIResponse("202")) {
        add(operation, ON_WRITES);
      }
    }
    return operation;
  }

  private static void add(Operation operation, Map<String, String> problems) {
    problems.forEach(
        (status, meaning) -> {
          var known = operation.getResponses().getAPIResponse(status);
          if (known == null || known.getContent() == null) {
            operation
                .getResponses()
                .addAPIResponse(
                    status,
                    OASFactory.createAPIResponse()
                        .description(meaning)
                        .content(
                            OASFactory.createContent()
                                .addMediaType(
                                    "application/problem+json",
                                    OASFactory.createMediaType()
                                        .schema(
                                            OASFactory.createSchema()
                                                .ref("#/components/schemas/Problem")))));
          }
        });
  }
}
