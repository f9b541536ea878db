package io.paydesk.rest;

import io.paydesk.problem.Refusal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads statuses in a query, spelt as in JSON. */
public final class Statuses {

  private Statuses() {}

  /**
   * @param texts each one status, or several with commas between them; null for none
   * @return each once; empty for all
   * @throws Refusal {@code invalid-status}, which names the valid ones
   */
  public static <E extends Enum<E>> Set<E> read(Class<E> type, @Nullable List<String> texts) {
    return texts(texts).stream()
        .map(text -> one(type, text))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The same as {@link #read}, of statuses that are Stripe's and not known here. */
  public static Set<String> texts(@Nullable List<String> texts) {
    return texts == null
        ? Set.of()
        : texts.stream()
            .flatMap(text -> Stream.of(text.split(",", -1)))
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static <E extends Enum<E>> E one(Class<E> type, String text) {
    for (var value : type.getEnumConstants()) {
      if (LowerCase.text(value).equals(text)) {
        return value;
      }
    }
    var known =
        Arrays.stream(type.getEnumConstants())
            .map(LowerCase::text)
            .collect(Collectors.joining(", "));
    throw Refusal.of(
        "invalid-status",
        400,
        "Not a status",
        "'status' is one of " + known + ", or several of them with commas between.");
  }
}
