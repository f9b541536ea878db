package io.paydesk.testing.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body, and looks into it: {@code data[0].status}, {@code attempts[-1].error} counted from the
 * end, {@code data.id} of each element, {@code data.size()}, {@code
 * entitlements[priceId=p_1].until} of the first that has it, {@code paths.'/v1/orders'} where a
 * name is more than letters. What is not there is null, and cannot be counted.
 */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Pattern STEP =
      Pattern.compile(
          "\\.?(?:'(?<quoted>[^']+)'|(?<size>size\\(\\))|(?<name>\\w+)"
              + "|\\[(?<index>-?\\d+)]|\\[(?<field>\\w+)=(?<value>[^]]*)])");

  private final JsonNode body;

  private Json(JsonNode body) {
    this.body = body;
  }

  public static Json of(String text) {
    try {
      return new Json(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new AssertionError("This is no JSON: " + text, e);
    }
  }

  @SuppressWarnings("unchecked")
  public <T> T get(String path) {
    return (T) value(at(path), Object.class);
  }

  public String getString(String path) {
    var found = get(path);
    return found == null ? null : found.toString();
  }

  public int getInt(String path) {
    return this.<Number>present(path).intValue();
  }

  public long getLong(String path) {
    return this.<Number>present(path).longValue();
  }

  public boolean getBoolean(String path) {
    return this.<Boolean>present(path);
  }

  public <T> List<T> getList(String path) {
    return get(path);
  }

  public <T> List<T> getList(String path, Class<T> of) {
    var found = at(path);
    return value(found, MAPPER.getTypeFactory().constructCollectionType(List.class, of));
  }

  public Map<String, Object> getMap(String path) {
    return get(path);
  }

  private <T> T present(String path) {
    T found = get(path);
    if (found == null) {
      throw new AssertionError("There is no " + path + " in " + body);
    }
    return found;
  }

  private JsonNode at(String path) {
    var steps = STEP.matcher(path);
    var found = body;
    int end = 0;
    while (steps.find() && steps.start() == end) {
      end = steps.end();
      found = step(found, steps);
    }
    if (end < path.length()) {
      throw new IllegalArgumentException("Not understood from there on: " + path.substring(end));
    }
    return found;
  }

  private static JsonNode step(JsonNode from, Matcher step) {
    if (step.group("size") != null) {
      if (!from.isContainerNode()) {
        throw new AssertionError("There is no list to count: " + from.getNodeType());
      }
      return MAPPER.getNodeFactory().numberNode(from.size());
    }
    if (step.group("index") != null) {
      int index = Integer.parseInt(step.group("index"));
      return from.path(index < 0 ? from.size() + index : index);
    }
    if (step.group("field") != null) {
      for (var each : from) {
        if (each.path(step.group("field")).asText().equals(step.group("value"))) {
          return each;
        }
      }
      return MissingNode.getInstance();
    }
    return named(from, step.group("name") != null ? step.group("name") : step.group("quoted"));
  }

  private static JsonNode named(JsonNode from, String name) {
    if (!from.isArray()) {
      return from.path(name);
    }
    ArrayNode each = MAPPER.createArrayNode();
    from.forEach(element -> each.add(named(element, name)));
    return each;
  }

  private static <T> T value(JsonNode found, Class<T> type) {
    return value(found, MAPPER.constructType(type));
  }

  private static <T> T value(JsonNode found, JavaType type) {
    try {
      return found.isMissingNode() || found.isNull() ? null : MAPPER.treeToValue(found, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
