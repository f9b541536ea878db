package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Prices that are not a fixed amount per unit: tiered, metered, or per package. The sandbox accepts
 * them and bills none of them; tiers are checked and not stored. See <a
 * href="https://docs.stripe.com/products-prices/pricing-models">pricing models</a>.
 */
final class PriceScheme {

  static final Set<String> PARAMETERS =
      Set.of(
          "billing_scheme",
          "tiers_mode",
          "tiers[][flat_amount]",
          "tiers[][unit_amount]",
          "tiers[][up_to]",
          "transform_quantity[divide_by]",
          "transform_quantity[round]",
          "recurring[meter]",
          "recurring[usage_type]");

  private PriceScheme() {}

  static boolean isTiered(Form form) {
    return "tiered".equals(form.oneOf("billing_scheme", "per_unit", Set.of("per_unit", "tiered")));
  }

  /** Whether the sandbox can bill it. */
  static boolean isPlain(ObjectNode price) {
    return price.get("transform_quantity").isNull()
        && "per_unit".equals(Json.text(price, "billing_scheme"))
        && "licensed".equals(price.at("/recurring/usage_type").asText("licensed"));
  }

  /** Writes the form's pricing model into a new price. */
  static void write(ObjectNode price, Form form) {
    if (isTiered(form)) {
      tier(price, form);
    } else if (form.has("tiers") || form.has("tiers_mode")) {
      throw Refusal.invalid(
          null, "tiers", "You may only specify `tiers` if `billing_scheme=tiered`.");
    }
    if (form.has("transform_quantity")) {
      price.set("transform_quantity", transform(form));
    }
    String usage = form.oneOf("recurring[usage_type]", "licensed", Set.of("licensed", "metered"));
    if (usage.equals("metered") && form.text("recurring[meter]") == null) {
      throw Refusal.missing("recurring[meter]");
    }
    if (price.get("recurring") instanceof ObjectNode recurring) {
      recurring.put("usage_type", usage).put("meter", form.text("recurring[meter]"));
    }
  }

  private static void tier(ObjectNode price, Form form) {
    if (form.has("unit_amount")) {
      throw Refusal.invalid(
          null, "unit_amount", "You may not specify `unit_amount` if `billing_scheme=tiered`.");
    }
    if (form.has("transform_quantity")) {
      throw Refusal.invalid(
          null, "transform_quantity", "You may not combine `transform_quantity` with tiers.");
    }
    String mode = form.oneOf("tiers_mode", null, Set.of("graduated", "volume"));
    if (mode == null) {
      throw Refusal.missing("tiers_mode");
    }
    int last = form.itemNumbers("tiers").size() - 1;
    if (last < 0 || !"inf".equals(form.text("tiers[" + last + "][up_to]"))) {
      throw Refusal.invalid(null, "tiers", "The last tier must be up_to=inf.");
    }
    price.put("billing_scheme", "tiered").put("tiers_mode", mode);
    price.putNull("unit_amount").putNull("unit_amount_decimal");
  }

  private static ObjectNode transform(Form form) {
    Long divideBy = form.number("transform_quantity[divide_by]");
    String round = form.oneOf("transform_quantity[round]", null, Set.of("down", "up"));
    if (divideBy == null || round == null) {
      throw Refusal.missing(
          "transform_quantity[" + (divideBy == null ? "divide_by" : "round") + "]");
    }
    return Json.object("divide_by", divideBy, "round", round);
  }
}
