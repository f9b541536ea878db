package io.paydesk.openapi;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;

/** The problems that follow from an operation's shape, so that no operation has to list them. */
final class OrdinaryProblems {

  /** Each is answered with 401. */
  static final List<String> OF_THE_TOKEN =
      List.of(
          "unauthorized",
          "token-without-subject",
          "key-mistyped",
          "key-unknown",
          "key-of-other-mode",
          "key-revoked",
          "key-expired",
          "key-replaced",
          "user-token-expired",
          "pay-link-expired");

  private final Operation operation;
  private final List<String> names = new ArrayList<>();

  private OrdinaryProblems(Operation operation) {
    this.operation = operation;
  }

  static List<String> of(Operation operation) {
    return new OrdinaryProblems(operation).list();
  }

  private List<String> list() {
    add(
        "bad-request",
        "key-in-address",
        "not-acceptable",
        "request-too-slow",
        "address-too-long",
        "headers-too-large",
        "internal-error");
    ofTheToken();
    ofTheQuery();
    ofTheAddress();
    ofTheBody();
    ofTheKey();
    return names;
  }

  private void ofTheToken() {
    if (Shape.isPublic(operation)) {
      return;
    }
    OF_THE_TOKEN.forEach(this::add);
    add("busy");
    add("outside-the-scopes");
    add("outside-the-order");
    add("outside-the-cards");
    if (Shape.writes(operation)) {
      add("role-reads-only");
    }
    if (Shape.asksForRoles(operation)) {
      add("forbidden");
    }
  }

  private void ofTheQuery() {
    if (!Shape.isStripes(operation)) {
      add("unknown-query-parameter");
    }
    if (Shape.parameters(operation).stream().anyMatch(OrdinaryProblems::mustHaveAValue)) {
      add("blank-query-parameter");
    }
  }

  private static boolean mustHaveAValue(Parameter parameter) {
    return parameter.getIn() == In.QUERY
        && !List.of("limit", "after", "lastEventId", "ticket").contains(parameter.getName());
  }

  private void ofTheAddress() {
    for (var parameter : Shape.parameters(operation)) {
      if (parameter.getIn() == In.HEADER) {
        continue;
      }
      if (isRowId(parameter)) {
        add("invalid-id");
      }
      switch (parameter.getName()) {
        case "limit" -> add("invalid-limit");
        case "after" -> add("invalid-cursor");
        case "sort" -> add("invalid-sort");
        case "since" -> add("invalid-period");
        case "until" -> add("empty-period");
        case "currency" -> add("unknown-currency");
        case "amount" -> add("invalid-amount", "empty-range", "currency-missing");
        default -> {
          // any text is valid, or the operation itself lists what it refuses
        }
      }
    }
  }

  private static boolean isRowId(Parameter parameter) {
    var type = parameter.getSchema().getRef();
    return type != null && type.endsWith("/RowId");
  }

  private void ofTheBody() {
    if (operation.getRequestBody() == null) {
      return;
    }
    add("body-too-large");
    if (!Shape.isPublic(operation)) {
      add("not-json", "wrong-type", "unknown-field", "invalid-request", "unsupported-media-type");
    }
  }

  private void ofTheKey() {
    if (!Shape.takesAKey(operation)) {
      return;
    }
    add("invalid-idempotency-key", "idempotency-key-in-use");
    if (operation.getRequestBody() != null) {
      add("idempotency-key-reused");
    }
  }

  private void add(String... more) {
    for (var name : more) {
      if (!names.contains(name)) {
        names.add(name);
      }
    }
  }
}
