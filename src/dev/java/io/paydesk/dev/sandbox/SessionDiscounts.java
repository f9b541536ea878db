package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The one discount that a Checkout Session may have: set by the request, or by a promotion code
 * that the payer enters. See <a
 * href="https://docs.stripe.com/payments/checkout/discounts">discounts in Checkout</a>.
 */
final class SessionDiscounts {

  private final Store store;
  private final SandboxClock clock;

  SessionDiscounts(Store store, SandboxClock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What the request sets. */
  void write(ObjectNode session, Form form) {
    if (!form.has("discounts") || form.unsets("discounts")) {
      return;
    }
    String name = "discounts[" + form.itemNumbers("discounts").iterator().next() + "]";
    String code = form.text(name + "[promotion_code]");
    String coupon = form.text(name + "[coupon]");
    if (code != null && coupon != null) {
      throw Refusal.invalid(
          "parameters_exclusive",
          name,
          "You may only specify one of these parameters: coupon, promotion_code.");
    }
    ObjectNode customer = store.customers.find(Json.text(session, "customer"));
    DiscountOrder order = DiscountOrder.read(form, customer, store, clock.seconds());
    DiscountOrder.Wanted wanted = order.wanted().get(0);
    order.checkCurrency(Json.text(session, "currency"));
    checkMinimum(session, wanted.promotion());
    set(session, wanted.coupon(), wanted.promotion());
  }

  /** The payer enters a code. */
  void enter(ObjectNode session, String code) {
    if (!session.path("allow_promotion_codes").asBoolean()) {
      throw Refusal.invalid(null, "promotion_code", "This page takes no promotion codes.");
    }
    ObjectNode promotion =
        store.promotionCodes.oldestFirst().stream()
            .filter(known -> code.equalsIgnoreCase(Json.text(known, "code")))
            .reduce((older, newer) -> newer.get("active").asBoolean() ? newer : older)
            .orElseThrow(() -> invalid("This code is invalid."));
    ObjectNode coupon = store.coupons.find(promotion.at("/promotion/coupon").asText());
    check(session, coupon, promotion);
    set(session, coupon, promotion);
  }

  private static Refusal invalid(String message) {
    return Refusal.invalid(null, "promotion_code", message);
  }

  /** Whether the session's discount can still be had: another payer may have had the last one. */
  void checkAgain(ObjectNode session) {
    JsonNode discount = session.at("/discounts/0");
    if (discount.isMissingNode()) {
      return;
    }
    ObjectNode coupon = store.coupons.find(Json.text(discount, "coupon"));
    check(session, coupon, store.promotionCodes.find(Json.text(discount, "promotion_code")));
  }

  private void check(ObjectNode session, ObjectNode coupon, ObjectNode promotion) {
    long now = clock.seconds();
    ObjectNode customer = store.customers.find(Json.text(session, "customer"));
    if (!DiscountOrder.isValid(coupon, now)) {
      throw Refusal.inWork("coupon_expired", "promotion_code", "This code has expired.");
    }
    if (promotion != null) {
      DiscountOrder.checkPromotion(promotion, "promotion_code", customer, store, now);
      checkMinimum(session, promotion);
    }
    if (coupon.get("amount_off").isNumber()
        && !coupon.get("currency").equals(session.get("currency"))) {
      throw invalid("This code is for another currency.");
    }
  }

  private static void checkMinimum(ObjectNode session, ObjectNode promotion) {
    JsonNode least = promotion == null ? null : promotion.at("/restrictions/minimum_amount");
    if (least == null || !least.isNumber()) {
      return;
    }
    String currency = Json.text(promotion.get("restrictions"), "minimum_amount_currency");
    long subtotal = session.get("amount_subtotal").asLong();
    if (!currency.equals(Json.text(session, "currency")) || subtotal < least.asLong()) {
      throw Refusal.inWork(
          null,
          "promotion_code",
          "This promotion code cannot be redeemed because the order is below its minimum of %s."
              .formatted(Amounts.shown(least.asLong(), currency)));
    }
  }

  void remove(ObjectNode session) {
    if (session.path("allow_promotion_codes").asBoolean()) {
      session.putNull("discounts");
    }
  }

  private void set(ObjectNode session, ObjectNode coupon, ObjectNode promotion) {
    ObjectNode chosen =
        Json.object(
            "coupon",
            coupon.get("id"),
            "promotion_code",
            promotion == null ? null : promotion.get("id"));
    Json.with(session, "discounts", List.of(chosen));
  }

  /** The coupon of the session's discount, or null. */
  ObjectNode coupon(ObjectNode session) {
    return store.coupons.find(session.at("/discounts/0/coupon").asText());
  }

  /** The discount as the session's breakdown shows it, or null. */
  ObjectNode discount(ObjectNode session) {
    JsonNode chosen = session.at("/discounts/0");
    if (chosen.isMissingNode()) {
      return null;
    }
    JsonNode present = session.at("/total_details/breakdown/discounts/0/discount");
    boolean same =
        present.at("/source/coupon").equals(chosen.get("coupon"))
            && present.path("promotion_code").equals(chosen.get("promotion_code"));
    return same ? (ObjectNode) present.deepCopy() : fresh(session, chosen);
  }

  private ObjectNode fresh(ObjectNode session, JsonNode chosen) {
    return Json.fields()
        .with("id", Ids.of("di"))
        .with("object", "discount")
        .with("checkout_session", session.get("id"))
        .with("customer", session.get("customer"))
        .with("customer_account", null)
        .with("end", null)
        .with("invoice", null)
        .with("invoice_item", null)
        .with("promotion_code", chosen.get("promotion_code"))
        .with("source", Json.object("coupon", chosen.get("coupon"), "type", "coupon"))
        .with("start", clock.seconds())
        .with("subscription", null)
        .with("subscription_item", null)
        .object();
  }

  /** Counts the use of the code; in subscription mode the subscription's discount does. */
  void redeem(ObjectNode session) {
    ObjectNode coupon = coupon(session);
    if (coupon == null || Json.text(session, "mode").equals("subscription")) {
      return;
    }
    store.discounts.add(discount(session));
    Discounts.count(coupon, 1);
    ObjectNode promotion =
        store.promotionCodes.find(session.at("/discounts/0/promotion_code").asText());
    if (promotion != null) {
      Discounts.count(promotion, 1);
    }
  }
}
