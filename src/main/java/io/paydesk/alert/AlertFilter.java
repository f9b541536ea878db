package io.paydesk.alert;

import io.paydesk.problem.Refusal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts a list shows.
 *
 * @param kind null for all
 * @param open whether they hold or have ended; null for both
 */
record AlertFilter(@Nullable AlertKind kind, @Nullable Boolean open) {

  /**
   * @param kind as in JSON
   * @param open {@code true} or {@code false}
   * @throws Refusal {@code invalid-alert-filter}
   */
  static AlertFilter read(@Nullable String kind, @Nullable String open) {
    var known = kind == null ? null : new AlertKind.Text().convertToEntityAttribute(kind);
    if (kind != null && known == null || open != null && !open.matches("true|false")) {
      throw invalid();
    }
    return new AlertFilter(known, open == null ? null : Boolean.valueOf(open));
  }

  private static Refusal invalid() {
    var kinds =
        Arrays.stream(AlertKind.values()).map(AlertKind::text).collect(Collectors.joining(", "));
    return Refusal.of(
        "invalid-alert-filter",
        400,
        "Not a filter of alerts",
        "'kind' is one of " + kinds + "; 'open' is true or false.");
  }
}
