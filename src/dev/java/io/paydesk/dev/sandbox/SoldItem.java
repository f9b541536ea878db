package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One item of a new subscription, after all checks. */
record SoldItem(ObjectNode price, long quantity) {

  static List<SoldItem> read(Form form, Store store) {
    if (!form.has("items")) {
      throw Refusal.missing("items");
    }
    List<SoldItem> sold = new ArrayList<>();
    for (String number : form.itemNumbers("items")) {
      String item = "items[" + number + "]";
      sold.add(new SoldItem(price(form, item, store), quantity(form, item)));
    }
    check(sold.stream().map(SoldItem::price).toList());
    return sold;
  }

  static long quantity(Form form, String item) {
    String name = item + "[quantity]";
    Long quantity = form.number(name);
    if (quantity != null && quantity < 0) {
      throw Refusal.invalid(
          "parameter_invalid_integer", name, "This value must be greater than or equal to 0.");
    }
    return quantity == null ? 1 : quantity;
  }

  static ObjectNode price(Form form, String item, Store store) {
    String name = item + "[price]";
    if (form.text(name) == null) {
      throw Refusal.missing(name);
    }
    ObjectNode price = store.prices.named(form.text(name), name);
    if (!price.get("active").asBoolean()) {
      throw Refusal.inWork(
          null, name, "The price specified is inactive. This field only accepts active prices.");
    }
    if (!price.get("recurring").isObject()) {
      throw Refusal.inWork(
          null,
          name,
          "The price specified is set to `type=one_time` but this field only accepts prices with"
              + " `type=recurring`.");
    }
    if (!PriceScheme.isPlain(price)) {
      throw Refusal.inWork(null, name, "The sandbox bills so much for each and nothing else.");
    }
    return price;
  }

  /**
   * Whether these prices go together on one subscription. Stripe's flexible billing also takes <a
   * href="https://docs.stripe.com/billing/subscriptions/mixed-interval">mixed intervals</a>; the
   * sandbox does not.
   */
  static void check(List<? extends JsonNode> prices) {
    Set<String> ids = new HashSet<>();
    JsonNode first = prices.get(0);
    for (JsonNode price : prices) {
      if (!ids.add(Json.text(price, "id"))) {
        throw Refusal.inWork(
            null,
            "items",
            "Cannot add multiple subscription items with the same plan: " + Json.text(price, "id"));
      }
      if (!price.get("currency").equals(first.get("currency"))) {
        throw Refusal.inWork(
            null,
            "items",
            "The price specified only supports `%s`. This doesn't match the expected currency: `%s`."
                .formatted(Json.text(price, "currency"), Json.text(first, "currency")));
      }
      if (!Cycle.same(price, first)) {
        throw Refusal.invalid(
            null, "items", "The sandbox bills all items of a subscription at one interval.");
      }
    }
  }
}
