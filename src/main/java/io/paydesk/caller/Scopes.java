package io.paydesk.caller;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a key can be narrowed to: to reading, or to parts of the API. A scope takes away from the
 * role and never adds to it. Keys themselves are in none, so a narrowed key cannot make a wider
 * one.
 */
public final class Scopes {

  /** The parts of the API: what follows /v1, or /v1/users/{userId}, in their addresses. */
  public static final Set<String> AREAS =
      Set.of(
          "actionflows",
          "alerts",
          "audit",
          "card-links",
          "changes",
          "checkout-sessions",
          "disputes",
          "entitlements",
          "events",
          "figures",
          "orders",
          "payment-method-domains",
          "payment-methods",
          "payments",
          "recurring-payments",
          "refunds",
          "search",
          "settings",
          "setup-intents",
          "tokens",
          "users");

  /** Whatever the role may read. */
  static final String READ = "read";

  private Scopes() {}

  static String read(String area) {
    return area + ":read";
  }

  /** A caller who may write reads what comes of it. */
  static String write(String area) {
    return area + ":write";
  }

  public static boolean isKnown(String scope) {
    return known().contains(scope);
  }

  /** All there are, in alphabetical order. */
  public static List<String> known() {
    var known = new TreeSet<>(Set.of(READ));
    AREAS.forEach(area -> known.addAll(List.of(read(area), write(area))));
    return new ArrayList<>(known);
  }
}
