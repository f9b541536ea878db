package io.paydesk.rest;

import io.paydesk.problem.Refusal;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The id of a row in a path: a whole number over zero. */
@Schema(
    type = SchemaType.INTEGER,
    format = "int64",
    minimum = "1",
    description = "The id of a row, as the answers show it",
    examples = "42")
public record RowId(long value) {

  /** Called by JAX-RS for a path or query parameter of this type. */
  public static RowId fromString(String text) {
    try {
      long value = Long.parseLong(text);
      if (value > 0) {
        return new RowId(value);
      }
    } catch (NumberFormatException e) {
      // refused below, like a number that is too small
    }
    throw Refusal.of(
        "invalid-id",
        400,
        "Not an id",
        "An id is a whole number over zero, as the answers of this service show it.");
  }

  /** Null for null. */
  public static @Nullable Long value(@Nullable RowId id) {
    return id == null ? null : id.value;
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
