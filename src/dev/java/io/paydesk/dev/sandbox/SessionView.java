package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a Checkout Session shows: its lines, and the parts of its taxes and discounts, only where a
 * request expands them.
 */
final class SessionView {

  private SessionView() {}

  /**
   * Leaves in a copy what is shown.
   *
   * @param expanded the paths that a request expands, seen from this object
   */
  static void leave(JsonNode copy, List<String> expanded) {
    switch (copy.path("object").asText()) {
      case "checkout.session" -> session((ObjectNode) copy, expanded);
      case "item" -> item((ObjectNode) copy, expanded);
      case "list" -> copy.path("data").forEach(object -> leave(object, under("data", expanded)));
      default -> {}
    }
  }

  private static void session(ObjectNode session, List<String> expanded) {
    if (!names("line_items", expanded)) {
      session.remove("line_items");
    } else {
      leave(session.path("line_items"), under("line_items", expanded));
    }
    if (session.get("total_details") instanceof ObjectNode totals
        && !names("breakdown", under("total_details", expanded))) {
      totals.remove("breakdown");
    }
    if (session.get("shipping_cost") instanceof ObjectNode cost) {
      cost.remove("tax_rates");
      if (!names("taxes", under("shipping_cost", expanded))) {
        cost.remove("taxes");
      }
    }
  }

  private static void item(ObjectNode item, List<String> expanded) {
    item.remove("tax_rates");
    for (String name : List.of("discounts", "taxes")) {
      if (!names(name, expanded)) {
        item.remove(name);
      }
    }
  }

  private static boolean names(String field, List<String> expanded) {
    return expanded.stream().anyMatch(path -> path.equals(field) || path.startsWith(field + "."));
  }

  private static List<String> under(String field, List<String> expanded) {
    return expanded.stream()
        .filter(path -> path.startsWith(field + "."))
        .map(path -> path.substring(field.length() + 1))
        .toList();
  }
}
