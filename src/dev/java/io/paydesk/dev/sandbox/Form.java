package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Stripe's form encoding: {@code a[b]=1&c[]=x&c[]=y}. Names stay flat, as sent; list items without
 * a number get one.
 */
record Form(Map<String, String> values) {

  private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

  static Form parse(String... encoded) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : encoded) {
      if (part != null) {
        for (String pair : part.split("&")) {
          if (!pair.isEmpty()) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            put(values, name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
          }
        }
      }
    }
    return new Form(values);
  }

  /** What a state file has of it. */
  static Form load(JsonNode saved) {
    Map<String, String> values = new LinkedHashMap<>();
    saved.path("values").properties().forEach(e -> values.put(e.getKey(), e.getValue().asText()));
    return new Form(values);
  }

  private static void put(Map<String, String> values, String name, String value) {
    int open = name.indexOf("[]");
    int index = 0;
    String numbered = name;
    while (open >= 0 && values.containsKey(numbered = name.replace("[]", "[" + index + "]"))) {
      index++;
    }
    values.put(numbered, value);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(null, null, "Invalid form encoding: " + text);
    }
  }

  /** A name without its list numbers: {@code expand[3]} becomes {@code expand[]}. */
  static String shape(String name) {
    return INDEX.matcher(name).replaceAll("[]");
  }

  /** The value, or null where none or an empty one was sent. */
  String text(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  boolean unsets(String name) {
    return "".equals(values.get(name));
  }

  boolean has(String name) {
    return values.keySet().stream().anyMatch(k -> k.equals(name) || k.startsWith(name + "["));
  }

  boolean flag(String name) {
    String value = text(name);
    if (value == null || value.equals("false")) {
      return false;
    }
    if (value.equals("true")) {
      return true;
    }
    throw Refusal.invalid(null, name, "Invalid boolean: " + value);
  }

  /** A whole number, or null where there is none. */
  Long number(String name) {
    String value = text(name);
    try {
      return value == null ? null : Long.valueOf(value);
    } catch (NumberFormatException e) {
      throw Refusal.invalid("parameter_invalid_integer", name, "Invalid integer: " + value);
    }
  }

  Map<String, String> nested(String name) {
    Map<String, String> nested = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(name + "[") && key.endsWith("]")) {
            nested.put(key.substring(name.length() + 1, key.length() - 1), value);
          }
        });
    return nested;
  }

  /** What is inside one object, with names as if it were alone: {@code a[b][c]} of a is b[c]. */
  Form under(String name) {
    Map<String, String> inside = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          int close = key.indexOf(']', name.length());
          if (key.startsWith(name + "[") && close > 0) {
            inside.put(key.substring(name.length() + 1, close) + key.substring(close + 1), value);
          }
        });
    return new Form(inside);
  }

  List<String> list(String name) {
    return new ArrayList<>(nested(name).values());
  }

  /** One of the allowed values, or {@code otherwise} where none was sent. */
  String oneOf(String name, String otherwise, Set<String> allowed) {
    String value = text(name);
    if (value != null && !allowed.contains(value)) {
      throw Refusal.oneOf(name, String.join(", ", new TreeSet<>(allowed)));
    }
    return value == null ? otherwise : value;
  }

  /** The first parts of the names: {@code items} of {@code items[0][price]}. */
  Set<String> topNames() {
    Set<String> names = new TreeSet<>();
    values.keySet().forEach(name -> names.add(name.split("\\[", 2)[0]));
    return names;
  }

  /** The numbers of a list of objects, such as {@code 0} of {@code items[0][price]}. */
  Set<String> itemNumbers(String name) {
    Set<String> numbers = new TreeSet<>();
    nested(name).keySet().forEach(key -> numbers.add(key.split("]", 2)[0]));
    return numbers;
  }

  /** The same for the same parameters in any order. */
  String canonical() {
    return new TreeMap<>(values).toString();
  }
}
