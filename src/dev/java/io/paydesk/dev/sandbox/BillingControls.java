package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Does on demand what payers, banks and people at the dashboard do with subscriptions. */
public final class BillingControls {

  private final Store store;
  private final Parts parts;
  private final Controls controls;
  private final Api api;
  private final CustomerPortal portal;
  private final SubscriptionDashboard dashboard;

  BillingControls(Store store, Parts parts, Controls controls, Api api) {
    this.store = store;
    this.parts = parts;
    this.controls = controls;
    this.api = api;
    this.portal = new CustomerPortal(store, parts, controls);
    this.dashboard = new SubscriptionDashboard(store, parts, controls);
  }

  /** What payers do on Stripe's own page. */
  public CustomerPortal portal() {
    return portal;
  }

  /** What people at the dashboard do. */
  public SubscriptionDashboard dashboard() {
    return dashboard;
  }

  /**
   * A price of a product of its own.
   *
   * @param unitAmount in the smallest unit, may be 0
   * @param interval {@code day}, {@code week}, {@code month} or {@code year}
   * @return the price's id
   */
  public String price(String currency, long unitAmount, String interval) {
    return price(
        Map.of(
            "currency",
            currency,
            "unit_amount",
            Long.toString(unitAmount),
            "recurring[interval]",
            interval));
  }

  /**
   * A price of a product of its own.
   *
   * @param form Stripe's parameters, even for prices that the sandbox does not bill
   * @return the price's id
   * @throws IllegalStateException when Stripe would refuse it
   */
  public String price(Map<String, String> form) {
    Map<String, String> all = new LinkedHashMap<>(form);
    all.put("product_data[name]", "Plan");
    return controls
        .act(() -> parts.billing.prices.create(Ask.ofNobody(new Form(all))))
        .path("id")
        .asText();
  }

  /** Copies of the active ones that can be subscribed to, oldest first. */
  List<JsonNode> recurringPrices() {
    return controls.copies(store.prices).stream()
        .filter(price -> price.path("active").asBoolean() && price.path("recurring").isObject())
        .toList();
  }

  /** Makes a price inactive: its subscriptions go on, and no new ones begin. */
  public void retire(String priceId) {
    Ask ask = new Ask(null, priceId, new Form(Map.of("active", "false")), null, null, false);
    controls.act(() -> parts.billing.prices.update(ask));
  }

  /** A copy as it is now, or null. */
  public JsonNode subscription(String id) {
    return controls.copy(store.subscriptions, id);
  }

  /** Copies, oldest first. */
  public List<JsonNode> subscriptions() {
    return controls.copies(store.subscriptions);
  }

  /** A copy as it is now, or null. */
  public JsonNode invoice(String id) {
    return controls.copy(store.invoices, id);
  }

  /** Those of a subscription, oldest first. */
  public List<JsonNode> invoices(String subscriptionId) {
    return controls.copies(store.invoices).stream()
        .filter(invoice -> InvoiceJson.subscription((ObjectNode) invoice).equals(subscriptionId))
        .toList();
  }

  /** A copy as it is now, or null. */
  public JsonNode setupIntent(String id) {
    return controls.copy(store.setupIntents, id);
  }

  /**
   * A bank says whether the method is good, of a SetupIntent that is {@code processing}: banks are
   * waiting ({@link Faults#banksWait}).
   *
   * @return the SetupIntent afterwards
   */
  public JsonNode bankAnswers(String setupIntentId, boolean good) {
    return controls.act(
        () -> {
          ObjectNode setup = store.setupIntents.inPath(setupIntentId);
          parts.billing.setups.bankAnswers(setup, good);
          return setup;
        });
  }

  /** The id of the PaymentIntent that pays the invoice, or null where there is nothing to pay. */
  public String paymentOf(String invoiceId) {
    synchronized (store) {
      ObjectNode payment = store.invoicePayments.find(store.invoicePaymentOf.get(invoiceId));
      return payment == null ? null : payment.at("/payment/payment_intent").asText();
    }
  }

  /**
   * Pays an open invoice as the payer's browser would.
   *
   * @param card a number or a {@code pm_} token
   * @return the PaymentIntent afterwards, even after a decline
   * @throws IllegalStateException when the confirm is refused for another reason than a decline
   */
  public JsonNode pay(String invoiceId, String card) {
    return Payer.confirm(api, "payment_intent", paymentOf(invoiceId), card);
  }

  /**
   * Saves a card as the payer's browser would. A card with 3-D Secure is saved only after {@link
   * Sandbox#authenticate}, which takes SetupIntents too.
   *
   * @param card a number or a {@code pm_} token
   * @return the SetupIntent afterwards, even after a decline
   * @throws IllegalStateException when the confirm is refused for another reason than a decline
   */
  public JsonNode confirmSetup(String setupIntentId, String card) {
    return Payer.confirm(api, "setup_intent", setupIntentId, card);
  }

  /**
   * Replaces the card that pays renewals.
   *
   * @param token such as {@code pm_card_chargeCustomerFail}
   */
  public void replaceCard(String subscriptionId, String token) {
    controls.act(
        () -> {
          ObjectNode subscription = store.subscriptions.inPath(subscriptionId);
          ObjectNode before = subscription.deepCopy();
          ObjectNode customer = store.customers.find(Json.text(subscription, "customer"));
          ObjectNode card =
              parts.methods.attach(
                  parts.methods.given(new Form(Map.of("payment_method", token))),
                  customer,
                  Ask.NOBODY);
          subscription.set("default_payment_method", card.get("id"));
          parts.billing.standing.updated(subscription, before, Ask.NOBODY);
          return subscription;
        });
  }

  /** Ends it at once, as in the dashboard. */
  public void cancelAtDashboard(String subscriptionId) {
    Ask ask = new Ask(null, subscriptionId, Ask.NOBODY.form(), null, null, false);
    controls.act(() -> parts.billing.subscriptions.cancel(ask));
  }

  /**
   * Changes it, as in the dashboard.
   *
   * @param form Stripe's parameters; {@code items[0][id]} is added where it is needed
   * @throws IllegalStateException when Stripe would refuse it
   */
  public void changeAtDashboard(String subscriptionId, Map<String, String> form) {
    controls.act(
        () -> {
          ObjectNode subscription = store.subscriptions.inPath(subscriptionId);
          Map<String, String> all = new LinkedHashMap<>(form);
          if (form.keySet().stream().anyMatch(name -> name.startsWith("items[0]"))) {
            all.putIfAbsent("items[0][id]", Json.text(SubscriptionJson.item(subscription), "id"));
          }
          return parts.billing.changes.update(
              new Ask(null, subscriptionId, new Form(all), null, null, false));
        });
  }

  /** Changes the quantity and charges the difference at once. */
  public void changeQuantityAtDashboard(String subscriptionId, long quantity) {
    changeAtDashboard(
        subscriptionId,
        Map.of(
            "items[0][quantity]", Long.toString(quantity), "proration_behavior", "always_invoice"));
  }

  /**
   * How long invoices of renewals stay drafts. Here they are finalized at once by default; at
   * Stripe after about an hour.
   */
  public void keepDrafts(Duration how) {
    if (how.isNegative()) {
      throw new IllegalArgumentException("A draft cannot be one for " + how);
    }
    controls.act(
        () -> {
          store.draftSeconds = how.toSeconds();
          return null;
        });
  }

  /**
   * How many days before a renewal {@code invoice.upcoming} is sent: 7 by default, 0 for never.
   *
   * @throws IllegalArgumentException when negative
   */
  public void upcomingDays(int days) {
    if (days < 0) {
      throw new IllegalArgumentException("Nothing is told " + days + " days ahead");
    }
    controls.act(
        () -> {
          store.upcomingDays = days;
          return null;
        });
  }

  /**
   * What happens to a subscription whose renewal cannot be collected, 15 days after the first
   * attempt.
   *
   * @param what {@code cancel} (the default), {@code unpaid} or {@code past_due}
   */
  public void afterRetries(String what) {
    if (!Set.of("cancel", "unpaid", "past_due").contains(what)) {
      throw new IllegalArgumentException("'" + what + "' is not cancel, unpaid or past_due");
    }
    controls.act(
        () -> {
          store.afterRetries = what;
          return null;
        });
  }
}
