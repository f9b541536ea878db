package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The <a href="https://docs.stripe.com/api/checkout/sessions">Checkout Sessions API</a>. */
final class CheckoutSessions {

  private static final Set<String> TYPES = Set.of("card", "us_bank_account");

  /** Addresses of Stripe's pages are as long, and end in a part that no server sees. */
  private static final int FRAGMENT = 300;

  private final Store store;
  private final SandboxClock clock;
  private final SessionLines lines;
  private final SessionCustomer customers;
  private final SessionDiscounts discounts;
  private final SessionShipping shipping;
  private final SessionAmounts amounts;
  private final SessionSetups setups;
  private final SessionEnds ends;
  private final Supplier<URI> base;

  /**
   * @param base where the page is on which the payer pays
   */
  CheckoutSessions(
      Store store,
      SandboxClock clock,
      SessionLines lines,
      SessionCustomer customers,
      SessionDiscounts discounts,
      SessionShipping shipping,
      SessionAmounts amounts,
      SessionSetups setups,
      SessionEnds ends,
      Supplier<URI> base) {
    this.store = store;
    this.clock = clock;
    this.lines = lines;
    this.customers = customers;
    this.discounts = discounts;
    this.shipping = shipping;
    this.amounts = amounts;
    this.setups = setups;
    this.ends = ends;
    this.base = base;
  }

  ObjectNode create(Ask ask) {
    Form form = ask.form();
    String mode = SessionChecks.mode(form);
    String surface = SessionChecks.surface(form);
    ManagedPayments.check(form, mode, surface, store);
    SessionChecks.rest(form);
    long now = clock.seconds();
    long expiry = SessionChecks.expiry(form, now);
    for (String type : form.list("payment_method_types")) {
      if (!TYPES.contains(type)) {
        throw Refusal.oneOf("payment_method_types", "card, us_bank_account (in the sandbox)");
      }
    }
    if (form.list("payment_method_types").contains("us_bank_account")
        && "manual".equals(form.text("payment_intent_data[capture_method]"))) {
      throw Refusal.invalid(
          null,
          "payment_method_types",
          "The payment method type us_bank_account does not support capture_method=manual.");
    }
    SessionMade.check(form, mode, now);
    ObjectNode customer = customers.named(form);
    ObjectNode session =
        SessionJson.fresh(form, mode, surface, ManagedPayments.areOn(form, store), now, expiry);
    if (SessionTax.isDefaultOf(form, mode, customer, store)) {
      session.set("automatic_tax", SessionJson.automaticTax(true));
    }
    ManagedPayments.write(session);
    session.set("customer_details", SessionCustomer.details(customer, form.text("customer_email")));
    if (!mode.equals("setup")) {
      sell(session, form, mode);
    } else {
      SessionLines.set(session, List.of());
      session.put("currency", form.has("currency") ? Amounts.currency(form) : null);
    }
    String id = Json.text(session, "id");
    if (surface.equals("hosted_page")) {
      session.put(
          "url", base.get() + CheckoutDoor.PATH + "/" + id + "#" + Ids.random("fid", FRAGMENT));
    }
    store.checkoutForms.put(id, form);
    store.openSessions.add(id);
    store.checkoutSessions.add(session);
    if (mode.equals("setup")) {
      session.set("setup_intent", setups.make(session, form, ask).get("id"));
    }
    return session;
  }

  private void sell(ObjectNode session, Form form, String mode) {
    List<ObjectNode> items = lines.read(form, mode);
    ManagedPayments.checkTaxCodes(items, form, store);
    String currency = Json.text(items.get(0), "currency");
    if (form.has("currency") && !Amounts.currency(form).equals(currency)) {
      throw Refusal.invalid(
          null,
          "currency",
          "The price specified only supports `%s`. This doesn't match the expected currency: `%s`."
              .formatted(currency, Amounts.currency(form)));
    }
    ObjectNode customer = store.customers.find(form.text("customer"));
    if (mode.equals("subscription")) {
      if (customer != null) {
        CustomerCurrency.check(customer, currency, store);
      }
      ArrayNode rates = TaxRates.named(form.under("subscription_data"), store);
      items.stream()
          .filter(item -> rates != null)
          .forEach(i -> i.set("tax_rates", rates.deepCopy()));
    }
    session.put("currency", currency);
    SessionLines.set(session, items);
    shipping.write(session, form);
    amounts.write(session, form);
    discounts.write(session, form);
    amounts.write(session, form);
    amounts.checkLeast(session, form);
  }

  ObjectNode retrieve(Ask ask) {
    return store.checkoutSessions.inPath(ask.id());
  }

  ObjectNode expire(Ask ask) {
    ObjectNode session = store.checkoutSessions.inPath(ask.id());
    String status = Json.text(session, "status");
    if (!status.equals("open")) {
      throw Refusal.inWork(
          null,
          null,
          ("Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout"
                  + " Session has a status of `%s`.")
              .formatted(status));
    }
    ends.expire(session, ask);
    return session;
  }

  ObjectNode list(Ask ask) {
    Form form = ask.form();
    form.oneOf("status", null, Set.of("complete", "expired", "open"));
    if (form.text("customer") != null) {
      store.customers.named(form.text("customer"), "customer");
    }
    if (form.text("payment_intent") != null) {
      store.paymentIntents.named(form.text("payment_intent"), "payment_intent");
    }
    if (form.text("subscription") != null) {
      store.subscriptions.named(form.text("subscription"), "subscription");
    }
    String email = form.text("customer_details[email]");
    Predicate<ObjectNode> fits =
        session ->
            email == null || email.equals(session.path("customer_details").path("email").asText());
    return Pages.of(
        store.checkoutSessions,
        ask,
        fits.and(
            Filters.fields(
                form, "customer", "payment_intent", "payment_link", "status", "subscription")));
  }

  ObjectNode lines(Ask ask) {
    JsonNode session = store.checkoutSessions.inPath(ask.id());
    return FirstLines.list(session.at("/line_items/data"), "item", ask);
  }
}
