package io.paydesk.dev.sandbox;

import static io.paydesk.dev.sandbox.Routes.get;
import static io.paydesk.dev.sandbox.Routes.listing;
import static io.paydesk.dev.sandbox.Routes.post;

import java.util.List;
import java.util.Set;

/** The endpoints for saved payment methods, with the parameters that they take. */
final class SetupIntentRoutes {

  private static final Set<String> NONE = Set.of();

  private SetupIntentRoutes() {}

  static List<Route> of(Parts parts) {
    SetupIntents setups = parts.billing.setups;
    SetupIntentOrders orders = parts.billing.setupOrders;
    SavedMethods saved = parts.saved;
    String setup = "/v1/setup_intents/{id}";
    String method = "/v1/payment_methods/{id}";
    return List.of(
        post("/v1/setup_intents", creating(), parts.tokens.taking(orders::create)),
        get("/v1/setup_intents", listing("customer", "payment_method"), orders::list),
        new Route("GET", setup, true, Set.of("client_secret"), setups::retrieve),
        new Route(
            "POST", setup + "/confirm", true, confirming(), parts.tokens.taking(setups::confirm)),
        post(setup + "/cancel", Set.of("cancellation_reason"), orders::cancel),
        get("/v1/payment_methods", SavedMethods.LIST_PARAMETERS, saved::list),
        get(method, NONE, parts.methods::retrieve),
        post(method, SavedMethods.UPDATE_PARAMETERS, saved::update),
        post(method + "/attach", Set.of("customer"), parts.methods::attach),
        post(method + "/detach", NONE, parts.billing.detachment::detach),
        get(
            "/v1/customers/{id}/payment_methods",
            SavedMethods.LIST_OF_CUSTOMER_PARAMETERS,
            saved::listOfCustomer));
  }

  private static Set<String> confirming() {
    return Routes.both(
        PaymentMethods.PARAMETERS,
        Set.of("return_url", ConfirmationTokens.PARAMETER, "use_stripe_sdk"));
  }

  private static Set<String> creating() {
    return Routes.both(
        confirming(),
        Set.of(
            "customer",
            "usage",
            "confirm",
            "description",
            "metadata[*]",
            "automatic_payment_methods[enabled]",
            "automatic_payment_methods[allow_redirects]",
            "payment_method_types[]",
            MethodConfigurations.PARAMETER));
  }
}
