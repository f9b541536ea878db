package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the sandbox knows about subscriptions and their money at one moment, for tests that compare
 * its books with others. Amounts are in the smallest unit; null where there is none.
 *
 * @param at the sandbox's time
 * @param subscriptions oldest first, like the rest
 * @param balances of each customer; below zero is credit
 */
public record SandboxBooks(
    Instant at,
    List<Subscription> subscriptions,
    List<Invoice> invoices,
    List<Refund> refunds,
    Map<String, Long> balances) {

  /**
   * @param cancelAt when it is to end
   * @param cancelReason Stripe's {@code cancellation_details.reason}
   * @param pause the behavior of {@code pause_collection}
   * @param card the subscription's own payment method
   */
  public record Subscription(
      String id,
      String customer,
      String status,
      Map<String, String> metadata,
      List<Item> items,
      Instant cancelAt,
      boolean cancelAtPeriodEnd,
      Instant endedAt,
      String cancelReason,
      String pause,
      Instant resumesAt,
      Instant trialEnd,
      String latestInvoice,
      String card) {}

  /** What a subscription sells, and its present period. */
  public record Item(String id, String price, long quantity, Instant start, Instant end) {}

  /**
   * @param reason Stripe's {@code billing_reason}
   * @param tax on top and included
   * @param endingBalance null while it is a draft
   */
  public record Invoice(
      String id,
      String subscription,
      String status,
      String reason,
      String currency,
      Instant created,
      long subtotal,
      long discount,
      long tax,
      long total,
      long startingBalance,
      Long endingBalance,
      long due,
      long paid,
      List<Line> lines,
      List<Payment> payments) {}

  /** What an invoice is for. */
  public record Line(
      String item,
      String price,
      long quantity,
      long amount,
      boolean proration,
      Instant start,
      Instant end) {}

  /**
   * @param status of the PaymentIntent
   * @param received what the PaymentIntent brought
   * @param refunded of that
   */
  public record Payment(
      String intent, String status, long received, long refunded, boolean disputed) {}

  /** Money that went back, or is on its way. */
  public record Refund(String id, String intent, String status, long amount) {}

  /** The invoices of a subscription, oldest first. */
  public List<Invoice> invoicesOf(String subscription) {
    return invoices.stream().filter(one -> one.subscription().equals(subscription)).toList();
  }

  /** Call it with the store's monitor held. */
  static SandboxBooks of(Store store, Instant now) {
    Map<String, Long> balances = new TreeMap<>();
    for (ObjectNode customer : store.customers.oldestFirst()) {
      balances.put(Json.text(customer, "id"), customer.path("balance").asLong());
    }
    return new SandboxBooks(
        now,
        each(store.subscriptions.oldestFirst(), SandboxBooks::subscription),
        each(store.invoices.oldestFirst(), invoice -> invoice(invoice, store)),
        each(store.refunds.oldestFirst(), SandboxBooks::refund),
        balances);
  }

  private static <T> List<T> each(
      Iterable<? extends JsonNode> nodes, Function<JsonNode, T> reader) {
    List<T> all = new ArrayList<>();
    nodes.forEach(node -> all.add(reader.apply(node)));
    return List.copyOf(all);
  }

  private static Subscription subscription(JsonNode node) {
    Map<String, String> metadata = new TreeMap<>();
    node.get("metadata")
        .properties()
        .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
    return new Subscription(
        Json.text(node, "id"),
        Json.text(node, "customer"),
        Json.text(node, "status"),
        metadata,
        each(node.at("/items/data"), SandboxBooks::item),
        time(node.get("cancel_at")),
        node.get("cancel_at_period_end").asBoolean(),
        time(node.get("ended_at")),
        Json.text(node.get("cancellation_details"), "reason"),
        Json.text(node.get("pause_collection"), "behavior"),
        time(node.at("/pause_collection/resumes_at")),
        time(node.get("trial_end")),
        Json.text(node, "latest_invoice"),
        Json.text(node, "default_payment_method"));
  }

  private static Item item(JsonNode node) {
    return new Item(
        Json.text(node, "id"),
        node.at("/price/id").asText(),
        node.get("quantity").asLong(),
        time(node.get("current_period_start")),
        time(node.get("current_period_end")));
  }

  private static Invoice invoice(JsonNode node, Store store) {
    JsonNode ending = node.get("ending_balance");
    return new Invoice(
        Json.text(node, "id"),
        InvoiceJson.subscription((ObjectNode) node),
        Json.text(node, "status"),
        Json.text(node, "billing_reason"),
        Json.text(node, "currency"),
        time(node.get("created")),
        node.get("subtotal").asLong(),
        sum(node.get("total_discount_amounts")),
        sum(node.get("total_taxes")),
        node.get("total").asLong(),
        node.get("starting_balance").asLong(),
        ending.isNull() ? null : ending.asLong(),
        node.get("amount_due").asLong(),
        node.get("amount_paid").asLong(),
        each(node.at("/lines/data"), SandboxBooks::line),
        payments(node, store));
  }

  private static Line line(JsonNode node) {
    JsonNode sold = node.at("/parent/subscription_item_details");
    return new Line(
        Json.text(sold, "subscription_item"),
        node.at("/pricing/price_details/price").asText(),
        node.get("quantity").asLong(),
        node.get("amount").asLong(),
        sold.path("proration").asBoolean(),
        time(node.at("/period/start")),
        time(node.at("/period/end")));
  }

  private static List<Payment> payments(JsonNode invoice, Store store) {
    String id = store.invoicePaymentOf.get(Json.text(invoice, "id"));
    if (id == null) {
      return List.of();
    }
    JsonNode payment = store.invoicePayments.find(id);
    String intentId = payment.at("/payment/payment_intent").asText();
    JsonNode intent = store.paymentIntents.find(intentId);
    String latest = Json.text(intent, "latest_charge");
    JsonNode charge = latest == null ? Json.object() : store.charges.find(latest);
    return List.of(
        new Payment(
            intentId,
            Json.text(intent, "status"),
            intent.get("amount_received").asLong(),
            charge.path("amount_refunded").asLong(),
            charge.path("disputed").asBoolean()));
  }

  private static Refund refund(JsonNode node) {
    return new Refund(
        Json.text(node, "id"),
        Json.text(node, "payment_intent"),
        Json.text(node, "status"),
        node.get("amount").asLong());
  }

  private static long sum(JsonNode amounts) {
    long sum = 0;
    for (JsonNode amount : amounts) {
      sum += amount.get("amount").asLong();
    }
    return sum;
  }

  private static Instant time(JsonNode seconds) {
    return seconds.isNumber() ? Instant.ofEpochSecond(seconds.asLong()) : null;
  }
}
