package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Subscription at one moment, from an event of any API version or from an answer: since
 * 2025-03-31.basil the period is the item's, before it was the subscription's own.
 *
 * @param items at least one
 * @param trialEnd null where there is no trial
 * @param pending what it is to be once its latest invoice is paid; null where nothing waits
 * @param setupIntentId of a card that is still to be given though nothing is to be paid yet; null
 *     when none
 * @param setupSecret for the payer's browser alone; never stored and never logged
 * @param paymentSecret of the latest invoice's payment, in the same way; null where nothing is open
 * @see <a href="https://docs.stripe.com/api/subscriptions/object">the Subscription object</a>
 */
public record SubscriptionSnapshot(
    String id,
    String stripeStatus,
    String customerId,
    List<Item> items,
    Instant trialEnd,
    boolean cancelAtPeriodEnd,
    Instant canceledAt,
    String latestInvoiceId,
    PendingUpdate pending,
    String setupIntentId,
    Map<String, String> metadata,
    String setupSecret,
    String paymentSecret) {

  /** One price of it, how much, and for which period, as each may have its own. */
  public record Item(
      String id, String priceId, long quantity, Instant periodStart, Instant periodEnd) {}

  /**
   * A change that waits for its payment.
   *
   * @param items as they are to be; empty where these stay
   * @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates">pending
   *     updates</a>
   */
  public record PendingUpdate(List<Item> items, Instant expiresAt) {

    /** Null where it is not about this item. */
    public Long quantityOf(Item item) {
      return items.stream()
          .filter(pending -> item.id.equals(pending.id))
          .map(Item::quantity)
          .findFirst()
          .orElse(null);
    }
  }

  /** The item of this price, or the first where there is none such. */
  public Item item(String priceId) {
    return items.stream()
        .filter(item -> priceId.equals(item.priceId))
        .findFirst()
        .orElseGet(() -> items.get(0));
  }

  public static SubscriptionSnapshot of(JsonNode subscription) {
    var setup = subscription.path("pending_setup_intent");
    var invoice = subscription.path("latest_invoice");
    var open = "open".equals(StripeJson.text(invoice, "status"));
    return new SubscriptionSnapshot(
        StripeJson.text(subscription, "id"),
        StripeJson.text(subscription, "status"),
        StripeJson.id(subscription, "customer"),
        items(subscription),
        StripeJson.time(subscription, "trial_end"),
        subscription.path("cancel_at_period_end").booleanValue(),
        StripeJson.time(subscription, "canceled_at"),
        StripeJson.id(subscription, "latest_invoice"),
        pending(subscription.path("pending_update")),
        StripeJson.id(subscription, "pending_setup_intent"),
        StripeJson.texts(subscription, "metadata"),
        StripeJson.text(setup, "client_secret"),
        open ? StripeJson.text(invoice.path("confirmation_secret"), "client_secret") : null);
  }

  private static PendingUpdate pending(JsonNode update) {
    return update.isObject()
        ? new PendingUpdate(
            read(update.path("subscription_items"), update), StripeJson.time(update, "expires_at"))
        : null;
  }

  private static List<Item> items(JsonNode subscription) {
    var items = read(subscription.path("items").path("data"), subscription);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("a subscription without an item");
    }
    return items;
  }

  private static List<Item> read(JsonNode array, JsonNode subscription) {
    var items = new ArrayList<Item>();
    for (var item : array) {
      items.add(
          new Item(
              StripeJson.text(item, "id"),
              StripeJson.id(item, "price"),
              item.path("quantity").asLong(1),
              either(subscription, item, "current_period_start"),
              either(subscription, item, "current_period_end")));
    }
    return items;
  }

  private static Instant either(JsonNode subscription, JsonNode item, String field) {
    var ofItem = StripeJson.time(item, field);
    return ofItem == null ? StripeJson.time(subscription, field) : ofItem;
  }

  @Override
  public String toString() {
    return "Subscription " + id + " (" + stripeStatus + ")";
  }
}
