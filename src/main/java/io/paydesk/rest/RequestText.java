package io.paydesk.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads each text of a request: blank text counts as absent, and text that cannot be stored is
 * refused.
 */
public class RequestText extends StringDeserializer {

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable String deserialize(JsonParser json, DeserializationContext context)
      throws IOException {
    var text = storable(json, context);
    return StorableText.isBlank(text) ? null : text;
  }

  final String storable(JsonParser json, DeserializationContext context) throws IOException {
    var field = fieldOf(json);
    var text = super.deserialize(json, context);
    StorableText.check(field, text);
    return text;
  }

  private static String fieldOf(JsonParser json) throws IOException {
    var field = json.currentName();
    return field == null ? "body" : field;
  }

  /** For a text that counts as present even if blank: blank becomes the empty text. */
  @RegisterForReflection
  public static final class OrEmpty extends RequestText {

    private static final long serialVersionUID = 1L;

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
      var text = storable(json, context);
      return StorableText.isBlank(text) ? "" : text;
    }
  }
}
