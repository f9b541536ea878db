package io.paydesk.openapi;

import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The headers that many operations share, each described in one place. */
final class Headers {

  private static final String KEY = "IdempotencyKey";
  private static final String REQUIRED_KEY = "RequiredIdempotencyKey";
  private static final String REPLAYED = "Idempotency-Replayed";
  private static final String CHALLENGE = "WWW-Authenticate";
  private static final String RETRY_AFTER = "Retry-After";

  /**
   * Statuses of refusals that are stored with a key: those from before the key is looked at are
   * not.
   */
  private static final Set<String> KEPT = Set.of("404", "409", "422");

  private Headers() {}

  static void addTo(OpenAPI api) {
    api.getComponents()
        .addParameter(KEY, key())
        .addParameter(REQUIRED_KEY, key().required(true))
        .addHeader(
            REPLAYED,
            OASFactory.createHeader()
                .description(
                    "`true` when this is the answer of an earlier request with the same"
                        + " Idempotency-Key; otherwise the header is not there")
                .schema(text().addEnumeration("true"))
                .example("true"))
        .addHeader(
            CHALLENGE,
            OASFactory.createHeader()
                .description("How to authenticate")
                .required(true)
                .schema(text())
                .example("Bearer"))
        .addHeader(
            RETRY_AFTER,
            OASFactory.createHeader()
                .description("After how many seconds to send the same request again")
                .schema(OASFactory.createSchema().addType(SchemaType.INTEGER))
                .example(2));
  }

  private static Parameter key() {
    return OASFactory.createParameter()
        .name(Shape.KEY)
        .in(Parameter.In.HEADER)
        .description(
            """
            Makes it safe to send this request again: the same key and body give the same answer. \
            1 to 255 printable ASCII characters; use a random UUID. Keys are remembered for a \
            week, for each caller and path.\
            """)
        .schema(text().minLength(1).maxLength(255))
        .example("6f2d9c1e-3b7a-4c58-9e0f-8a1d5b7c2e34");
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }

  /**
   * Describes an operation's Idempotency-Key, and the header that marks a repeated answer.
   *
   * @param own the statuses of the problems that the operation itself refuses with
   */
  static void keyOf(Operation operation, Set<Integer> own) {
    if (!Shape.takesAKey(operation)) {
      return;
    }
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("2")
                  || own.contains(Integer.valueOf(status)) && KEPT.contains(status)) {
                refer(response, REPLAYED);
              }
            });
    operation.setParameters(
        operation.getParameters().stream()
            .map(
                parameter ->
                    Shape.isKey(parameter)
                        ? OASFactory.createParameter()
                            .ref("#/components/parameters/" + name(parameter))
                        : parameter)
            .toList());
  }

  private static String name(Parameter key) {
    return Boolean.TRUE.equals(key.getRequired()) ? REQUIRED_KEY : KEY;
  }

  static void challenge(APIResponse response) {
    refer(response, CHALLENGE);
  }

  static void retryAfter(APIResponse response) {
    refer(response, RETRY_AFTER);
  }

  private static void refer(APIResponse response, String header) {
    response.addHeader(header, OASFactory.createHeader().ref("#/components/headers/" + header));
  }
}
