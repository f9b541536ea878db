package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Does what people at the account's dashboard do with subscriptions and their customers. */
public final class SubscriptionDashboard {

  private final Store store;
  private final Parts parts;
  private final Controls controls;

  SubscriptionDashboard(Store store, Parts parts, Controls controls) {
    this.store = store;
    this.parts = parts;
    this.controls = controls;
  }

  /** Copies of those that have not ended. */
  public List<JsonNode> open() {
    return controls.copies(
        store.subscriptions, one -> !Endings.ENDED.contains(one.path("status").asText()));
  }

  /**
   * Changes it with only these parameters of Stripe's.
   *
   * @throws IllegalStateException when Stripe would refuse it
   */
  public void change(String subscriptionId, Map<String, String> form) {
    controls.act(() -> parts.billing.changes.update(ask(subscriptionId, form)));
  }

  /**
   * Adds an item from now on; the rest of the period is billed on the next invoice.
   *
   * @return the new item's id
   * @throws IllegalStateException when Stripe would refuse it
   */
  public String addOn(String subscriptionId, String priceId, long quantity) {
    Map<String, String> form =
        Map.of(
            "subscription", subscriptionId, "price", priceId, "quantity", Long.toString(quantity));
    return controls
        .act(() -> parts.billing.items.create(Ask.ofNobody(new Form(form))))
        .path("id")
        .asText();
  }

  /** Changes an item's price; the item keeps its id. */
  public void swapPrice(String itemId, String priceId) {
    controls.act(() -> parts.billing.items.update(ask(itemId, Map.of("price", priceId))));
  }

  /** Removes an item; the rest of the period is credited on the next invoice. */
  public void removeItem(String itemId) {
    controls.act(() -> parts.billing.items.delete(ask(itemId, Map.of())));
  }

  /** The ids of its items, oldest first. */
  public List<String> items(String subscriptionId) {
    synchronized (store) {
      ObjectNode subscription = store.subscriptions.named(subscriptionId, "subscription");
      return SubscriptionJson.items(subscription).stream()
          .map(item -> Json.text(item, "id"))
          .toList();
    }
  }

  /**
   * Books on a customer's balance.
   *
   * @param amount below zero for credit, above zero to be paid with the next invoice
   * @throws IllegalStateException when the customer's currency is another
   */
  public void adjustBalance(String customerId, long amount, String currency) {
    Map<String, String> form = Map.of("amount", Long.toString(amount), "currency", currency);
    controls.act(() -> parts.billing.balances.create(ask(customerId, form)));
  }

  /**
   * Makes a coupon.
   *
   * @param form Stripe's parameters, such as {@code percent_off} and {@code duration}
   * @return its id
   * @throws IllegalStateException when Stripe would refuse it
   */
  public String coupon(Map<String, String> form) {
    return controls
        .act(() -> parts.billing.coupons.create(Ask.ofNobody(new Form(form))))
        .path("id")
        .asText();
  }

  /**
   * Makes a code that payers can enter.
   *
   * @return its id
   */
  public String promotionCode(String couponId, String code) {
    Map<String, String> form =
        Map.of("promotion[type]", "coupon", "promotion[coupon]", couponId, "code", code);
    return controls
        .act(() -> parts.billing.promotionCodes.create(Ask.ofNobody(new Form(form))))
        .path("id")
        .asText();
  }

  /** Gives a subscription a discount from its next invoice on. */
  public void discount(String subscriptionId, String couponId) {
    change(subscriptionId, Map.of("discounts[0][coupon]", couponId));
  }

  /** Gives a customer a discount on all subscriptions without a discount of their own. */
  public void discountCustomer(String customerId, String couponId) {
    controls.act(
        () -> {
          ObjectNode customer = store.customers.named(customerId, "customer");
          ObjectNode coupon = store.coupons.named(couponId, "coupon");
          parts.billing.discounts.give(customer, coupon, Ask.NOBODY);
          return customer;
        });
  }

  /**
   * Taxes new subscriptions from now on, as automatic taxes do.
   *
   * @param percentage such as {@code 19}
   * @param inclusive whether prices include the tax
   */
  public void taxNewSubscriptions(String percentage, boolean inclusive) {
    Map<String, String> form =
        Map.of(
            "display_name",
            "Tax",
            "percentage",
            percentage,
            "inclusive",
            Boolean.toString(inclusive));
    controls.act(
        () -> {
          ObjectNode rate = parts.billing.taxRates.create(Ask.ofNobody(new Form(form)));
          store.taxOfNew = Json.text(rate, "id");
          return rate;
        });
  }

  /** Ends the tax of new subscriptions. */
  public void taxNoMore() {
    controls.act(
        () -> {
          store.taxOfNew = null;
          return null;
        });
  }

  /** The books at this moment. */
  public SandboxBooks books() {
    synchronized (store) {
      return SandboxBooks.of(store, parts.billing.now());
    }
  }

  /** Removes the saved card that pays renewals; does nothing where there is none. */
  public void removeCard(String subscriptionId) {
    controls.act(
        () -> {
          ObjectNode subscription = store.subscriptions.inPath(subscriptionId);
          ObjectNode method = parts.billing.collection.methodOf(subscription);
          if (method != null) {
            parts.billing.detachment.detach(ask(Json.text(method, "id"), Map.of()));
          }
          return subscription;
        });
  }

  private static Ask ask(String id, Map<String, String> form) {
    return new Ask(null, id, new Form(form), null, null, false);
  }
}
