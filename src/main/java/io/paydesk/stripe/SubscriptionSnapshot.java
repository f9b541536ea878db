package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Subscription at one moment, from an event of any API version or from an answer: since
 * 2025-03-31.basil the period belongs to the item, before that to the subscription; before there
 * were items, so did its only plan.
 *
 * @param items none where an event leaves them out
 * @param moreItems whether there are more than these
 * @param trialEnd null where there is no trial
 * @param pause null while its invoices are collected
 * @param latestInvoice null where it was not asked for together with the subscription
 * @param pending the change that takes effect once its latest invoice is paid
 * @param keepsMethod whether the way in which its payer pays an invoice is kept for the next ones
 * @param presentmentCurrency in which its payer is charged; null where that is the shop's
 * @param setupIntentId for a card that the payer has still to give while nothing is due
 * @param setupSecret only for the payer's browser; never stored and never logged
 * @param paymentSecret of the latest invoice's payment, likewise; null where nothing is open
 * @see <a href="https://docs.stripe.com/api/subscriptions/object">the Subscription object</a>
 */
public record SubscriptionSnapshot(
    String id,
    String stripeStatus,
    String customerId,
    List<Item> items,
    boolean moreItems,
    @Nullable Instant trialEnd,
    End end,
    @Nullable Pause pause,
    @Nullable Instant canceledAt,
    @Nullable String latestInvoiceId,
    @Nullable LatestInvoice latestInvoice,
    @Nullable PendingUpdate pending,
    boolean keepsMethod,
    @Nullable String presentmentCurrency,
    @Nullable String setupIntentId,
    Map<String, String> metadata,
    @Nullable String setupSecret,
    @Nullable String paymentSecret) {

  /**
   * One of its prices, with quantity and period: each item may have its own.
   *
   * @param id null where there were no items yet
   * @param price null where one unit has no fixed price
   */
  public record Item(
      @Nullable String id,
      String priceId,
      @Nullable ItemPrice price,
      long quantity,
      Instant createdAt,
      @Nullable Instant periodStart,
      @Nullable Instant periodEnd) {}

  /**
   * When and why it ends. With flexible billing, as in Stripe's portal, an end has a time and
   * {@code withPeriod} stays false.
   *
   * @param at null where no end is planned
   * @param endedAt null while it is not over
   * @param reason {@code cancellation_requested}, {@code payment_failed} or {@code
   *     payment_disputed}
   * @param feedback of the payer, such as {@code too_expensive}
   * @param comment of the payer
   * @see <a href="https://docs.stripe.com/billing/subscriptions/cancel">cancel subscriptions</a>
   */
  public record End(
      boolean withPeriod,
      @Nullable Instant at,
      @Nullable Instant endedAt,
      @Nullable String reason,
      @Nullable String feedback,
      @Nullable String comment) {

    public boolean isPlanned() {
      return withPeriod || at != null;
    }
  }

  /**
   * Stripe makes invoices and does not collect them.
   *
   * @param behavior {@code keep_as_draft}, {@code mark_uncollectible} or {@code void}
   * @param resumesAt null where no time is set
   * @see <a href="https://docs.stripe.com/billing/subscriptions/pause-payment">pause payment
   *     collection</a>
   */
  public record Pause(String behavior, @Nullable Instant resumesAt) {}

  /**
   * A change that waits for its payment.
   *
   * @param items the new ones; empty where they stay
   * @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates">pending
   *     updates</a>
   */
  public record PendingUpdate(List<Item> items, Instant expiresAt) {

    /** Null where it is not about this item. */
    public @Nullable Long quantityOf(Item item) {
      return items.stream()
          .filter(pending -> item.id != null && item.id.equals(pending.id))
          .map(Item::quantity)
          .findFirst()
          .orElse(null);
    }
  }

  /** Stripe's own time, as an event may come late; never later than now by our clock. */
  public Instant dueSince(Instant now) {
    var due = latestInvoice == null || latestInvoice.dueAt() == null ? now : latestInvoice.dueAt();
    return due.isBefore(now) ? due : now;
  }

  public static SubscriptionSnapshot of(JsonNode subscription) {
    var setup = subscription.path("pending_setup_intent");
    var invoice = subscription.path("latest_invoice");
    var open = "open".equals(StripeJson.text(invoice, "status"));
    return new SubscriptionSnapshot(
        StripeJson.always(StripeJson.text(subscription, "id")),
        StripeJson.always(StripeJson.text(subscription, "status")),
        StripeJson.always(StripeJson.id(subscription, "customer")),
        items(subscription),
        subscription.path("items").path("has_more").booleanValue(),
        StripeJson.time(subscription, "trial_end"),
        end(subscription),
        pause(subscription.path("pause_collection")),
        StripeJson.time(subscription, "canceled_at"),
        StripeJson.id(subscription, "latest_invoice"),
        LatestInvoice.of(invoice),
        pending(subscription.path("pending_update")),
        keepsMethod(subscription),
        Presentment.currencyOf(subscription),
        StripeJson.id(subscription, "pending_setup_intent"),
        StripeJson.texts(subscription, "metadata"),
        StripeJson.text(setup, "client_secret"),
        open ? StripeJson.text(invoice.path("confirmation_secret"), "client_secret") : null);
  }

  /** Where Stripe sells, it keeps the method by itself. */
  private static boolean keepsMethod(JsonNode subscription) {
    return "on_subscription"
            .equals(
                StripeJson.text(
                    subscription.path("payment_settings"), "save_default_payment_method"))
        || subscription.path("managed_payments").path("enabled").booleanValue();
  }

  SubscriptionSnapshot withItems(List<Item> all) {
    return new SubscriptionSnapshot(
        id,
        stripeStatus,
        customerId,
        all,
        false,
        trialEnd,
        end,
        pause,
        canceledAt,
        latestInvoiceId,
        latestInvoice,
        pending,
        keepsMethod,
        presentmentCurrency,
        setupIntentId,
        metadata,
        setupSecret,
        paymentSecret);
  }

  private static End end(JsonNode subscription) {
    var details = subscription.path("cancellation_details");
    return new End(
        subscription.path("cancel_at_period_end").booleanValue(),
        StripeJson.time(subscription, "cancel_at"),
        StripeJson.time(subscription, "ended_at"),
        StripeJson.text(details, "reason"),
        StripeJson.text(details, "feedback"),
        StripeJson.text(details, "comment"));
  }

  private static @Nullable Pause pause(JsonNode pause) {
    if (!pause.isObject()) {
      return null;
    }
    return new Pause(
        StripeJson.always(StripeJson.text(pause, "behavior")),
        StripeJson.time(pause, "resumes_at"));
  }

  private static @Nullable PendingUpdate pending(JsonNode update) {
    if (!update.isObject()) {
      return null;
    }
    return new PendingUpdate(
        read(update.path("subscription_items"), update),
        StripeJson.always(StripeJson.time(update, "expires_at")));
  }

  private static List<Item> items(JsonNode subscription) {
    var items = read(subscription.path("items").path("data"), subscription);
    return items.isEmpty() && subscription.path("plan").isObject()
        ? List.of(item(null, subscription, subscription))
        : items;
  }

  private static List<Item> read(JsonNode array, JsonNode subscription) {
    var items = new ArrayList<Item>();
    for (var item : array) {
      items.add(item(item, subscription));
    }
    return items;
  }

  static Item item(JsonNode item, JsonNode subscription) {
    return item(StripeJson.text(item, "id"), item, subscription);
  }

  private static Item item(@Nullable String id, JsonNode item, JsonNode subscription) {
    var price = StripeJson.id(item, "price");
    return new Item(
        id,
        StripeJson.always(price == null ? StripeJson.id(item, "plan") : price),
        ItemPrice.of(item, subscription),
        item.path("quantity").asLong(1),
        StripeJson.always(StripeJson.time(item, "created")),
        either(subscription, item, "current_period_start"),
        either(subscription, item, "current_period_end"));
  }

  private static @Nullable Instant either(JsonNode subscription, JsonNode item, String field) {
    var ofItem = StripeJson.time(item, field);
    return ofItem == null ? StripeJson.time(subscription, field) : ofItem;
  }

  @Override
  public String toString() {
    return "Subscription " + id + " (" + stripeStatus + ")";
  }
}
