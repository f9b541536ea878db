package io.paydesk.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.path.json.JsonPath;
import java.util.regex.Pattern;

/**
 * An answer's body. REST Assured compiles each path to a class of its own, every time that it is
 * asked for, which costs more than the request. A plain name, or names with points between them,
 * needs no class; whatever else there is in a path is left to REST Assured.
 */
final class QuickJson extends JsonPath {

  private static final Pattern NAMES = Pattern.compile("[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z0-9]+)*");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonNode body;

  QuickJson(String text) {
    super(text);
    try {
      body = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T get(String path) {
    if (!NAMES.matcher(path).matches()) {
      return super.get(path);
    }
    var found = body;
    for (var name : path.split("\\.")) {
      if (!found.isObject()) {
        return super.get(path);
      }
      found = found.path(name);
    }
    return (T)
        switch (found.getNodeType()) {
          case STRING -> found.textValue();
          case BOOLEAN -> found.booleanValue();
          case MISSING, NULL -> null;
          default -> found.isInt() || found.isLong() ? found.numberValue() : super.get(path);
        };
  }
}
