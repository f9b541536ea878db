package io.paydesk.openapi;

import java.util.List;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What can be seen of an operation from outside. */
final class Shape {

  static final String KEY = "Idempotency-Key";

  private Shape() {}

  /** It is called by Stripe, at whatever address Stripe was told. */
  static boolean isStripes(Operation operation) {
    return "receiveStripeEvent".equals(operation.getOperationId());
  }

  static boolean isPublic(Operation operation) {
    return operation.getSecurity() == null || operation.getSecurity().isEmpty();
  }

  /** The description names, beside the token, the roles of which it needs one. */
  static boolean asksForRoles(Operation operation) {
    return !isPublic(operation)
        && operation.getSecurity().stream()
            .flatMap(requirement -> requirement.getSchemes().values().stream())
            .anyMatch(roles -> !roles.isEmpty());
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
