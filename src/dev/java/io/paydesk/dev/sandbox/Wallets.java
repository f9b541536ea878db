package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The wallets that every browser here has: none, until a developer switches some on. As with
 * Stripe's, they show on registered domains alone; this machine's own cannot be registered, so they
 * show there all the same.
 */
final class Wallets {

  /** As Stripe.js names them. */
  static final List<String> KNOWN =
      List.of("apple_pay", "google_pay", "link", "paypal", "amazon_pay", "klarna");

  private final Store store;

  Wallets(Store store) {
    this.store = store;
  }

  /** Those that the browser has, whatever the page. */
  void available(Set<String> wallets) {
    for (String wallet : wallets) {
      if (!KNOWN.contains(wallet)) {
        throw new IllegalArgumentException("'available' is of " + String.join(", ", KNOWN));
      }
    }
    synchronized (store) {
      store.wallets.clear();
      store.wallets.addAll(wallets);
    }
  }

  ObjectNode apply(JsonNode order) {
    if (!order.path("available").isArray()) {
      throw new IllegalArgumentException("'available' is a list, such as [\"google_pay\"]");
    }
    available(
        new LinkedHashSet<>(
            StreamSupport.stream(order.path("available").spliterator(), false)
                .map(JsonNode::asText)
                .toList()));
    return Json.object();
  }

  /** Those that show on a page of this host. */
  ObjectNode on(String host) {
    synchronized (store) {
      return Json.object(
          "wallets", store.wallets.stream().filter(wallet -> shows(wallet, host)).toList());
    }
  }

  private boolean shows(String wallet, String host) {
    return isOfThisMachine(host)
        || store.paymentMethodDomains.oldestFirst().stream()
            .filter(domain -> host.equals(Json.text(domain, "domain_name")))
            .anyMatch(
                domain ->
                    domain.path("enabled").asBoolean()
                        && "active".equals(Json.text(domain.path(wallet), "status")));
  }

  private static boolean isOfThisMachine(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("127.")
        || host.equals("[::1]");
  }
}
