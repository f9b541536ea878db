package io.paydesk.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores an order's disputes as text; null for the many that have none. */
@Converter
public class OrderDisputes implements AttributeConverter<List<OrderDispute>, String> {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          // A newer replica may have written more fields.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final TypeReference<List<OrderDispute>> LIST = new TypeReference<>() {};

  @Override
  public @Nullable String convertToDatabaseColumn(List<OrderDispute> disputes) {
    try {
      return disputes == null || disputes.isEmpty() ? null : JSON.writeValueAsString(disputes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<OrderDispute> convertToEntityAttribute(String text) {
    try {
      return text == null ? List.of() : JSON.readValue(text, LIST);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
