package io.paydesk.rest;

import io.paydesk.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Checks that PostgreSQL can store a text unchanged. It takes no NUL character, and half of a
 * surrogate pair would become '?'.
 */
public final class StorableText {

  private StorableText() {}

  /**
   * @throws Refusal {@code invalid-text}, which names the field
   */
  public static void check(String field, @Nullable String text) {
    if (text != null && !isStorable(text)) {
      throw Refusal.of(
              "invalid-text",
              400,
              "Not text that can be kept",
              "'%s' has a NUL character or half of a surrogate pair. Send well-formed Unicode."
                  .formatted(field))
          .with("field", field);
    }
  }

  /** Whether a person would see nothing, even where Java sees more than white space. */
  public static boolean isBlank(@Nullable String text) {
    return text != null
        && text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  public static boolean isStorable(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
