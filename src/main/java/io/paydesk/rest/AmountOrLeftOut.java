package io.paydesk.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.paydesk.problem.Refusal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an amount that may be absent, which means all that there is. A null is refused: it may be a
 * variable that was never set, and nobody should move everything by mistake.
 */
public abstract class AmountOrLeftOut extends StdDeserializer<Long> {

  protected AmountOrLeftOut() {
    super(Long.class);
  }

  /** Why null is refused. */
  protected abstract Refusal whenNull();

  @Override
  public Long deserialize(JsonParser json, DeserializationContext context) throws IOException {
    return context.readValue(json, Long.class);
  }

  @Override
  public Long getNullValue(DeserializationContext context) {
    throw whenNull();
  }

  @Override
  public @Nullable Long getAbsentValue(DeserializationContext context) {
    return null;
  }
}
