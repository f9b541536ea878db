package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An invoice shows its first lines, and a subscription its first items; listings of their own show
 * all. See {@code lines} of <a href="https://docs.stripe.com/api/invoices/object">the Invoice
 * object</a> and {@code items} of <a href="https://docs.stripe.com/api/subscriptions/object">the
 * Subscription object</a>.
 */
final class FirstLines {

  private static final int MOST = 10;

  private FirstLines() {}

  /** Leaves only the first ones in a copy that is sent. */
  static void leave(JsonNode copy) {
    switch (copy.path("object").asText()) {
      case "checkout.session" -> cut(copy.path("line_items"));
      case "invoice" -> cut(copy.path("lines"));
      case "list" -> copy.path("data").forEach(FirstLines::leave);
      case "subscription" -> {
        cut(copy.path("items"));
        leave(copy.path("latest_invoice"));
      }
      default -> {}
    }
  }

  private static void cut(JsonNode lines) {
    if (lines.path("data") instanceof ArrayNode data && data.size() > MOST) {
      while (data.size() > MOST) {
        data.remove(MOST);
      }
      ((ObjectNode) lines).put("has_more", true);
    }
  }

  /** The listing, in the order of the invoice. */
  static ObjectNode list(ObjectNode invoice, Ask ask) {
    return list(invoice.at("/lines/data"), "line_item", ask);
  }

  /** The listing, in that order. */
  static ObjectNode list(JsonNode data, String kind, Ask ask) {
    Table lines = new Table(kind);
    for (int i = data.size() - 1; i >= 0; i--) {
      lines.add((ObjectNode) data.get(i));
    }
    return Pages.of(lines, ask, line -> true);
  }
}
