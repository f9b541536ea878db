package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a Checkout Session sells. See <a
 * href="https://docs.stripe.com/api/checkout/sessions/line_items">its line items</a>.
 */
final class SessionLines {

  private static final int MOST = 100;
  private static final int MOST_RECURRING = 20;

  private final Store store;
  private final SessionPrices prices;

  SessionLines(Store store, SessionPrices prices) {
    this.store = store;
    this.prices = prices;
  }

  /** The items that the form describes, in its order, without amounts. */
  List<ObjectNode> read(Form form, String mode) {
    List<ObjectNode> items = new ArrayList<>();
    for (String number : numbers(form)) {
      items.add(item(form, "line_items[" + number + "]"));
    }
    check(items, mode);
    return items;
  }

  /** The numbers of the lines, in their order: 10 comes after 9. */
  static List<String> numbers(Form form) {
    Comparator<String> byValue = Comparator.comparing(String::length);
    return form.itemNumbers("line_items").stream()
        .sorted(byValue.thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  ObjectNode item(Form form, String name) {
    boolean described = form.has(name + "[price_data]");
    String id = form.text(name + "[price]");
    if (described && id != null) {
      throw Refusal.invalid(
          "parameters_exclusive",
          name + "[price]",
          "You may only specify one of these parameters: price, price_data.");
    }
    if (!described && id == null) {
      throw Refusal.missing(name + "[price]");
    }
    long quantity = quantity(form, name);
    ArrayNode rates = Json.MAPPER.createArrayNode();
    for (String rate : form.list(name + "[tax_rates]")) {
      rates.add(store.taxRates.named(rate, name + "[tax_rates]").deepCopy());
    }
    checkRates(rates, form, name + "[tax_rates]");
    ObjectNode metadata =
        Metadata.after(null, form.under("line_items").under(name.replaceAll("\\D", "")));
    ObjectNode price = described ? prices.make(form, name + "[price_data]") : existing(id, name);
    return Json.fields()
        .with("id", Ids.of("li"))
        .with("object", "item")
        .with("adjustable_quantity", null)
        .with("amount_discount", 0)
        .with("amount_subtotal", 0)
        .with("amount_tax", 0)
        .with("amount_total", 0)
        .with("currency", price.get("currency"))
        .with("description", store.products.find(Json.text(price, "product")).get("name"))
        .with("discounts", List.of())
        .with("metadata", metadata)
        .with("price", price)
        .with("quantity", quantity)
        .with("tax_rates", rates)
        .with("taxes", List.of())
        .object();
  }

  private static void checkRates(ArrayNode rates, Form form, String name) {
    if (rates.isEmpty()) {
      return;
    }
    if (form.flag("automatic_tax[enabled]")) {
      throw Refusal.invalid(null, name, "You can not pass `tax_rates` with automatic tax.");
    }
    if ("subscription".equals(form.text("mode"))) {
      throw Refusal.invalid(
          null,
          name,
          "The sandbox taxes all lines of a subscription alike: pass"
              + " `subscription_data[default_tax_rates]`.");
    }
  }

  static long quantity(Form form, String name) {
    Long quantity = form.number(name + "[quantity]");
    if (quantity == null) {
      throw Refusal.invalid(null, name, "Quantity is required. Add `quantity` to `" + name + "`");
    }
    if (quantity < 1 || quantity > 999_999) {
      throw Refusal.invalid(
          "parameter_invalid_integer",
          name + "[quantity]",
          quantity < 1
              ? "This value must be greater than or equal to 1."
              : "This value must be less than or equal to 999999.");
    }
    return quantity;
  }

  private ObjectNode existing(String id, String name) {
    ObjectNode price = store.prices.named(id, name + "[price]");
    if (!price.get("active").asBoolean()) {
      throw Refusal.inWork(
          null,
          name + "[price]",
          "The price specified is inactive. This field only accepts active prices.");
    }
    if (!PriceScheme.isPlain(price)) {
      throw Refusal.inWork(
          null, name + "[price]", "The sandbox bills so much for each and nothing else.");
    }
    return price;
  }

  static void check(List<ObjectNode> items, String mode) {
    if (items.isEmpty()) {
      throw Refusal.missing("line_items");
    }
    String currency = Json.text(items.get(0), "currency");
    int recurring = 0;
    for (int i = 0; i < items.size(); i++) {
      ObjectNode item = items.get(i);
      boolean again = isRecurring(item);
      recurring += again ? 1 : 0;
      if (again && mode.equals("payment")) {
        throw Refusal.invalid(
            null,
            "line_items[" + i + "][price]",
            "You specified `payment` mode but passed a recurring price. Either switch to"
                + " `subscription` mode or use only one-time prices.");
      }
      if (!currency.equals(Json.text(item, "currency"))) {
        throw Refusal.invalid(
            null,
            "line_items[" + i + "]",
            "The price specified only supports `%s`. This doesn't match the expected currency: `%s`."
                .formatted(Json.text(item, "currency"), currency));
      }
    }
    if (mode.equals("subscription") && recurring == 0) {
      throw Refusal.invalid(
          null,
          "line_items",
          "You must provide at least one recurring price in `subscription` mode when using"
              + " prices.");
    }
    if (items.size() > MOST || recurring > MOST_RECURRING) {
      throw Refusal.invalid(
          null,
          "line_items",
          "A Checkout Session can have up to %d line items, and up to %d recurring ones."
              .formatted(MOST, MOST_RECURRING));
    }
    if (mode.equals("subscription")) {
      SoldItem.check(
          items.stream().filter(SessionLines::isRecurring).map(i -> i.get("price")).toList());
    }
  }

  static boolean isRecurring(ObjectNode item) {
    return item.at("/price/recurring").isObject();
  }

  /** The items of a session, which it shows only if a request expands them. */
  static List<ObjectNode> of(ObjectNode session) {
    List<ObjectNode> items = new ArrayList<>();
    session.at("/line_items/data").forEach(item -> items.add((ObjectNode) item));
    return items;
  }

  static void set(ObjectNode session, List<ObjectNode> items) {
    String url = "/v1/checkout/sessions/" + Json.text(session, "id") + "/line_items";
    Json.with(
        session,
        "line_items",
        Json.object("object", "list", "data", items, "has_more", false, "url", url));
  }
}
