package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Replaces ids by their objects. See <a
 * href="https://docs.stripe.com/api/expanding_objects">expanding objects</a>.
 */
final class Expansion {

  /** Fields that an invoice has only if a request expands them. */
  private static final Set<String> INCLUDED = Set.of("confirmation_secret", "payments");

  /** Parts of Checkout Sessions that are there already and shown only if a request asks. */
  private static final Set<String> HIDDEN = Set.of("breakdown", "line_items", "taxes");

  private final Store store;
  private final Map<String, List<Table>> tables;

  Expansion(Store store) {
    this.store = store;
    this.tables =
        Map.ofEntries(
            Map.entry("customer", List.of(store.customers)),
            Map.entry("latest_charge", List.of(store.charges)),
            Map.entry("charge", List.of(store.charges)),
            Map.entry("payment_intent", List.of(store.paymentIntents)),
            Map.entry("payment_method", List.of(store.paymentMethods)),
            Map.entry("default_payment_method", List.of(store.paymentMethods)),
            Map.entry("pending_setup_intent", List.of(store.setupIntents)),
            Map.entry("subscription", List.of(store.subscriptions)),
            Map.entry("invoice", List.of(store.invoices)),
            Map.entry("setup_intent", List.of(store.setupIntents)),
            Map.entry("shipping_rate", List.of(store.shippingRates)),
            Map.entry("coupon", List.of(store.coupons)),
            Map.entry("promotion_code", List.of(store.promotionCodes)),
            Map.entry("discounts", List.of(store.discounts)),
            Map.entry("discount", List.of(store.discounts)),
            Map.entry("latest_invoice", List.of(store.invoices)),
            Map.entry("price", List.of(store.prices)),
            Map.entry("product", List.of(store.products)),
            Map.entry("balance_transaction", List.of(store.balanceTransactions)),
            Map.entry("failure_balance_transaction", List.of(store.balanceTransactions)),
            Map.entry("source", List.of(store.charges, store.refunds, store.disputes)));
  }

  /**
   * @return a copy; the object itself keeps its ids
   */
  ObjectNode of(ObjectNode object, Form form) {
    List<String> paths = form.list("expand");
    ObjectNode copy = object.deepCopy();
    for (String path : paths) {
      expand(copy, path, path);
    }
    FirstLines.leave(copy);
    SessionView.leave(copy, paths);
    return copy;
  }

  private void expand(JsonNode node, String path, String whole) {
    int dot = path.indexOf('.');
    String field = dot < 0 ? path : path.substring(0, dot);
    if (field.equals("data") && "list".equals(Json.text(node, "object"))) {
      node.get("data").forEach(item -> expand(item, path.substring(dot + 1), whole));
      return;
    }
    if (INCLUDED.contains(field) && "invoice".equals(Json.text(node, "object"))) {
      include((ObjectNode) node, field);
    }
    JsonNode value = node.path(field);
    boolean onTheWay = dot > 0 && value.isContainerNode();
    boolean shown = INCLUDED.contains(field) || HIDDEN.contains(field) && node.has(field);
    if (!onTheWay && !shown && !(tables.containsKey(field) && node.has(field))) {
      throw Refusal.invalid(null, "expand", "This property cannot be expanded (" + whole + ").");
    }
    if (value instanceof ArrayNode list) {
      expandEach(list, field, dot < 0 ? null : path.substring(dot + 1), whole);
      return;
    }
    if (value.isTextual()) {
      ((ObjectNode) node).set(field, find(field, value.asText()));
    }
    if (dot > 0 && node.get(field).isObject()) {
      expand(node.get(field), path.substring(dot + 1), whole);
    }
  }

  /** A list of ids, or of objects that contain some. */
  private void expandEach(ArrayNode list, String field, String rest, String whole) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).isTextual()) {
        list.set(i, find(field, list.get(i).asText()));
      }
      if (rest != null) {
        expand(list.get(i), rest, whole);
      }
    }
  }

  private void include(ObjectNode invoice, String field) {
    ObjectNode payment =
        store.invoicePayments.find(store.invoicePaymentOf.get(Json.text(invoice, "id")));
    if (field.equals("payments")) {
      List<ObjectNode> data = payment == null ? List.of() : List.of(payment);
      String url = "/v1/invoice_payments?invoice=" + Json.text(invoice, "id");
      Json.with(
          invoice,
          field,
          Json.object("object", "list", "data", data, "has_more", false, "url", url));
    } else {
      invoice.set(field, secret(invoice, payment));
    }
  }

  /** The secret with which a browser may pay an open invoice. */
  private ObjectNode secret(ObjectNode invoice, ObjectNode payment) {
    if (payment == null || !Json.text(invoice, "status").equals("open")) {
      return null;
    }
    ObjectNode intent = store.paymentIntents.find(payment.at("/payment/payment_intent").asText());
    return Json.object("client_secret", intent.get("client_secret"), "type", "payment_intent");
  }

  private ObjectNode find(String field, String id) {
    return tables.getOrDefault(field, List.of()).stream()
        .map(table -> table.find(id))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow()
        .deepCopy();
  }
}
