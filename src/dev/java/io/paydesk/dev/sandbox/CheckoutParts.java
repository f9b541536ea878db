package io.paydesk.dev.sandbox;

import java.net.URI;
import java.util.function.Supplier;

/** All parts that Checkout Sessions need, put together: each knows those that it needs. */
final class CheckoutParts {

  final CheckoutSessions sessions;
  final SessionUpdates updates;
  final SessionEntries entries;
  final SessionPayments payments;
  final SessionEnds ends;

  CheckoutParts(Store store, SandboxClock clock, Parts parts, Supplier<URI> base) {
    SubscriptionParts billing = parts.billing;
    SessionPrices prices = new SessionPrices(store, clock, parts.events);
    SessionLines lines = new SessionLines(store, prices);
    SessionCustomer customers = new SessionCustomer(store, parts.customers);
    SessionDiscounts discounts = new SessionDiscounts(store, clock);
    SessionShipping shipping = new SessionShipping(store, clock);
    SessionAmounts amounts = new SessionAmounts(clock, new SessionTax(store, clock), discounts);
    SessionSetups setups = new SessionSetups(store, clock, parts.events, billing.setups);
    SessionInvoices invoices =
        new SessionInvoices(store, clock, parts.events, billing.lines, billing.invoicePayments);
    ends =
        new SessionEnds(store, clock, parts.events, customers, discounts, parts.methods, invoices);
    sessions =
        new CheckoutSessions(
            store, clock, lines, customers, discounts, shipping, amounts, setups, ends, base);
    updates = new SessionUpdates(store, lines, shipping, amounts);
    entries = new SessionEntries(store, discounts, shipping, amounts);
    SessionSubscriptions subscriptions =
        new SessionSubscriptions(
            store,
            clock,
            parts.events,
            parts.methods,
            parts.confirmation,
            billing.starts,
            setups,
            ends);
    payments =
        new SessionPayments(
            store,
            clock,
            parts.events,
            new SessionMethods(parts.methods),
            parts.confirmation,
            customers,
            discounts,
            amounts,
            setups,
            subscriptions,
            ends);
    billing.setups.followedBy(payments::setUp);
    billing.due.alsoFrom(ends::addTo);
  }
}
