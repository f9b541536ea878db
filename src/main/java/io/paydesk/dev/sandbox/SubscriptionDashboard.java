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
