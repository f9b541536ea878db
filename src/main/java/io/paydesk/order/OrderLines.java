package io.paydesk.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores an order's lines as text; null for the many that have none. They never change. */
@Converter
public class OrderLines implements AttributeConverter<List<OrderLine>, String> {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          // A newer replica may have written more fields.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final TypeReference<List<OrderLine>> LIST = new TypeReference<>() {};

  @Override
  public @Nullable String convertToDatabaseColumn(List<OrderLine> lines) {
    try {
      return lines == null || lines.isEmpty() ? null : JSON.writeValueAsString(lines);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<OrderLine> convertToEntityAttribute(String text) {
    try {
      return text == null ? List.of() : JSON.readValue(text, LIST);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
