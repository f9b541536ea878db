package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The discounts that a request sets on a subscription, after all checks. See <a
 * href="https://docs.stripe.com/billing/subscriptions/coupons">coupons and promotion codes</a>.
 *
 * @param sent whether the request mentions discounts
 */
record DiscountOrder(boolean sent, List<Wanted> wanted) {

  static final Set<String> PARAMETERS =
      Set.of("discounts[][coupon]", "discounts[][promotion_code]", "discounts[][discount]");

  /**
   * One of them, new or existing.
   *
   * @param promotion the code that it came by, or null
   * @param kept null for a new one
   */
  record Wanted(ObjectNode coupon, ObjectNode promotion, ObjectNode kept) {}

  static DiscountOrder read(Form form, ObjectNode customer, Store store, long now) {
    if (!form.has("discounts")) {
      return new DiscountOrder(false, List.of());
    }
    List<Wanted> wanted = new ArrayList<>();
    if (!form.unsets("discounts")) {
      for (String number : form.itemNumbers("discounts")) {
        wanted.add(one(form, "discounts[" + number + "]", customer, store, now));
      }
    }
    return new DiscountOrder(true, wanted);
  }

  private static Wanted one(Form form, String name, ObjectNode customer, Store store, long now) {
    String kept = form.text(name + "[discount]");
    if (kept != null) {
      return new Wanted(null, null, store.discounts.named(kept, name + "[discount]"));
    }
    String code = form.text(name + "[promotion_code]");
    ObjectNode promotion =
        code == null ? null : store.promotionCodes.named(code, name + "[promotion_code]");
    String id =
        promotion == null
            ? form.text(name + "[coupon]")
            : promotion.at("/promotion/coupon").asText();
    if (id == null) {
      throw Refusal.missing(name + "[coupon]");
    }
    ObjectNode coupon = store.coupons.named(id, name + "[coupon]");
    if (promotion != null) {
      checkPromotion(promotion, name + "[promotion_code]", customer, store, now);
    }
    if (!isValid(coupon, now)) {
      throw Refusal.inWork("coupon_expired", name + "[coupon]", "Coupon expired: " + id);
    }
    return new Wanted(coupon, promotion, null);
  }

  static boolean isValid(ObjectNode coupon, long now) {
    return coupon.get("valid").asBoolean()
        && !isUsedUp(coupon)
        && !(coupon.get("redeem_by").isNumber() && coupon.get("redeem_by").asLong() <= now);
  }

  private static boolean isUsedUp(JsonNode redeemed) {
    return redeemed.get("max_redemptions").isNumber()
        && redeemed.get("times_redeemed").asLong() >= redeemed.get("max_redemptions").asLong();
  }

  /**
   * @param param that names the code
   * @param customer null for a guest
   */
  static void checkPromotion(
      ObjectNode promotion, String param, ObjectNode customer, Store store, long now) {
    JsonNode expires = promotion.get("expires_at");
    boolean over = expires.isNumber() && expires.asLong() <= now;
    if (!promotion.get("active").asBoolean() || over || isUsedUp(promotion)) {
      throw Refusal.inWork(
          null, param, "This promotion code cannot be redeemed: it is not active.");
    }
    JsonNode owner = promotion.get("customer");
    if (!owner.isNull() && (customer == null || !owner.equals(customer.get("id")))) {
      throw Refusal.inWork(null, param, "This promotion code cannot be redeemed by this customer.");
    }
    if (promotion.at("/restrictions/first_time_transaction").asBoolean()
        && customer != null
        && hasPaid(customer, store)) {
      throw Refusal.inWork(
          "customer_has_prior_transactions",
          param,
          "This promotion code cannot be redeemed because the associated customer has prior"
              + " transactions.");
    }
  }

  private static boolean hasPaid(ObjectNode customer, Store store) {
    return has(store.invoices, customer, "amount_paid")
        || has(store.paymentIntents, customer, "amount_received");
  }

  private static boolean has(Table table, ObjectNode customer, String amount) {
    return table.oldestFirst().stream()
        .anyMatch(
            paid ->
                paid.get("customer").equals(customer.get("id")) && paid.get(amount).asLong() > 0);
  }

  /** Refuses a coupon in another currency. */
  void checkCurrency(String currency) {
    for (Wanted one : wanted) {
      if (one.coupon() != null
          && one.coupon().get("amount_off").isNumber()
          && !currency.equals(Json.text(one.coupon(), "currency"))) {
        throw Refusal.inWork(
            null,
            "discounts",
            "The coupon's currency is %s, and that of the subscription %s."
                .formatted(Json.text(one.coupon(), "currency"), currency));
      }
    }
  }
}
