package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What people at the account's dashboard do with subscriptions and those who pay for them. */
public final class SubscriptionDashboard {

  private final Store store;
  private final Parts parts;
  private final Controls controls;

  SubscriptionDashboard(Store store, Parts parts, Controls controls) {
    this.store = store;
    this.parts = parts;
    this.controls = controls;
  }

  /**
   * Changes it with Stripe's parameters and nothing else.
   *
   * @throws IllegalStateException when Stripe would refuse it
   */
  public void change(String subscriptionId, Map<String, String> form) {
    controls.act(() -> parts.billing.changes.update(ask(subscriptionId, form)));
  }

  /**
   * Sells something in addition from now on; what is left of the period is on the next invoice.
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

  /** Sells an item at another price; the item stays the same. */
  public void swapPrice(String itemId, String priceId) {
    controls.act(() -> parts.billing.items.update(ask(itemId, Map.of("price", priceId))));
  }

  /** Sells it no more; what is left of the period is given back with the next invoice. */
  public void removeItem(String itemId) {
    controls.act(() -> parts.billing.items.delete(ask(itemId, Map.of())));
  }

  /** The ids of what it sells, first come first. */
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
   * @param amount below zero to the customer's good, above zero to be paid with the next invoice
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

  /** Makes a code that payers may type, and answers its id. */
  public String promotionCode(String couponId, String code) {
    Map<String, String> form =
        Map.of("promotion[type]", "coupon", "promotion[coupon]", couponId, "code", code);
    return controls
        .act(() -> parts.billing.promotionCodes.create(Ask.ofNobody(new Form(form))))
        .path("id")
        .asText();
  }

  /** Makes what a subscription sells cheaper, from its next invoice on. */
  public void discount(String subscriptionId, String couponId) {
    change(subscriptionId, Map.of("discounts[0][coupon]", couponId));
  }

  /** Makes every subscription of a customer's cheaper that has no discount of its own. */
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
   * Adds a tax to each subscription that is made from now on, as automatic taxes do.
   *
   * @param percentage such as {@code 19}
   * @param inclusive prices have it in them already
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

  /** Subscriptions that are made from now on are not taxed. */
  public void taxNoMore() {
    controls.act(
        () -> {
          store.taxOfNew = null;
          return null;
        });
  }

  /** What there is in the books at this moment. */
  public SandboxBooks books() {
    synchronized (store) {
      return SandboxBooks.of(store, parts.billing.now());
    }
  }

  /** Takes the saved card away that renewals are paid with; does nothing where there is none. */
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
