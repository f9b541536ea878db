package io.paydesk.dev.sandbox;

import static io.paydesk.dev.sandbox.Routes.get;
import static io.paydesk.dev.sandbox.Routes.listing;
import static io.paydesk.dev.sandbox.Routes.post;

import java.util.List;
import java.util.Set;

/** The endpoints that subscriptions need, with the parameters that they take. */
final class SubscriptionRoutes {

  private static final Set<String> NONE = Set.of();

  private SubscriptionRoutes() {}

  static List<Route> of(Parts parts) {
    SubscriptionParts billing = parts.billing;
    Products products = billing.products;
    Prices prices = billing.prices;
    Invoices invoices = billing.invoices;
    Subscriptions subscriptions = billing.subscriptions;
    InvoicePayments payments = billing.invoicePayments;
    String subscription = "/v1/subscriptions/{id}";
    String invoice = "/v1/invoices/{id}";
    String item = "/v1/subscription_items/{id}";
    return List.of(
        post("/v1/products", Products.CREATE_PARAMETERS, products::create),
        get("/v1/products", listing("active"), products::list),
        get("/v1/products/{id}", NONE, products::retrieve),
        post("/v1/products/{id}", Products.UPDATE_PARAMETERS, products::update),
        post(
            "/v1/prices",
            Routes.both(Prices.CREATE_PARAMETERS, PriceScheme.PARAMETERS),
            prices::create),
        get("/v1/prices", Pages.parametersAnd(Prices.FILTERS), prices::list),
        get("/v1/prices/{id}", NONE, prices::retrieve),
        post("/v1/prices/{id}", Prices.UPDATE_PARAMETERS, prices::update),
        post("/v1/subscriptions", SubscriptionOrder.PARAMETERS, subscriptions::create),
        get("/v1/subscriptions", listing("customer", "price", "status"), subscriptions::list),
        get(subscription, NONE, subscriptions::retrieve),
        post(subscription, SubscriptionChanges.PARAMETERS, billing.changes::update),
        post(subscription + "/resume", Set.of("billing_cycle_anchor"), billing.changes::resume),
        new Route(
            "DELETE", subscription, false, Subscriptions.CANCEL_PARAMETERS, subscriptions::cancel),
        post("/v1/subscription_items", SubscriptionItems.CREATE_PARAMETERS, billing.items::create),
        get("/v1/subscription_items", pageOf("subscription"), billing.items::list),
        get(item, NONE, billing.items::retrieve),
        post(item, SubscriptionItems.UPDATE_PARAMETERS, billing.items::update),
        new Route(
            "DELETE", item, false, SubscriptionItems.DELETE_PARAMETERS, billing.items::delete),
        get("/v1/invoices", listing("customer", "subscription", "status"), invoices::list),
        post("/v1/invoices/create_preview", InvoicePreviews.PARAMETERS, billing.previews::create),
        get(invoice, NONE, invoices::retrieve),
        post(invoice, Set.of("auto_advance", "description", "metadata[*]"), invoices::update),
        get(
            invoice + "/lines",
            Set.of("limit", "starting_after", "ending_before"),
            invoices::lines),
        post(invoice + "/pay", Invoices.PAY_PARAMETERS, invoices::pay),
        post(invoice + "/finalize", Set.of("auto_advance"), invoices::finish),
        post(invoice + "/void", NONE, invoices::makeVoid),
        post(invoice + "/mark_uncollectible", NONE, invoices::markUncollectible),
        get("/v1/invoice_payments", Pages.parametersAnd(InvoicePayments.FILTERS), payments::list),
        get("/v1/invoice_payments/{id}", NONE, payments::retrieve));
  }

  private static Set<String> pageOf(String filter) {
    return Set.of(filter, "limit", "starting_after", "ending_before");
  }
}
