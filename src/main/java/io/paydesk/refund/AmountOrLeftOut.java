package io.paydesk.refund;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/**
 * Reads an amount whose absence means all that remains. Absence is said by leaving it out: a null
 * may as well be a variable that was never set, and all the money is too much to guess with.
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
  public Long getAbsentValue(DeserializationContext context) {
    return null;
  }
}
