package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Everything that the sandbox knows. Whoever reads or writes holds this object's monitor. */
final class Store {

  /** Set once it is known where the sandbox listens. */
  PaperAddresses papers = new PaperAddresses(() -> URI.create("http://127.0.0.1"));

  final Table paymentIntents = new Table("payment_intent");
  final Table customers = new Table("customer");
  final Table charges = new Table("charge");
  final Table refunds = new Table("refund");
  final Table disputes = new Table("dispute");
  final Table fraudWarnings = new Table("early_fraud_warning");
  final Table paymentMethods = new Table("PaymentMethod");
  final Table customerBalanceTransactions = new Table("customer_balance_transaction");
  final Table balanceTransactions = new Table("balance transaction");
  final Table products = new Table("product");
  final Table prices = new Table("price");
  final Table subscriptions = new Table("subscription");
  final Table invoices = new Table("invoice");
  final Table invoicePayments = new Table("invoice_payment");
  final Table setupIntents = new Table("setupintent");
  final Table coupons = new Table("coupon");
  final Table promotionCodes = new Table("promotion code");
  final Table discounts = new Table("discount");
  final Table taxRates = new Table("tax rate");
  final Table shippingRates = new Table("shipping rate");
  final Table paymentMethodDomains = new Table("payment_method_domain");
  final Table checkoutSessions = new Table("checkout.session");
  final Table events = new Table("event");

  /** From Checkout Session to the parameters that it was made with. */
  final Map<String, Form> checkoutForms = new HashMap<>();

  /** From an open Checkout Session to the payment of the subscription that it is to make. */
  final Map<String, String> begunOf = new HashMap<>();

  /** Checkout Sessions whose payer wants the card to be saved. */
  final Set<String> savingSessions = new LinkedHashSet<>();

  /** From Checkout Session to the amount in the currency that its payer has chosen. */
  final Map<String, ObjectNode> presentments = new HashMap<>();

  /** Whether Stripe sells in each new session that does not say otherwise, as of new accounts. */
  boolean managedByDefault;

  /** Whether each new payment is taxed whose session does not say otherwise. */
  boolean taxedByDefault;

  /** From subscription to the tax rates that follow from its payer's address. */
  final Map<String, ArrayNode> automaticTaxes = new HashMap<>();

  final Table confirmationTokens = new Table("confirmation_token");

  /** From confirmation token to the payment method that it becomes. */
  final Map<String, String> methodOfToken = new HashMap<>();

  /** By their client secrets. */
  final Map<String, ObjectNode> customerSessions = new LinkedHashMap<>();

  /** The wallets that browsers have. */
  final Set<String> wallets = new LinkedHashSet<>();

  /** Checkout Sessions that can still be paid, or expire. */
  final Set<String> openSessions = new LinkedHashSet<>();

  /** From PaymentIntent or SetupIntent to the Checkout Session that made it. */
  final Map<String, String> sessionOf = new HashMap<>();

  /** Refunds whose outcome the bank has still to decide. */
  final Set<String> unsettledRefunds = new LinkedHashSet<>();

  /** By currency; the sum of the balance transactions. */
  final Map<String, Long> available = new TreeMap<>();

  /** From payment method to the token of its test card. */
  final Map<String, String> cardOf = new HashMap<>();

  /** Payment methods that were detached, or used without a customer: nothing takes them again. */
  final Set<String> spentMethods = new HashSet<>();

  /** Intents whose payer may be sent to another page, and back. */
  final Set<String> redirecting = new HashSet<>();

  /** From PaymentIntent or invoice to the invoice payment of both. */
  final Map<String, String> invoicePaymentOf = new HashMap<>();

  /** Subscriptions whose trial's coming end was reported. */
  final Set<String> endingTrials = new LinkedHashSet<>();

  /** From subscription to the renewal that was reported ahead. */
  final Map<String, Long> toldOfRenewal = new HashMap<>();

  /** How many days before a renewal {@code invoice.upcoming} is sent; 0 for never. */
  long upcomingDays = 7;

  /** From subscription to the extra lines of its next invoice. */
  final Map<String, ArrayNode> prorations = new LinkedHashMap<>();

  /** What happens to a subscription after the last attempt to collect. */
  String afterRetries = "cancel";

  /** How long a renewal's invoice is a draft. */
  long draftSeconds;

  /** The tax rate of new subscriptions, or null. */
  String taxOfNew;

  final Set<String> deliveredEvents = new HashSet<>();

  /** Events that a fault keeps from being delivered. */
  final Set<String> droppedEvents = new HashSet<>();

  /** Idempotency keys with their stored answers, oldest first. */
  final Map<String, ObjectNode> answers = new LinkedHashMap<>();

  ArrayNode taxesOfNew() {
    ArrayNode rates = Json.MAPPER.createArrayNode();
    return taxOfNew == null ? rates : rates.add(taxRates.find(taxOfNew).deepCopy());
  }

  void book(ObjectNode balanceTransaction) {
    balanceTransactions.add(balanceTransaction);
    available.merge(
        Json.text(balanceTransaction, "currency"),
        balanceTransaction.get("net").asLong(),
        Long::sum);
  }

  /** Stores an invoice payment, to be found by its invoice or its PaymentIntent. */
  void pays(ObjectNode invoicePayment) {
    invoicePayments.add(invoicePayment);
    String id = Json.text(invoicePayment, "id");
    invoicePaymentOf.put(invoicePayment.at("/payment/payment_intent").asText(), id);
    invoicePaymentOf.put(Json.text(invoicePayment, "invoice"), id);
  }

  ObjectNode toJson(Duration clockAhead) {
    return Json.object(
        "clock_ahead",
        clockAhead.toString(),
        "payment_intents",
        paymentIntents.toJson(),
        "customers",
        customers.toJson(),
        "charges",
        charges.toJson(),
        "refunds",
        refunds.toJson(),
        "disputes",
        disputes.toJson(),
        "fraud_warnings",
        fraudWarnings.toJson(),
        "unsettled_refunds",
        unsettledRefunds,
        "balance_transactions",
        balanceTransactions.toJson(),
        "customer_balance_transactions",
        customerBalanceTransactions.toJson(),
        "payment_methods",
        paymentMethods.toJson(),
        "cards",
        cardOf,
        "spent_methods",
        spentMethods,
        "redirecting",
        redirecting,
        "products",
        products.toJson(),
        "prices",
        prices.toJson(),
        "subscriptions",
        subscriptions.toJson(),
        "invoices",
        invoices.toJson(),
        "invoice_payments",
        invoicePayments.toJson(),
        "setup_intents",
        setupIntents.toJson(),
        "coupons",
        coupons.toJson(),
        "promotion_codes",
        promotionCodes.toJson(),
        "discounts",
        discounts.toJson(),
        "tax_rates",
        taxRates.toJson(),
        "tax_of_new",
        taxOfNew,
        "shipping_rates",
        shippingRates.toJson(),
        "payment_method_domains",
        paymentMethodDomains.toJson(),
        "checkout_sessions",
        checkoutSessions.toJson(),
        "checkout_forms",
        checkoutForms,
        "session_of",
        sessionOf,
        "begun_of",
        begunOf,
        "saving_sessions",
        savingSessions,
        "presentments",
        presentments,
        "managed_by_default",
        managedByDefault,
        "taxed_by_default",
        taxedByDefault,
        "automatic_taxes",
        automaticTaxes,
        "wallets",
        wallets,
        "confirmation_tokens",
        confirmationTokens.toJson(),
        "method_of_token",
        methodOfToken,
        "customer_sessions",
        customerSessions,
        "ending_trials",
        endingTrials,
        "told_of_renewal",
        toldOfRenewal,
        "upcoming_days",
        upcomingDays,
        "prorations",
        prorations,
        "after_retries",
        afterRetries,
        "draft_seconds",
        draftSeconds,
        "events",
        events.toJson(),
        "delivered_events",
        deliveredEvents,
        "dropped_events",
        droppedEvents,
        "answers",
        answers);
  }

  void load(JsonNode saved) {
    paymentIntents.load(saved.path("payment_intents"));
    customers.load(saved.path("customers"));
    charges.load(saved.path("charges"));
    refunds.load(saved.path("refunds"));
    disputes.load(saved.path("disputes"));
    fraudWarnings.load(saved.path("fraud_warnings"));
    saved.path("unsettled_refunds").forEach(id -> unsettledRefunds.add(id.asText()));
    saved.path("balance_transactions").forEach(entry -> book((ObjectNode) entry));
    customerBalanceTransactions.load(saved.path("customer_balance_transactions"));
    paymentMethods.load(saved.path("payment_methods"));
    saved.path("cards").properties().forEach(e -> cardOf.put(e.getKey(), e.getValue().asText()));
    saved.path("spent_methods").forEach(id -> spentMethods.add(id.asText()));
    saved.path("redirecting").forEach(id -> redirecting.add(id.asText()));
    products.load(saved.path("products"));
    prices.load(saved.path("prices"));
    subscriptions.load(saved.path("subscriptions"));
    invoices.load(saved.path("invoices"));
    saved.path("invoice_payments").forEach(payment -> pays((ObjectNode) payment));
    setupIntents.load(saved.path("setup_intents"));
    coupons.load(saved.path("coupons"));
    promotionCodes.load(saved.path("promotion_codes"));
    discounts.load(saved.path("discounts"));
    taxRates.load(saved.path("tax_rates"));
    taxOfNew = saved.path("tax_of_new").asText(null);
    shippingRates.load(saved.path("shipping_rates"));
    paymentMethodDomains.load(saved.path("payment_method_domains"));
    checkoutSessions.load(saved.path("checkout_sessions"));
    saved
        .path("checkout_forms")
        .properties()
        .forEach(e -> checkoutForms.put(e.getKey(), Form.load(e.getValue())));
    for (ObjectNode session : checkoutSessions.oldestFirst()) {
      if ("open".equals(Json.text(session, "status"))) {
        openSessions.add(Json.text(session, "id"));
      }
    }
    saved
        .path("begun_of")
        .properties()
        .forEach(e -> begunOf.put(e.getKey(), e.getValue().asText()));
    saved.path("saving_sessions").forEach(id -> savingSessions.add(id.asText()));
    saved
        .path("presentments")
        .properties()
        .forEach(e -> presentments.put(e.getKey(), (ObjectNode) e.getValue()));
    managedByDefault = saved.path("managed_by_default").asBoolean();
    taxedByDefault = saved.path("taxed_by_default").asBoolean();
    saved
        .path("automatic_taxes")
        .properties()
        .forEach(e -> automaticTaxes.put(e.getKey(), (ArrayNode) e.getValue()));
    saved
        .path("session_of")
        .properties()
        .forEach(e -> sessionOf.put(e.getKey(), e.getValue().asText()));
    confirmationTokens.load(saved.path("confirmation_tokens"));
    saved
        .path("method_of_token")
        .properties()
        .forEach(e -> methodOfToken.put(e.getKey(), e.getValue().asText()));
    saved
        .path("customer_sessions")
        .properties()
        .forEach(e -> customerSessions.put(e.getKey(), (ObjectNode) e.getValue()));
    saved.path("wallets").forEach(wallet -> wallets.add(wallet.asText()));
    saved.path("ending_trials").forEach(id -> endingTrials.add(id.asText()));
    saved
        .path("prorations")
        .properties()
        .forEach(e -> prorations.put(e.getKey(), (ArrayNode) e.getValue()));
    saved
        .path("told_of_renewal")
        .properties()
        .forEach(e -> toldOfRenewal.put(e.getKey(), e.getValue().asLong()));
    upcomingDays = saved.path("upcoming_days").asLong(7);
    draftSeconds = saved.path("draft_seconds").asLong();
    afterRetries = saved.path("after_retries").asText("cancel");
    events.load(saved.path("events"));
    saved.path("delivered_events").forEach(id -> deliveredEvents.add(id.asText()));
    saved.path("dropped_events").forEach(id -> droppedEvents.add(id.asText()));
    saved
        .path("answers")
        .properties()
        .forEach(e -> answers.put(e.getKey(), (ObjectNode) e.getValue()));
  }
}
