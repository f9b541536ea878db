package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** A Checkout Session as its payer's browser sees it. */
final class PaymentPageJson {

  static final String OBJECT = "payment_page";

  private static final Set<String> PUBLIC =
      Set.of(
          "id",
          "allow_promotion_codes",
          "amount_subtotal",
          "amount_total",
          "automatic_tax",
          "billing_address_collection",
          "collected_information",
          "currency",
          "customer_details",
          "customer_email",
          "line_items",
          "livemode",
          "locale",
          "mode",
          "payment_method_types",
          "payment_status",
          "redirect_on_completion",
          "return_url",
          "saved_payment_method_options",
          "shipping_address_collection",
          "shipping_cost",
          "shipping_options",
          "status",
          "total_details",
          "ui_mode");

  private static final List<String> EXPANDED =
      List.of(
          "line_items",
          "line_items.data.discounts",
          "line_items.data.taxes",
          "total_details.breakdown",
          "shipping_cost.taxes");

  private PaymentPageJson() {}

  /**
   * @param intent null where there is none yet
   */
  static ObjectNode of(ObjectNode session, ObjectNode intent, Store store) {
    ObjectNode page = session.deepCopy();
    SessionView.leave(page, EXPANDED);
    page.retain(PUBLIC);
    for (JsonNode item : page.at("/line_items/data")) {
      ObjectNode product = store.products.find(item.at("/price/product").asText());
      ((ObjectNode) item).set("images", product.path("images"));
    }
    for (JsonNode option : page.path("shipping_options")) {
      ObjectNode rate = store.shippingRates.find(Json.text(option, "shipping_rate"));
      ((ObjectNode) option).set("display_name", rate.get("display_name"));
    }
    for (JsonNode one : page.at("/total_details/breakdown/discounts")) {
      name((ObjectNode) one, store);
    }
    Json.with(
        page,
        "object",
        OBJECT,
        "has_fixed_email",
        SessionEntries.hasFixedEmail(session),
        "has_customer",
        !session.get("customer").isNull());
    page.set("intent", intent == null ? null : ClientSecrets.forBrowsers(intent));
    return page;
  }

  private static void name(ObjectNode one, Store store) {
    JsonNode discount = one.get("discount");
    ObjectNode promotion = store.promotionCodes.find(discount.path("promotion_code").asText());
    ObjectNode coupon = store.coupons.find(discount.at("/source/coupon").asText());
    Json.with(
        one,
        "code",
        promotion == null ? null : promotion.get("code"),
        "name",
        coupon.get("name"),
        "percent_off",
        coupon.get("percent_off"),
        "duration",
        coupon.get("duration"),
        "duration_in_months",
        coupon.get("duration_in_months"));
  }
}
