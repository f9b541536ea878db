package io.paydesk.stripe;

import java.util.Map;
import java.util.TreeMap;

/**
 * The app's own notes on Stripe's objects, so that a shop finds them in Stripe's dashboard. Their
 * keys have a prefix, as nobody may write over Paydesk's marks, which say whose object it is.
 *
 * @see <a href="https://docs.stripe.com/metadata">Stripe's limits</a>
 */
public final class AppMetadata {

  public static final String PREFIX = "app_";

  /** Of Stripe's 50; the others are for Paydesk's marks. */
  public static final int MOST = 45;

  /** Of Stripe's 40 characters. */
  public static final int LONGEST_KEY = 36;

  private AppMetadata() {}

  /** Adds what fits. Orders of earlier releases may have more, and can be paid all the same. */
  public static Map<String, String> with(Map<String, String> marks, Map<String, String> notes) {
    var all = new TreeMap<>(marks);
    new TreeMap<>(notes)
        .entrySet().stream()
            .filter(note -> isKey(note.getKey()) && !note.getValue().isEmpty())
            .limit(MOST)
            .forEach(note -> all.put(PREFIX + note.getKey(), note.getValue()));
    return all;
  }

  private static boolean isKey(String key) {
    return key.codePointCount(0, key.length()) <= LONGEST_KEY
        && key.indexOf('[') < 0
        && key.indexOf(']') < 0;
  }
}
