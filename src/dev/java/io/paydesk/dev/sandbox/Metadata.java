package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** See <a href="https://docs.stripe.com/metadata">metadata</a> for the limits. */
final class Metadata {

  private static final int MOST_KEYS = 50;
  private static final int LONGEST_KEY = 40;
  private static final int LONGEST_VALUE = 500;

  private Metadata() {}

  /**
   * The metadata after this request: keys that were sent are added or replaced, empty keys are
   * removed, and empty metadata removes all.
   *
   * @param before null on a new object
   */
  static ObjectNode after(ObjectNode before, Form form) {
    boolean clear = before == null || form.unsets("metadata");
    ObjectNode after = clear ? Json.object() : before.deepCopy();
    for (Map.Entry<String, String> entry : form.nested("metadata").entrySet()) {
      check(entry.getKey(), entry.getValue());
      if (entry.getValue().isEmpty()) {
        after.remove(entry.getKey());
      } else {
        after.put(entry.getKey(), entry.getValue());
      }
    }
    if (after.size() > MOST_KEYS) {
      throw Refusal.invalid(
          null, "metadata", "Metadata can have up to 50 keys, but this has " + after.size() + ".");
    }
    return after;
  }

  private static void check(String key, String value) {
    if (key.isEmpty() || key.indexOf('[') >= 0 || key.indexOf(']') >= 0) {
      throw Refusal.invalid(
          null, "metadata", "Metadata keys must not be empty or have square brackets: " + key);
    }
    if (characters(key) > LONGEST_KEY) {
      throw Refusal.invalid(
          null,
          "metadata",
          "Metadata keys can be up to 40 characters long, but you passed in a key that is %d"
                  .formatted(characters(key))
              + " characters. Invalid key: "
              + key);
    }
    if (characters(value) > LONGEST_VALUE) {
      throw Refusal.invalid(
          null,
          "metadata[" + key + "]",
          "Metadata values can be up to 500 characters long, but you passed in a value that is %d"
                  .formatted(characters(value))
              + " characters. Invalid value: "
              + value);
    }
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }
}
