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
    Products products = parts.products;
    Prices prices = parts.prices;
    return List.of(
        post("/v1/products", Products.CREATE_PARAMETERS, products::create),
        get("/v1/products", listing("active"), products::list),
        get("/v1/products/{id}", NONE, products::retrieve),
        post("/v1/products/{id}", Products.UPDATE_PARAMETERS, products::update),
        post("/v1/prices", Prices.CREATE_PARAMETERS, prices::create),
        get("/v1/prices", Pages.parametersAnd(Prices.FILTERS), prices::list),
        get("/v1/prices/{id}", NONE, prices::retrieve),
        post("/v1/prices/{id}", Prices.UPDATE_PARAMETERS, prices::update));
  }
}
