package io.paydesk.rest;

import jakarta.persistence.AttributeConverter;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores an enum as lower-case text, which is how statuses read in the tables and in JSON. */
public abstract class LowerCaseEnum<E extends Enum<E>> implements AttributeConverter<E, String> {

  private final Map<String, E> byText;

  protected LowerCaseEnum(Class<E> type) {
    byText =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(LowerCase::text, Function.identity()));
  }

  @Override
  public @Nullable String convertToDatabaseColumn(E value) {
    return value == null ? null : LowerCase.text(value);
  }

  @Override
  public @Nullable E convertToEntityAttribute(String text) {
    return text == null ? null : byText.get(text);
  }
}
