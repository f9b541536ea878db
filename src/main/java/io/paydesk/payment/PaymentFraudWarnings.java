package io.paydesk.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/** Stores a payment's warnings as text, like its disputes. */
@Converter
public class PaymentFraudWarnings implements AttributeConverter<List<PaymentFraudWarning>, String> {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          // A newer replica may have written more fields.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final TypeReference<List<PaymentFraudWarning>> LIST = new TypeReference<>() {};

  @Override
  public String convertToDatabaseColumn(List<PaymentFraudWarning> warnings) {
    try {
      return JSON.writeValueAsString(warnings == null ? List.of() : warnings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<PaymentFraudWarning> convertToEntityAttribute(String text) {
    try {
      return text == null ? List.of() : JSON.readValue(text, LIST);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
