package io.paydesk.mcp;

import io.paydesk.rest.LowerCase;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool is given.
 *
 * @param among the only values that are allowed; empty where any is
 * @param most the largest number; null where any may be
 */
record Argument(
    String name,
    Type type,
    boolean required,
    String description,
    List<String> among,
    @Nullable Integer most) {

  enum Type {
    TEXT("string"),
    WHOLE_NUMBER("integer");

    private final String json;

    Type(String json) {
      this.json = json;
    }
  }

  static Argument text(String name, String description) {
    return new Argument(name, Type.TEXT, false, description, List.of(), null);
  }

  static Argument number(String name, String description) {
    return new Argument(name, Type.WHOLE_NUMBER, false, description, List.of(), null);
  }

  static Argument oneOf(String name, String description, Enum<?>[] values) {
    return oneOf(name, description, Arrays.stream(values).map(LowerCase::text).toList());
  }

  static Argument oneOf(String name, String description, List<String> values) {
    return new Argument(name, Type.TEXT, false, description, values, null);
  }

  Argument needed() {
    return new Argument(name, type, true, description, among, most);
  }

  Argument upTo(int number) {
    return new Argument(name, type, required, description, among, number);
  }

  Map<String, Object> schema() {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", type.json);
    schema.put("description", description);
    if (type == Type.WHOLE_NUMBER) {
      schema.put("minimum", 1);
    }
    if (most != null) {
      schema.put("maximum", most);
    }
    if (!among.isEmpty()) {
      schema.put("enum", among);
    }
    return schema;
  }
}
