package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Who pays less, and until when. See <a href="https://docs.stripe.com/api/discounts/object">the
 * Discount object</a>.
 */
final class Discounts {

  private final Store store;
  private final SandboxClock clock;
  private final Events events;

  Discounts(Store store, SandboxClock clock, Events events) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Replaces the present discounts by the requested ones.
   *
   * @return the new ones, not reported yet
   */
  List<ObjectNode> write(ObjectNode subscription, DiscountOrder order) {
    List<ObjectNode> made = new ArrayList<>();
    if (!order.sent()) {
      return made;
    }
    ArrayNode ids = Json.MAPPER.createArrayNode();
    for (DiscountOrder.Wanted one : order.wanted()) {
      ObjectNode discount = one.kept();
      if (discount == null) {
        discount = redeem(one, subscription.get("customer"), subscription.get("id"));
        made.add(discount);
      }
      ids.add(discount.get("id"));
    }
    subscription.set("discounts", ids);
    return made;
  }

  void tell(List<ObjectNode> made, Ask ask) {
    made.forEach(discount -> events.record("customer.discount.created", discount, ask));
  }

  /** Removes them again: the request was refused after all. */
  void forget(List<ObjectNode> made) {
    for (ObjectNode discount : made) {
      count(couponOf(discount), -1);
      ObjectNode promotion = store.promotionCodes.find(Json.text(discount, "promotion_code"));
      if (promotion != null) {
        count(promotion, -1);
      }
    }
  }

  /**
   * Gives a customer a discount on all invoices of subscriptions without a discount of their own.
   */
  void give(ObjectNode customer, ObjectNode coupon, Ask ask) {
    ObjectNode discount =
        redeem(new DiscountOrder.Wanted(coupon, null, null), customer.get("id"), null);
    customer.set("discount", discount.deepCopy());
    events.record("customer.discount.created", discount, ask);
  }

  private ObjectNode redeem(DiscountOrder.Wanted wanted, JsonNode customer, JsonNode subscription) {
    ObjectNode coupon = wanted.coupon();
    count(coupon, 1);
    if (wanted.promotion() != null) {
      count(wanted.promotion(), 1);
    }
    return store.discounts.add(
        Json.fields()
            .with("id", Ids.of("di"))
            .with("object", "discount")
            .with("checkout_session", null)
            .with("customer", customer)
            .with("customer_account", null)
            .with("end", end(coupon))
            .with("invoice", null)
            .with("invoice_item", null)
            .with(
                "promotion_code", wanted.promotion() == null ? null : wanted.promotion().get("id"))
            .with("source", Json.object("coupon", coupon.get("id"), "type", "coupon"))
            .with("start", clock.seconds())
            .with("subscription", subscription)
            .with("subscription_item", null)
            .object());
  }

  static void count(ObjectNode redeemed, int more) {
    redeemed.put("times_redeemed", redeemed.get("times_redeemed").asLong() + more);
  }

  private Long end(ObjectNode coupon) {
    return coupon.get("duration_in_months").isNumber()
        ? Instant.ofEpochSecond(clock.seconds())
            .atOffset(ZoneOffset.UTC)
            .plusMonths(coupon.get("duration_in_months").asLong())
            .toEpochSecond()
        : null;
  }

  /** The discounts of an invoice that is made now. */
  List<ObjectNode> of(ObjectNode subscription) {
    List<ObjectNode> own = new ArrayList<>();
    subscription.get("discounts").forEach(id -> own.add(store.discounts.find(id.asText())));
    ObjectNode customer = store.customers.find(Json.text(subscription, "customer"));
    if (own.isEmpty() && customer.path("discount").isObject()) {
      own.add(store.discounts.find(customer.at("/discount/id").asText()));
    }
    own.removeIf(
        discount ->
            discount.get("end").isNumber() && discount.get("end").asLong() <= clock.seconds());
    return own;
  }

  ObjectNode couponOf(ObjectNode discount) {
    return store.coupons.find(discount.at("/source/coupon").asText());
  }

  /** After an invoice, ends the discounts that are good for one invoice only. */
  void used(ObjectNode subscription, ObjectNode invoice, Ask ask) {
    for (JsonNode amount : invoice.get("total_discount_amounts")) {
      ObjectNode discount = store.discounts.find(Json.text(amount, "discount"));
      if (amount.get("amount").asLong() > 0
          && "once".equals(Json.text(couponOf(discount), "duration"))) {
        end(subscription, discount, ask);
      }
    }
  }

  private void end(ObjectNode subscription, ObjectNode discount, Ask ask) {
    ArrayNode left = Json.MAPPER.createArrayNode();
    for (JsonNode id : subscription.get("discounts")) {
      if (!id.equals(discount.get("id"))) {
        left.add(id);
      }
    }
    subscription.set("discounts", left);
    ObjectNode customer = store.customers.find(Json.text(subscription, "customer"));
    if (customer.at("/discount/id").equals(discount.get("id"))) {
      customer.putNull("discount");
    }
    discount.put("end", clock.seconds());
    events.record("customer.discount.deleted", discount, ask);
  }
}
