package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * See <a href="https://docs.stripe.com/api/products/object">the Product object</a> and <a
 * href="https://docs.stripe.com/api/prices/object">the Price object</a>.
 */
final class CatalogueJson {

  private CatalogueJson() {}

  static ObjectNode product(String id, String name, long now) {
    return Json.fields()
        .with("id", id)
        .with("object", "product")
        .with("active", true)
        .with("created", now)
        .with("default_price", null)
        .with("description", null)
        .with("images", List.of())
        .with("livemode", false)
        .with("marketing_features", List.of())
        .with("metadata", Json.object())
        .with("name", name)
        .with("package_dimensions", null)
        .with("shippable", null)
        .with("statement_descriptor", null)
        .with("tax_code", null)
        .with("type", "service")
        .with("unit_label", null)
        .with("updated", now)
        .with("url", null)
        .object();
  }

  /**
   * @param recurring null for a price that is paid once
   */
  static ObjectNode price(
      String id,
      JsonNode product,
      String currency,
      long unitAmount,
      ObjectNode recurring,
      long now) {
    return Json.fields()
        .with("id", id)
        .with("object", "price")
        .with("active", true)
        .with("billing_scheme", "per_unit")
        .with("created", now)
        .with("currency", currency)
        .with("custom_unit_amount", null)
        .with("livemode", false)
        .with("lookup_key", null)
        .with("metadata", Json.object())
        .with("nickname", null)
        .with("product", product.get("id"))
        .with("recurring", recurring)
        .with("tax_behavior", "unspecified")
        .with("tiers_mode", null)
        .with("transform_quantity", null)
        .with("type", recurring == null ? "one_time" : "recurring")
        .with("unit_amount", unitAmount)
        .with("unit_amount_decimal", Long.toString(unitAmount))
        .object();
  }

  static ObjectNode recurring(String interval, long count) {
    return Json.object(
        "interval",
        interval,
        "interval_count",
        count,
        "meter",
        null,
        "trial_period_days",
        null,
        "usage_type",
        "licensed");
  }

  /** The old shape of a recurring price, which subscription items still carry. */
  static ObjectNode plan(ObjectNode price) {
    return Json.fields()
        .with("id", price.get("id"))
        .with("object", "plan")
        .with("active", price.get("active"))
        .with("amount", price.get("unit_amount"))
        .with("amount_decimal", price.get("unit_amount_decimal"))
        .with("billing_scheme", "per_unit")
        .with("created", price.get("created"))
        .with("currency", price.get("currency"))
        .with("interval", price.at("/recurring/interval"))
        .with("interval_count", price.at("/recurring/interval_count"))
        .with("livemode", false)
        .with("metadata", price.get("metadata"))
        .with("meter", null)
        .with("nickname", price.get("nickname"))
        .with("product", price.get("product"))
        .with("tiers_mode", null)
        .with("transform_usage", null)
        .with("trial_period_days", null)
        .with("usage_type", "licensed")
        .object();
  }
}
