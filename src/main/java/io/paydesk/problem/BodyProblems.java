package io.paydesk.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a body, by the field's name. The parser's own words are left out: they
 * quote the input.
 */
public final class BodyProblems {

  private BodyProblems() {}

  static Refusal of(JsonProcessingException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return refusal;
      }
      if (cause instanceof JsonParseException broken) {
        // Text is read late, and then Jackson names the field that it stands in.
        return notJson(broken.getLocation());
      }
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      return unknownField(
          unknown.getPropertyName(),
          unknown.getKnownPropertyIds() == null
              ? List.of()
              : unknown.getKnownPropertyIds().stream().map(Object::toString).sorted().toList());
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return wrongType(
          mapping.getPath().stream()
              .map(
                  part ->
                      part.getFieldName() == null
                          ? "[" + part.getIndex() + "]"
                          : part.getFieldName())
              .collect(Collectors.joining(".")));
    }
    return notJson(e.getLocation());
  }

  public static Refusal unknownField(String field, List<String> known) {
    return Refusal.of(
            "unknown-field",
            400,
            "A field is unknown",
            "This request has no field '%s'. Leave it out, or correct its spelling."
                .formatted(shortened(field)))
        .with("field", shortened(field))
        .with("knownFields", known);
  }

  public static Refusal wrongType(String field) {
    return Refusal.of(
            "wrong-type",
            400,
            "A field has the wrong type",
            """
            The field '%s' has the wrong type, or a number that is out of range: amounts are \
            whole numbers of the smallest unit, prices are strings such as "99.99".\
            """
                .formatted(shortened(field)))
        .with("field", shortened(field));
  }

  /**
   * @param location where the parser gave up, so at or behind the mistake; null where it does not
   *     say
   */
  private static Refusal notJson(@Nullable JsonLocation location) {
    if (location == null || location.getLineNr() <= 0) {
      return notJson("");
    }
    return notJson(" " + placeOf(location))
        .with("line", location.getLineNr())
        .with("column", location.getColumnNr());
  }

  private static Refusal notJson(String place) {
    return Refusal.of(
        "not-json",
        400,
        "The body is not the JSON object that is expected",
        "Send one JSON object, with nothing after it." + place);
  }

  private static String placeOf(JsonLocation location) {
    return "It cannot be read at line %d, column %d."
        .formatted(location.getLineNr(), location.getColumnNr());
  }

  static Refusal of(ConstraintViolationException e) {
    Map<String, String> errors = new LinkedHashMap<>();
    e.getConstraintViolations().stream()
        .sorted(Comparator.comparing((ConstraintViolation<?> v) -> v.getPropertyPath().toString()))
        .forEach(v -> errors.putIfAbsent(fieldOf(v.getPropertyPath()), v.getMessage()));
    return invalid(errors);
  }

  /**
   * @param errors what is wrong, by field
   */
  public static Refusal invalid(Map<String, String> errors) {
    var sentence =
        errors.entrySet().stream()
            .map(entry -> "'" + entry.getKey() + "' " + entry.getValue())
            .collect(Collectors.joining("; "));
    return Refusal.of("invalid-request", 400, "The request is not valid", sentence + ".")
        .with("errors", errors);
  }

  private static String fieldOf(Path path) {
    String last = "body";
    for (Path.Node node : path) {
      if (node.getName() != null) {
        last = node.getName();
      }
    }
    return last;
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
