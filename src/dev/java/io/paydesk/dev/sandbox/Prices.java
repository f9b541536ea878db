package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The <a href="https://docs.stripe.com/api/prices">Prices API</a>. */
final class Prices {

  static final Set<String> UPDATE_PARAMETERS =
      Set.of("active", "nickname", "lookup_key", "metadata[*]");
  static final Set<String> CREATE_PARAMETERS =
      Set.of(
          "active",
          "nickname",
          "lookup_key",
          "metadata[*]",
          "currency",
          "unit_amount",
          "product",
          "product_data[name]",
          "recurring[interval]",
          "recurring[interval_count]",
          "tax_behavior");
  static final Set<String> FILTERS =
      Set.of("active", "currency", "product", "type", "lookup_keys[]");

  /** Stripe bills at least every three years. */
  private static final Map<String, Integer> LONGEST =
      Map.of("day", 1095, "week", 156, "month", 36, "year", 3);

  private static final long MOST = 99_999_999;

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final Products products;

  Prices(Store store, SandboxClock clock, Events events, Products products) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.products = products;
  }

  ObjectNode create(Ask ask) {
    Form form = ask.form();
    String currency = Amounts.currency(form);
    long amount = PriceScheme.isTiered(form) ? 0 : unitAmount(form);
    ObjectNode recurring = form.has("recurring") ? recurring(form) : null;
    ObjectNode product = product(ask);
    String id = Ids.of("price");
    ObjectNode price =
        CatalogueJson.price(id, product, currency, amount, recurring, clock.seconds());
    PriceScheme.write(price, form);
    Set<String> behaviors = Set.of("exclusive", "inclusive", "unspecified");
    price.put("tax_behavior", form.oneOf("tax_behavior", "unspecified", behaviors));
    return add(price, ask);
  }

  private ObjectNode add(ObjectNode price, Ask ask) {
    write(price, ask.form());
    store.prices.add(price);
    events.record("price.created", price, ask);
    return price;
  }

  private static long unitAmount(Form form) {
    Long amount = form.number("unit_amount");
    if (amount == null) {
      throw Refusal.missing("unit_amount");
    }
    if (amount < 0 || amount > MOST) {
      throw Refusal.invalid(
          "parameter_invalid_integer",
          "unit_amount",
          amount < 0
              ? "This value must be greater than or equal to 0."
              : "This value must be less than or equal to " + MOST + ".");
    }
    return amount;
  }

  static ObjectNode recurring(Form form) {
    String interval = form.text("recurring[interval]");
    if (interval == null) {
      throw Refusal.missing("recurring[interval]");
    }
    if (!LONGEST.containsKey(interval)) {
      throw Refusal.oneOf("recurring[interval]", "day, month, week, or year");
    }
    Long count = form.number("recurring[interval_count]");
    if (count != null && (count < 1 || count > LONGEST.get(interval))) {
      throw Refusal.invalid(
          "parameter_invalid_integer",
          "recurring[interval_count]",
          count < 1
              ? "This value must be greater than or equal to 1."
              : "The interval count of a price in %ss can be at most %d."
                  .formatted(interval, LONGEST.get(interval)));
    }
    return CatalogueJson.recurring(interval, count == null ? 1 : count);
  }

  private ObjectNode product(Ask ask) {
    Form form = ask.form();
    if (form.text("product") != null) {
      return store.products.named(form.text("product"), "product");
    }
    String name = form.text("product_data[name]");
    if (name == null) {
      throw Refusal.missing("product");
    }
    ObjectNode product = CatalogueJson.product(Ids.random("prod_", 14), name, clock.seconds());
    return products.add(product, Ask.ofNobody(new Form(Map.of())));
  }

  ObjectNode retrieve(Ask ask) {
    return store.prices.inPath(ask.id());
  }

  ObjectNode update(Ask ask) {
    ObjectNode price = store.prices.inPath(ask.id());
    ObjectNode before = price.deepCopy();
    write(price, ask.form());
    events.record("price.updated", price, Changes.previous(before, price), ask);
    return price;
  }

  ObjectNode list(Ask ask) {
    Form form = ask.form();
    Set<String> keys = Set.copyOf(form.list("lookup_keys"));
    Predicate<ObjectNode> named =
        price -> keys.isEmpty() || keys.contains(price.path("lookup_key").asText());
    return Pages.of(
        store.prices,
        ask,
        named.and(Filters.fields(form, "active", "currency", "product", "type")));
  }

  private static void write(ObjectNode price, Form form) {
    price.set("metadata", Metadata.after((ObjectNode) price.get("metadata"), form));
    if (form.has("active")) {
      price.put("active", form.flag("active"));
    }
    for (String name : Set.of("nickname", "lookup_key")) {
      if (form.has(name)) {
        price.put(name, form.text(name));
      }
    }
  }

  /** The catalogue of a new sandbox, with ids that stay the same. */
  void stock() {
    if (store.products.find("prod_plan") == null) {
      ObjectNode plan = CatalogueJson.product("prod_plan", "Plan", clock.seconds());
      store.products.add(plan);
      stock("price_monthly", plan, 1000, "month");
      stock("price_yearly", plan, 10_000, "year");
      stock("price_free", plan, 0, "month");
    }
  }

  private void stock(String id, ObjectNode product, long amount, String interval) {
    ObjectNode recurring = CatalogueJson.recurring(interval, 1);
    store.prices.add(CatalogueJson.price(id, product, "usd", amount, recurring, clock.seconds()));
  }
}
