package io.paydesk.dev.sandbox;

import static io.paydesk.dev.sandbox.Routes.get;
import static io.paydesk.dev.sandbox.Routes.post;

import java.util.List;
import java.util.Set;

/** The endpoints of Checkout Sessions. */
final class CheckoutRoutes {

  private static final Set<String> NONE = Set.of();

  private CheckoutRoutes() {}

  static List<Route> of(CheckoutParts checkout) {
    CheckoutSessions sessions = checkout.sessions;
    String all = "/v1/checkout/sessions";
    String session = all + "/{id}";
    return List.of(
        post(all, SessionParameters.CREATE, sessions::create),
        get(all, Pages.parametersAnd(SessionParameters.FILTERS), sessions::list),
        get(session, NONE, sessions::retrieve),
        post(session, SessionParameters.UPDATE, checkout.updates::update),
        post(session + "/expire", NONE, sessions::expire),
        get(
            session + "/line_items",
            Set.of("limit", "starting_after", "ending_before"),
            sessions::lines));
  }
}
