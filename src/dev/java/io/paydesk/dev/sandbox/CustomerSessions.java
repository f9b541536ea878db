package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * <a href="https://docs.stripe.com/api/customer_sessions">Customer Sessions</a>: for half an hour,
 * a browser with the client secret may show what a customer has saved, as far as the session says.
 * Of Stripe's components, the Payment Element is here.
 *
 * @see <a href="https://docs.stripe.com/payments/save-customer-payment-methods">saved payment
 *     methods</a>
 */
final class CustomerSessions {

  static final String SECRET = "customer_session_client_secret";
  static final String OBJECT = "elements_customer";

  /** Stripe.js alone calls it, so Stripe describes it nowhere. */
  private static final String FOR_BROWSERS = ElementsSessions.INTERNAL + "customer";

  private static final String ELEMENT = "components[payment_element]";
  private static final String FEATURES = ELEMENT + "[features]";
  private static final Set<String> SWITCH = Set.of("enabled", "disabled");
  private static final long VALID_SECONDS = 1_800;
  private static final int MOST = 10;
  private static final int USUAL = 3;

  private final Store store;
  private final SandboxClock clock;
  private final Detachment detachment;

  CustomerSessions(Store store, SandboxClock clock, Detachment detachment) {
    this.store = store;
    this.clock = clock;
    this.detachment = detachment;
  }

  List<Route> routes() {
    return List.of(
        Routes.post(
            "/v1/customer_sessions",
            Set.of(
                "customer",
                ELEMENT + "[enabled]",
                FEATURES + "[payment_method_allow_redisplay_filters][]",
                FEATURES + "[payment_method_redisplay]",
                FEATURES + "[payment_method_redisplay_limit]",
                FEATURES + "[payment_method_remove]",
                FEATURES + "[payment_method_save]",
                FEATURES + "[payment_method_save_usage]"),
            this::create),
        new Route("GET", FOR_BROWSERS, true, Set.of(SECRET), this::shown),
        new Route(
            "POST",
            FOR_BROWSERS + "/detach",
            true,
            Set.of(SECRET, "payment_method"),
            this::detach));
  }

  private ObjectNode create(Ask ask) {
    Form form = ask.form();
    if (form.text("customer") == null) {
      throw Refusal.missing("customer");
    }
    if (!form.has("components")) {
      throw Refusal.missing("components");
    }
    ObjectNode customer = store.customers.named(form.text("customer"), "customer");
    if (form.text(ELEMENT + "[enabled]") == null) {
      throw Refusal.missing(ELEMENT + "[enabled]");
    }
    if (!form.flag(ELEMENT + "[enabled]")) {
      throw Refusal.invalid(null, "components", "At least one component must be enabled.");
    }
    ObjectNode off = Json.object("enabled", false);
    ObjectNode offWithFeatures = Json.object("enabled", false, "features", null);
    long now = clock.seconds();
    ObjectNode session =
        Json.object(
            "object",
            "customer_session",
            "client_secret",
            Ids.random("cuss_secret_", 40),
            "components",
            Json.object(
                "buy_button",
                off,
                "customer_sheet",
                offWithFeatures,
                "mobile_payment_element",
                offWithFeatures,
                "payment_element",
                Json.object("enabled", true, "features", features(form)),
                "pricing_table",
                off),
            "created",
            now,
            "customer",
            customer.get("id"),
            "customer_account",
            null,
            "expires_at",
            now + VALID_SECONDS,
            "livemode",
            false);
    store.customerSessions.put(Json.text(session, "client_secret"), session);
    return session;
  }

  private static ObjectNode features(Form form) {
    List<String> filters = form.list(FEATURES + "[payment_method_allow_redisplay_filters]");
    for (String filter : filters) {
      if (!PaymentMethods.REDISPLAY.contains(filter)) {
        throw Refusal.oneOf(
            FEATURES + "[payment_method_allow_redisplay_filters]", "always, limited, unspecified");
      }
    }
    Long limit = form.number(FEATURES + "[payment_method_redisplay_limit]");
    if (limit != null && (limit < 1 || limit > MOST)) {
      throw Refusal.invalid(
          "parameter_invalid_integer",
          FEATURES + "[payment_method_redisplay_limit]",
          "The redisplay limit is from 1 to 10.");
    }
    return Json.object(
        "payment_method_allow_redisplay_filters",
        filters.isEmpty() ? List.of("always") : filters,
        "payment_method_redisplay",
        form.oneOf(FEATURES + "[payment_method_redisplay]", "disabled", SWITCH),
        "payment_method_redisplay_limit",
        limit == null ? USUAL : limit,
        "payment_method_remove",
        form.oneOf(FEATURES + "[payment_method_remove]", "disabled", SWITCH),
        "payment_method_save",
        form.oneOf(FEATURES + "[payment_method_save]", "disabled", SWITCH),
        "payment_method_save_usage",
        form.oneOf(
            FEATURES + "[payment_method_save_usage]", null, Set.of("off_session", "on_session")));
  }

  /** The session of a secret, while it is valid. */
  private ObjectNode opened(Ask ask) {
    ObjectNode session = store.customerSessions.get(ask.form().text(SECRET));
    if (session == null || session.get("expires_at").asLong() <= clock.seconds()) {
      throw Refusal.inWork(
          null, SECRET, "The customer session client secret is not valid, or has expired.");
    }
    return session;
  }

  private ObjectNode shown(Ask ask) {
    ObjectNode session = opened(ask);
    ObjectNode features = (ObjectNode) session.at("/components/payment_element/features");
    ArrayNode shown = Json.MAPPER.createArrayNode();
    if ("enabled".equals(Json.text(features, "payment_method_redisplay"))) {
      List<ObjectNode> all = store.paymentMethods.oldestFirst();
      int most = features.get("payment_method_redisplay_limit").asInt();
      for (int i = all.size() - 1; i >= 0 && shown.size() < most; i--) {
        if (all.get(i).get("customer").equals(session.get("customer"))
            && mayBeShown(all.get(i), features)) {
          shown.add(all.get(i).deepCopy());
        }
      }
    }
    return Json.object("object", OBJECT, "features", features, "payment_methods", shown);
  }

  private static boolean mayBeShown(ObjectNode method, ObjectNode features) {
    String wish = Json.text(method, "allow_redisplay");
    for (var filter : features.get("payment_method_allow_redisplay_filters")) {
      if (filter.asText().equals(wish)) {
        return true;
      }
    }
    return false;
  }

  private ObjectNode detach(Ask ask) {
    ObjectNode session = opened(ask);
    ObjectNode features = (ObjectNode) session.at("/components/payment_element/features");
    String id = ask.form().text("payment_method");
    ObjectNode method = store.paymentMethods.named(id, "payment_method");
    if (!"enabled".equals(Json.text(features, "payment_method_remove"))
        || !method.get("customer").equals(session.get("customer"))) {
      throw Refusal.inWork(
          null, "payment_method", "This customer session may not remove the payment method.");
    }
    detachment.detach(
        new Ask(ask.path(), id, Ask.NOBODY.form(), ask.requestId(), ask.idempotencyKey(), true));
    return shown(ask);
  }
}
