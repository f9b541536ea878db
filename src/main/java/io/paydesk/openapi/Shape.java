package io.paydesk.openapi;

import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What the description shows of an operation. */
final class Shape {

  static final String KEY = "Idempotency-Key";

  private Shape() {}

  /** Stripe calls this operation, so it has no token. */
  static boolean isStripes(Operation operation) {
    return "receiveStripeEvent".equals(operation.getOperationId());
  }

  static boolean isPublic(Operation operation) {
    return operation.getSecurity() == null || operation.getSecurity().isEmpty();
  }

  /** Whether the description names roles that the token needs. */
  static boolean asksForRoles(Operation operation) {
    return !isPublic(operation)
        && operation.getSecurity().stream()
            .flatMap(requirement -> requirement.getSchemes().values().stream())
            .anyMatch(roles -> !roles.isEmpty());
  }

  /**
   * POSTs that read: a stream ticket helps to, and a search must not have its text in an address.
   */
  private static final Set<String> READING_POSTS = Set.of("createStreamTicket", "search");

  static boolean writes(Operation operation) {
    var id = operation.getOperationId();
    return !id.matches("(get|list|stream|export)[A-Z].*") && !READING_POSTS.contains(id);
  }

  static boolean takesAKey(Operation operation) {
    return parameters(operation).stream().anyMatch(Shape::isKey);
  }

  static boolean isKey(Parameter parameter) {
    return KEY.equals(parameter.getName());
  }

  static List<Parameter> parameters(Operation operation) {
    return operation.getParameters() == null ? List.of() : operation.getParameters();
  }
}
