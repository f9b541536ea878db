package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The <a href="https://docs.stripe.com/api/payment_method_domains">Payment Method Domains API</a>:
 * where Elements and Checkout's forms may show wallets. A domain is registered once for each
 * account and mode, and never removed, only disabled. Stripe does not describe what it answers to a
 * name that is there: here the one that is there, as it is. A fault makes it a refusal.
 */
final class PaymentMethodDomains {

  static final Set<String> LIST_PARAMETERS =
      Set.of("limit", "starting_after", "ending_before", "domain_name", "enabled");

  private static final List<String> METHODS =
      List.of("amazon_pay", "apple_pay", "google_pay", "klarna", "link", "paypal");

  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  /** Names on the internet have a dot, and the last part is no number. */
  private static final Pattern NAME = Pattern.compile("(" + LABEL + "\\.)+(?![0-9]+$)" + LABEL);

  private final Store store;
  private final SandboxClock clock;

  PaymentMethodDomains(Store store, SandboxClock clock) {
    this.store = store;
    this.clock = clock;
  }

  ObjectNode create(Ask ask) {
    String sent = ask.form().text("domain_name");
    if (sent == null) {
      throw Refusal.missing("domain_name");
    }
    String name = sent.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches() || name.endsWith(".localhost")) {
      throw Refusal.invalid(
          null, "domain_name", "The domain name " + sent + " is not a valid domain name.");
    }
    for (ObjectNode known : store.paymentMethodDomains.oldestFirst()) {
      if (name.equals(Json.text(known, "domain_name"))) {
        return known;
      }
    }
    boolean enabled = !ask.form().has("enabled") || ask.form().flag("enabled");
    ObjectNode domain =
        Json.object(
            "id",
            Ids.of("pmd"),
            "object",
            "payment_method_domain",
            "created",
            clock.seconds(),
            "domain_name",
            name,
            "enabled",
            enabled,
            "livemode",
            false);
    METHODS.forEach(method -> domain.set(method, active()));
    return store.paymentMethodDomains.add(domain);
  }

  private static ObjectNode active() {
    return Json.object("status", "active");
  }

  ObjectNode list(Ask ask) {
    if (ask.form().has("enabled")) {
      ask.form().flag("enabled");
    }
    return Pages.of(
        store.paymentMethodDomains, ask, Filters.fields(ask.form(), "domain_name", "enabled"));
  }

  ObjectNode retrieve(Ask ask) {
    return store.paymentMethodDomains.inPath(ask.id());
  }

  ObjectNode update(Ask ask) {
    ObjectNode domain = store.paymentMethodDomains.inPath(ask.id());
    if (ask.form().has("enabled")) {
      domain.put("enabled", ask.form().flag("enabled"));
    }
    return domain;
  }

  /** Looks again at what was wrong, which the shop has put right. */
  ObjectNode validate(Ask ask) {
    ObjectNode domain = store.paymentMethodDomains.inPath(ask.id());
    METHODS.forEach(method -> domain.set(method, active()));
    return domain;
  }

  /**
   * Something of a wallet's is not as it has to be, until it is validated.
   *
   * @param method such as {@code apple_pay}
   */
  ObjectNode fail(String name, String method, String message) {
    if (!METHODS.contains(method)) {
      throw Refusal.oneOf("method", String.join(", ", METHODS));
    }
    ObjectNode domain =
        store.paymentMethodDomains.oldestFirst().stream()
            .filter(known -> name.equals(Json.text(known, "domain_name")))
            .findFirst()
            .orElseThrow(() -> Refusal.noSuch("payment_method_domain", name, "name", false));
    domain.set(
        method,
        Json.object("status", "inactive", "status_details", Json.object("error_message", message)));
    return domain;
  }

  List<Route> routes() {
    String domains = "/v1/payment_method_domains";
    String domain = domains + "/{id}";
    return List.of(
        Routes.post(domains, Set.of("domain_name", "enabled"), this::create),
        Routes.get(domains, LIST_PARAMETERS, this::list),
        Routes.get(domain, Set.of(), this::retrieve),
        Routes.post(domain, Set.of("enabled"), this::update),
        Routes.post(domain + "/validate", Set.of(), this::validate));
  }
}
