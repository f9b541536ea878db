package io.paydesk.refund;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an amount that may be absent, which means all that remains. A null is refused: it may be a
 * variable that was never set, and nobody should refund everything by mistake.
 */
final class AmountOrLeftOut extends StdDeserializer<Long> {

  AmountOrLeftOut() {
    super(Long.class);
  }

  @Override
  public Long deserialize(JsonParser json, DeserializationContext context) throws IOException {
    return context.readValue(json, Long.class);
  }

  @Override
  public Long getNullValue(DeserializationContext context) {
    throw RefundProblems.amountIsNull();
  }

  @Override
  public @Nullable Long getAbsentValue(DeserializationContext context) {
    return null;
  }
}
