package io.paydesk.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.net.StripeResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Stripe's JSON by paths, so that an object reads the same from an event of any API version
 * and from an answer: stripe-java's typed objects are bound to one version.
 */
public final class StripeJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The last second of the year 9999. */
  private static final long LATEST = 253_402_300_799L;

  private StripeJson() {}

  /**
   * @throws IllegalArgumentException when it is not JSON; the message does not quote it
   */
  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON");
    }
  }

  static JsonNode bodyOf(StripeResponse response) {
    return parse(response.body());
  }

  /**
   * Whether Stripe answered with what it had stored for the idempotency key, which may be out of
   * date.
   */
  static boolean replayed(StripeResponse response) {
    return response != null
        && response.headers().firstValue("Idempotent-Replayed").filter("true"::equals).isPresent();
  }

  public static @Nullable String text(JsonNode node, String field) {
    return node.path(field).isTextual() ? node.path(field).textValue() : null;
  }

  /**
   * @throws IllegalArgumentException where there is none; the message names the field
   */
  public static String needed(JsonNode node, String field) {
    var text = text(node, field);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("Stripe's object has no '" + field + "'");
    }
    return text;
  }

  /**
   * What Stripe's objects of this kind always have. It is not checked here: the code that uses it
   * meets its absence.
   */
  @SuppressWarnings("NullAway")
  public static <T> T always(@Nullable T value) {
    return value;
  }

  /** An id that may be expanded into its object. */
  public static @Nullable String id(JsonNode node, String field) {
    var value = node.path(field);
    return value.isObject() ? text(value, "id") : text(node, field);
  }

  /**
   * @throws IllegalArgumentException where it is before 1970 or after 9999: JSON can hold times
   *     that neither the database nor our dates can
   */
  public static @Nullable Instant time(JsonNode node, String field) {
    var value = node.path(field);
    if (!value.isNumber()) {
      return null;
    }
    if (!value.canConvertToLong() || value.longValue() < 0 || value.longValue() > LATEST) {
      throw new IllegalArgumentException("Stripe's object has no time in '" + field + "'");
    }
    return Instant.ofEpochSecond(value.longValue());
  }

  static @Nullable Map<String, Object> object(JsonNode node, String field) {
    return node.path(field).isObject()
        ? JSON.convertValue(node.path(field), new TypeReference<Map<String, Object>>() {})
        : null;
  }

  public static Map<String, String> texts(JsonNode node, String field) {
    var texts = new LinkedHashMap<String, String>();
    node.path(field)
        .properties()
        .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A stored request. What this version does not know fails: to leave it out would send Stripe
   * another call under the key of the first.
   */
  static <T> T read(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
