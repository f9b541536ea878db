package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** All endpoints, with the parameters that they take. */
final class Routes {

  private static final Set<String> NONE = Set.of();

  private Routes() {}

  static List<Route> of(Parts parts) {
    Refunds refunds = parts.refunds;
    PaymentIntents intents = parts.intents;
    Customers customers = parts.customers;
    String intent = "/v1/payment_intents/{id}";
    String customer = "/v1/customers/{id}";
    String dispute = "/v1/disputes/{id}";
    String refund = "/v1/refunds/{id}";
    List<Route> payments =
        List.of(
            post("/v1/payment_intents", creating(), parts.tokens.taking(intents::create)),
            get("/v1/payment_intents", listing("customer"), intents::list),
            new Route("GET", intent, true, Set.of("client_secret"), intents::retrieve),
            post(intent, updating(), intents::update),
            new Route(
                "POST",
                intent + "/confirm",
                true,
                confirming(),
                parts.tokens.taking(intents::confirm)),
            post(intent + "/capture", Captures.PARAMETERS, parts.captures::capture),
            post(intent + "/cancel", Set.of("cancellation_reason"), intents::cancel),
            post("/v1/customers", Customers.PARAMETERS, customers::create),
            get("/v1/customers", listing("email"), customers::list),
            get(customer, NONE, customers::retrieve),
            post(customer, Customers.PARAMETERS, customers::update),
            new Route("DELETE", customer, false, NONE, customers::delete),
            get("/v1/charges", listing("payment_intent", "customer"), parts.charges::list),
            get("/v1/charges/{id}", NONE, parts.charges::retrieve),
            post("/v1/refunds", Refunds.CREATE_PARAMETERS, refunds::create),
            get("/v1/refunds", listing("payment_intent", "charge"), refunds::list),
            get(refund, NONE, refunds::retrieve),
            post(refund, Set.of("metadata[*]"), refunds::update),
            get("/v1/disputes", listing("payment_intent", "charge"), parts.disputes::list),
            get(dispute, NONE, parts.disputes::retrieve),
            post(dispute, Disputes.updateParameters(), parts.disputes::update),
            post(dispute + "/close", NONE, parts.disputes::close),
            get(
                "/v1/radar/early_fraud_warnings",
                listing("payment_intent", "charge"),
                parts.fraudWarnings::list),
            get("/v1/radar/early_fraud_warnings/{id}", NONE, parts.fraudWarnings::retrieve),
            get("/v1/balance", NONE, parts.balance::retrieve),
            get(
                "/v1/balance_transactions",
                listing("source", "type", "currency"),
                parts.balance::transactions),
            get("/v1/balance_transactions/{id}", NONE, parts.balance::transaction),
            get("/v1/events", Pages.parametersAnd(Events.LIST_PARAMETERS), parts.events::list),
            get("/v1/events/{id}", NONE, parts.events::retrieve));
    List<Route> all = new ArrayList<>(payments);
    all.addAll(SubscriptionRoutes.of(parts));
    all.addAll(DiscountRoutes.of(parts.billing));
    all.addAll(SetupIntentRoutes.of(parts));
    all.addAll(CheckoutRoutes.of(parts.checkout));
    all.addAll(parts.pages.routes());
    all.add(ElementsSessions.route());
    all.addAll(parts.domains.routes());
    all.addAll(parts.tokens.routes());
    all.addAll(parts.customerSessions.routes());
    return List.copyOf(all);
  }

  static Route get(String path, Set<String> parameters, Function<Ask, ObjectNode> work) {
    return new Route("GET", path, false, parameters, work);
  }

  static Route post(String path, Set<String> parameters, Function<Ask, ObjectNode> work) {
    return new Route("POST", path, false, parameters, work);
  }

  static Set<String> listing(String... filters) {
    return Pages.parametersAnd(Set.of(filters));
  }

  private static Set<String> updating() {
    return both(
        both(IntentFields.PARAMETERS, PaymentMethods.PARAMETERS),
        Set.of("amount", "currency", "customer", "capture_method"));
  }

  private static Set<String> creating() {
    return both(
        updating(),
        Set.of(
            "automatic_payment_methods[enabled]",
            "automatic_payment_methods[allow_redirects]",
            "payment_method_types[]",
            MethodConfigurations.PARAMETER,
            "confirm",
            "off_session",
            "error_on_requires_action",
            "return_url",
            ConfirmationTokens.PARAMETER,
            "use_stripe_sdk"));
  }

  private static Set<String> confirming() {
    return both(
        PaymentMethods.PARAMETERS,
        Set.of(
            "return_url",
            ConfirmationTokens.PARAMETER,
            "off_session",
            "error_on_requires_action",
            "receipt_email",
            "setup_future_usage",
            "use_stripe_sdk",
            "shipping[name]",
            "shipping[phone]",
            "shipping[carrier]",
            "shipping[tracking_number]",
            "shipping[address][*]"));
  }

  static Set<String> both(Set<String> some, Set<String> more) {
    Set<String> both = new HashSet<>(some);
    both.addAll(more);
    return both;
  }
}
