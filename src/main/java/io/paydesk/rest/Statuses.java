package io.paydesk.rest;

import io.paydesk.problem.Refusal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a status in a query, spelt as in JSON. */
public final class Statuses {

  private Statuses() {}

  /**
   * @return null for null
   * @throws Refusal {@code invalid-status}, which names the valid ones
   */
  public static <E extends Enum<E>> @Nullable E read(Class<E> type, @Nullable String text) {
    if (text == null) {
      return null;
    }
    for (var value : type.getEnumConstants()) {
      if (LowerCase.text(value).equals(text)) {
        return value;
      }
    }
    var known =
        Arrays.stream(type.getEnumConstants())
            .map(LowerCase::text)
            .collect(Collectors.joining(", "));
    throw Refusal.of("invalid-status", 400, "Not a status", "'status' is one of " + known + ".");
  }
}
