package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Stripe.js asks about a Checkout Session for its payer, with the session's client secret.
 * Stripe does not describe these calls: nobody but Stripe.js makes them.
 */
final class PaymentPages {

  private static final String BILLING = "billing_address";
  private static final String SHIPPING = "shipping_address";
  private static final Set<String> UPDATE =
      Set.of(
          "email",
          "name",
          BILLING + "[*]",
          "promotion_code",
          "save_payment_method",
          SHIPPING + "[*]",
          "shipping_name",
          "shipping_option");

  private final Store store;
  private final CheckoutParts parts;

  PaymentPages(Store store, CheckoutParts parts) {
    this.store = store;
    this.parts = parts;
  }

  List<Route> routes() {
    String page = "/v1/payment_pages/{id}";
    Set<String> confirm =
        Routes.both(PaymentMethods.PARAMETERS, Set.of("expected_amount", "use_stripe_sdk"));
    return List.of(
        new Route("POST", page + "/init", true, Set.of(), this::init),
        new Route("POST", page, true, UPDATE, this::update),
        new Route("POST", page + "/confirm", true, confirm, this::confirm));
  }

  private ObjectNode init(Ask ask) {
    return view(store.checkoutSessions.inPath(ask.id()));
  }

  private ObjectNode update(Ask ask) {
    ObjectNode session = store.checkoutSessions.inPath(ask.id());
    SessionEntries.checkOpen(session);
    Form form = ask.form();
    if (form.text("email") != null) {
      parts.entries.email(session, form.text("email").trim());
    }
    if (form.text("name") != null) {
      parts.entries.name(session, form.text("name"));
    }
    if (form.has(BILLING)) {
      parts.entries.address(session, address(form, BILLING));
    }
    if (form.has(SHIPPING)) {
      String name = form.text("shipping_name");
      parts.entries.shipTo(session, name == null ? "" : name, address(form, SHIPPING));
    }
    if (form.text("shipping_option") != null) {
      parts.entries.shippingOption(session, form.text("shipping_option"));
    }
    if (form.has("save_payment_method")) {
      parts.entries.save(session, form.flag("save_payment_method"));
    }
    if (form.has("promotion_code")) {
      String code = form.text("promotion_code");
      parts.entries.code(session, code == null ? "" : code.trim());
    }
    return view(session);
  }

  private static Form address(Form form, String name) {
    Map<String, String> values = new LinkedHashMap<>();
    form.nested(name).forEach((field, value) -> values.put("address[" + field + "]", value));
    return new Form(values);
  }

  /** Nobody pays another total than the one that was shown. */
  private ObjectNode confirm(Ask ask) {
    ObjectNode session = store.checkoutSessions.inPath(ask.id());
    Long expected = ask.form().number("expected_amount");
    if (expected != null && expected != session.get("amount_total").asLong()) {
      throw Refusal.inWork(
          "checkout_amount_mismatch",
          "expected_amount",
          "The total has changed. Check it, and pay.");
    }
    Map<String, String> payer = new LinkedHashMap<>(ask.form().values());
    payer.keySet().removeAll(Set.of("client_secret", "expected_amount"));
    parts.payments.pay(session, new Form(payer));
    return view(session);
  }

  private ObjectNode view(ObjectNode session) {
    return PaymentPageJson.of(session, intent(session), store);
  }

  /** The newest of the session's intents, or null. */
  private ObjectNode intent(ObjectNode session) {
    String id = Json.text(session, "id");
    ObjectNode newest = null;
    for (Table table : List.of(store.setupIntents, store.paymentIntents)) {
      for (ObjectNode intent : table.oldestFirst()) {
        newest = id.equals(store.sessionOf.get(Json.text(intent, "id"))) ? intent : newest;
      }
    }
    return newest;
  }
}
