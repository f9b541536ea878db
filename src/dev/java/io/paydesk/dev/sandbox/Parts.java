package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All parts of the sandbox, put together: each knows those that it needs. */
final class Parts {

  final Events events;
  final Settlement settlement = new Settlement();
  final Ledger ledger;
  final Captures captures;
  final Confirmation confirmation;
  final PaymentIntents intents;
  final Customers customers;
  final Charges charges;
  final RefundOutcomes refundOutcomes;
  final Refunds refunds;
  final FraudWarnings fraudWarnings;
  final DisputeMoves disputeMoves;
  final Disputes disputes;
  final Balance balance;
  final PaymentMethods methods;
  final SavedMethods saved;
  final SubscriptionParts billing;
  final CheckoutParts checkout;
  final PaymentPages pages;
  final PaymentMethodDomains domains;
  final ConfirmationTokens tokens;
  final CustomerSessions customerSessions;

  /**
   * @param listener is given every event
   * @param base where the page for 3-D Secure is
   */
  Parts(
      Store store,
      SandboxClock clock,
      Consumer<ObjectNode> listener,
      Supplier<URI> base,
      Later later) {
    store.papers = new PaperAddresses(base);
    events = new Events(store, clock, listener);
    ledger = new Ledger(store, clock, settlement);
    methods = new PaymentMethods(store, clock, events);
    saved = new SavedMethods(store, clock, events);
    fraudWarnings = new FraudWarnings(store, clock, events);
    disputeMoves = new DisputeMoves(store, clock, events, ledger, fraudWarnings);
    var aftermaths = new Aftermaths(methods, disputeMoves, fraudWarnings);
    captures = new Captures(store, clock, events, ledger, aftermaths, later);
    confirmation =
        new Confirmation(
            store, clock, events, methods, ledger, captures, aftermaths, base, later, this::moved);
    intents = new PaymentIntents(store, clock, events, methods, confirmation, captures);
    charges = new Charges(store);
    refundOutcomes = new RefundOutcomes(store, events, methods, ledger, later);
    refunds = new Refunds(store, clock, events, ledger, refundOutcomes, disputeMoves);
    disputes = new Disputes(store, clock, events, disputeMoves);
    balance = new Balance(store);
    billing =
        new SubscriptionParts(store, clock, events, methods, confirmation, captures, base, later);
    customers = new Customers(store, clock, events, billing.endings, billing.balances);
    checkout = new CheckoutParts(store, clock, this, base);
    pages = new PaymentPages(store, checkout);
    domains = new PaymentMethodDomains(store, clock);
    tokens = new ConfirmationTokens(store, clock, methods);
    customerSessions = new CustomerSessions(store, clock, billing.detachment);
    captures.followedBy(this::moved);
  }

  private void moved(ObjectNode intent, Ask ask) {
    billing.moved(intent, ask);
    checkout.payments.moved(intent, ask);
  }

  /** After a restart: what was planned still happens. */
  void resume() {
    ledger.catchUp();
    billing.prices.stock();
    confirmation.resume();
    billing.setups.resume();
    captures.resume();
    refundOutcomes.resume();
  }
}
