package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.function.Supplier;

/** All parts that subscriptions need, put together: each knows those that it needs. */
final class SubscriptionParts {

  private final SandboxClock clock;

  final Products products;
  final Prices prices;
  final InvoicePayments invoicePayments;
  final SetupIntents setups;
  final SetupIntentOrders setupOrders;
  final Subscriptions subscriptions;
  final SubscriptionChanges changes;
  final Invoices invoices;
  final Endings endings;
  final Standing standing;
  final Collection collection;
  final Due due;
  final CustomerBalance balances;
  final SubscriptionItems items;
  final Detachment detachment;
  final Discounts discounts;
  final Coupons coupons;
  final PromotionCodes promotionCodes;
  final TaxRates taxRates;
  final SubscriptionStart starts;
  final InvoiceLines lines;
  final InvoicePreviews previews;

  SubscriptionParts(
      Store store,
      SandboxClock clock,
      Events events,
      PaymentMethods methods,
      Confirmation confirmation,
      Captures captures,
      Supplier<URI> base,
      Later later) {
    this.clock = clock;
    products = new Products(store, clock, events);
    prices = new Prices(store, clock, events, products);
    invoicePayments = new InvoicePayments(store, clock, events);
    balances = new CustomerBalance(store, clock, events);
    discounts = new Discounts(store, clock, events);
    lines = new InvoiceLines(store, discounts);
    coupons = new Coupons(store, clock, events);
    promotionCodes = new PromotionCodes(store, clock, events);
    taxRates = new TaxRates(store, clock, events);
    InvoiceMoves moves = new InvoiceMoves(store, clock, events, invoicePayments, balances);
    endings = new Endings(store, clock, events, moves);
    PendingUpdates pending = new PendingUpdates(store, clock, events, moves);
    standing = new Standing(store, events, pending, endings);
    setups = new SetupIntents(store, clock, events, methods, standing, base, later);
    setupOrders = new SetupIntentOrders(store, clock, events, methods, setups);
    collection =
        new Collection(
            store, clock, events, invoicePayments, moves, standing, confirmation, methods);
    Invoicing invoicing =
        new Invoicing(store, clock, events, invoicePayments, moves, balances, discounts);
    Renewals renewals =
        new Renewals(store, events, lines, invoicing, moves, collection, standing, endings);
    starts =
        new SubscriptionStart(
            store, clock, events, lines, invoicing, collection, setups, renewals, discounts);
    subscriptions = new Subscriptions(store, clock, starts, endings);
    Prorations prorations = new Prorations(clock, lines);
    ItemChanges itemChanges =
        new ItemChanges(store, clock, prorations, invoicing, collection, pending, standing);
    TrialChanges trials = new TrialChanges(store, clock, lines, renewals, standing);
    changes = new SubscriptionChanges(store, clock, itemChanges, trials, discounts, standing);
    items = new SubscriptionItems(store, changes);
    detachment = new Detachment(store, events, standing);
    invoices = new Invoices(store, invoicing, moves, collection, standing, methods);
    previews = new InvoicePreviews(store, clock, prorations, invoicing, renewals);
    Upcoming upcoming = new Upcoming(store, previews, events);
    due =
        new Due(store, captures, renewals, collection, moves, pending, endings, standing, upcoming);
  }

  Instant now() {
    return clock.now();
  }

  /** A payment has moved on. */
  void moved(ObjectNode intent, Ask ask) {
    collection.moved(intent, ask);
  }
}
