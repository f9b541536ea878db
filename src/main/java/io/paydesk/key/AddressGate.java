package io.paydesk.key;

import io.paydesk.problem.Refusal;
import io.paydesk.trace.Secrets;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Refuses an address that has a key or a user's token in it: proxies log addresses and browsers
 * keep them, so that it must be taken for leaked. The token of a pay-link is made to stand in one
 * place, and nowhere else.
 */
@ApplicationScoped
class AddressGate {

  /** After those that look whether it is a request at all. */
  private static final int EARLY = 900;

  private static final Pattern PAGE =
      Pattern.compile("(?i:/+pay/+)pdk_pay_(?:test|live)_[0-9A-Za-z]*");

  void install(@Observes Filters filters) {
    filters.register(AddressGate::check, EARLY);
  }

  private static void check(RoutingContext context) {
    if (!Secrets.isOursIn(withoutLink(context.request().uri()))) {
      context.next();
      return;
    }
    var refusal = leaked();
    context
        .response()
        .setStatusCode(refusal.status())
        .putHeader("Content-Type", "application/problem+json")
        .end(new JsonObject(refusal.body()).encode());
  }

  private static String withoutLink(String address) {
    var page = PAGE.matcher(address);
    return page.lookingAt() ? address.substring(page.end()) : address;
  }

  private static Refusal leaked() {
    return Refusal.of(
        "key-in-address",
        400,
        "A key stands in the address",
        "Addresses are logged and kept, so this key or token must be taken for leaked: rotate or"
            + " revoke it. Send keys as 'Authorization: Bearer <key>' only.");
  }
}
