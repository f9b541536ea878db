package io.paydesk.rest;

import io.paydesk.problem.Refusal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** {@code ?limit=&after=} of a list. Lists begin with the newest row. */
@RegisterForReflection
public class PageQuery {

  /** The longest page. */
  public static final int MOST = 100;

  /** A page whose length nobody has said. */
  public static final int USUAL = 20;

  @QueryParam("limit")
  @Parameter(
      description = "How many rows at most",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"),
      example = "20")
  public @Nullable String limit;

  @QueryParam("after")
  @Parameter(description = "The `next` of the page before", example = "42")
  public @Nullable String after;

  public int rows() {
    if (limit == null) {
      return USUAL;
    }
    try {
      int rows = Integer.parseInt(limit);
      if (rows >= 1 && rows <= MOST) {
        return rows;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number out of range
    }
    throw Refusal.of(
        "invalid-limit", 400, "Not a limit", "'limit' is a whole number from 1 to " + MOST + ".");
  }

  /** The page has rows with smaller ids than this. */
  public long below() {
    if (after == null) {
      return Long.MAX_VALUE;
    }
    try {
      long id = Long.parseLong(after);
      if (id > 0) {
        return id;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number out of range
    }
    throw notACursor();
  }

  /** Of an {@code after} that no page of this list, in this order, had as its {@code next}. */
  public static Refusal notACursor() {
    return Refusal.of(
        "invalid-cursor",
        400,
        "Not a cursor",
        "'after' is the 'next' of the page before, unchanged, with the same filters and the same 'sort' if there is one.");
  }
}
