package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;

/**
 * Prices that a Checkout Session's request describes. Stripe makes a price and perhaps a product of
 * them, both inactive, so that nothing else is sold with them.
 */
final class SessionPrices {

  private static final long MOST = 99_999_999;
  private static final int MOST_DECIMALS = 12;

  private final Store store;
  private final SandboxClock clock;
  private final Events events;

  SessionPrices(Store store, SandboxClock clock, Events events) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  /**
   * @param name such as {@code line_items[0][price_data]}
   */
  ObjectNode make(Form form, String name) {
    Form data = form;
    for (String part : name.replace("]", "").split("\\[")) {
      data = data.under(part);
    }
    if (data.text("currency") == null) {
      throw Refusal.missing(name + "[currency]");
    }
    String currency = Amounts.currency(data);
    BigDecimal amount = amount(data, name);
    String behavior =
        data.oneOf("tax_behavior", "unspecified", Set.of("exclusive", "inclusive", "unspecified"));
    ObjectNode recurring = data.has("recurring") ? Prices.recurring(data) : null;
    ObjectNode product = product(data, name);
    ObjectNode price =
        CatalogueJson.price(
            Ids.of("price"),
            product,
            currency,
            amount.setScale(0, RoundingMode.HALF_UP).longValueExact(),
            recurring,
            clock.seconds());
    Json.with(
        price,
        "active",
        false,
        "tax_behavior",
        behavior,
        "unit_amount",
        amount.scale() > 0 ? null : amount.longValueExact(),
        "unit_amount_decimal",
        amount.toPlainString());
    store.prices.add(price);
    events.record("price.created", price, Ask.NOBODY);
    return price;
  }

  private static BigDecimal amount(Form data, String name) {
    Long whole = data.number("unit_amount");
    String exact = data.text("unit_amount_decimal");
    if ((whole == null) == (exact == null)) {
      throw whole == null
          ? Refusal.missing(name + "[unit_amount]")
          : Refusal.invalid(
              "parameters_exclusive",
              name + "[unit_amount]",
              "You may only specify one of these parameters: unit_amount, unit_amount_decimal.");
    }
    BigDecimal amount = whole == null ? decimal(exact, name) : BigDecimal.valueOf(whole);
    if (amount.signum() < 0 || amount.compareTo(BigDecimal.valueOf(MOST)) > 0) {
      throw Refusal.invalid(
          "parameter_invalid_integer",
          name + "[unit_amount]",
          amount.signum() < 0
              ? "This value must be greater than or equal to 0."
              : "This value must be less than or equal to " + MOST + ".");
    }
    return amount;
  }

  private static BigDecimal decimal(String exact, String name) {
    if (!exact.matches("-?\\d{1,12}(\\.\\d{1," + MOST_DECIMALS + "})?")) {
      throw Refusal.invalid(
          null, name + "[unit_amount_decimal]", "Invalid decimal: " + exact + ".");
    }
    BigDecimal amount = new BigDecimal(exact).stripTrailingZeros();
    return amount.scale() < 0 ? amount.setScale(0, RoundingMode.UNNECESSARY) : amount;
  }

  private ObjectNode product(Form data, String name) {
    String id = data.text("product");
    boolean described = data.has("product_data");
    if (id != null && described) {
      throw Refusal.invalid(
          "parameters_exclusive",
          name + "[product]",
          "You may only specify one of these parameters: product, product_data.");
    }
    if (id != null) {
      return store.products.named(id, name + "[product]");
    }
    if (!described) {
      throw Refusal.missing(name + "[product_data]");
    }
    Form given = data.under("product_data");
    if (given.unsets("name")) {
      throw Refusal.empty(name + "[product_data][name]");
    }
    if (given.text("name") == null) {
      throw Refusal.missing(name + "[product_data][name]");
    }
    for (String image : given.list("images")) {
      if (!image.matches("(?i)https?://\\S+")) {
        throw Refusal.invalid("url_invalid", name + "[product_data][images]", "Not a valid URL");
      }
    }
    String code = given.text("tax_code");
    if (code != null && !code.matches("txcd_\\d{8}")) {
      throw Refusal.noSuch("tax code", code, name + "[product_data][tax_code]", false);
    }
    ObjectNode product =
        CatalogueJson.product(Ids.random("prod_", 14), given.text("name"), clock.seconds());
    Json.with(
        product,
        "active",
        false,
        "description",
        given.text("description"),
        "images",
        given.list("images"),
        "metadata",
        Metadata.after(null, given),
        "tax_code",
        code);
    store.products.add(product);
    events.record("product.created", product, Ask.NOBODY);
    return product;
  }
}
