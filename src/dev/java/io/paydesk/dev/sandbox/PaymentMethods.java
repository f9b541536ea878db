package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.dev.sandbox.CardBehaviour.Declines;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;

/** Makes a payment method of what a payer entered. */
final class PaymentMethods {

  static final Set<String> PARAMETERS =
      Set.of(
          "payment_method",
          "payment_method_data[type]",
          "payment_method_data[allow_redisplay]",
          "payment_method_data[billing_details][name]",
          "payment_method_data[billing_details][email]",
          "payment_method_data[billing_details][phone]",
          "payment_method_data[billing_details][address][*]",
          "payment_method_data[card][number]",
          "payment_method_data[card][exp_month]",
          "payment_method_data[card][exp_year]",
          "payment_method_data[card][cvc]",
          "payment_method_data[card][wallet][type]",
          "payment_method_data[us_bank_account][financial_connections_account]");

  static final Set<String> REDISPLAY = Set.of("always", "limited", "unspecified");

  private static final Set<String> OF_CARDS = Set.of("apple_pay", "google_pay", "link");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;

  PaymentMethods(Store store, SandboxClock clock, Events events) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  ObjectNode retrieve(Ask ask) {
    return store.paymentMethods.inPath(ask.id());
  }

  /** Saves it with a customer. The path may name a test card; then one is made of it. */
  ObjectNode attach(Ask ask) {
    String customer = ask.form().text("customer");
    if (customer == null) {
      throw Refusal.missing("customer");
    }
    ObjectNode owner = store.customers.named(customer, "customer");
    ObjectNode method =
        TestCards.ofToken(ask.id())
            .map(card -> made(card, ask.form(), 12, 2034))
            .orElseGet(() -> store.paymentMethods.inPath(ask.id()));
    if (cardOf(Json.text(method, "id")).behaviour() instanceof Declines card) {
      throw Refusal.badCard(card.decline().code(), null, card.decline().message());
    }
    Usability.checkUnspent(method, store);
    if (!method.get("customer").isNull() && !method.get("customer").equals(owner.get("id"))) {
      throw Refusal.inWork(
          null, null, "The payment method you provided has already been attached to a customer.");
    }
    return attach(method, owner, ask);
  }

  ObjectNode attach(ObjectNode method, ObjectNode customer, Ask ask) {
    if (method.get("customer").isNull()) {
      method.set("customer", customer.get("id"));
      store.spentMethods.remove(Json.text(method, "id"));
      events.record("payment_method.attached", method, ask);
    }
    return method;
  }

  /** The payment method that the form names or describes, or null when it does neither. */
  ObjectNode given(Form form) {
    if (form.has("payment_method_data")) {
      return described(form);
    }
    String name = form.text("payment_method");
    if (name == null) {
      return null;
    }
    return TestCards.ofToken(name)
        .map(card -> made(card, form, 12, 2034))
        .orElseGet(() -> store.paymentMethods.named(name, "payment_method"));
  }

  TestCard cardOf(String paymentMethodId) {
    return TestCards.ofMade(store.cardOf.get(paymentMethodId));
  }

  private ObjectNode described(Form form) {
    String type = form.text("payment_method_data[type]");
    if (type == null) {
      throw Refusal.missing("payment_method_data[type]");
    }
    if (type.equals("us_bank_account")) {
      return made(account(form), form, 12, 2034);
    }
    if (type.equals("klarna")) {
      return made(TestCards.KLARNA, form, 12, 2034);
    }
    if (!type.equals("card")) {
      throw Refusal.oneOf(
          "payment_method_data[type]", "card, klarna, us_bank_account (in the sandbox)");
    }
    TestCard card = TestCards.ofNumber(required(form, "number"));
    long month = Long.parseLong(digits(form, "exp_month", "invalid_expiry_month"));
    long year = Long.parseLong(digits(form, "exp_year", "invalid_expiry_year"));
    if (month < 1 || month > 12) {
      throw Refusal.badCard(
          "invalid_expiry_month", "exp_month", "Your card's expiration month is invalid.");
    }
    long full = year < 100 ? 2000 + year : year;
    YearMonth now = YearMonth.from(clock.now().atOffset(ZoneOffset.UTC));
    if (full > now.getYear() + 50 || YearMonth.of((int) full, (int) month).isBefore(now)) {
      throw Refusal.badCard(
          "invalid_expiry_year", "exp_year", "Your card's expiration year is invalid.");
    }
    String cvc = form.text("payment_method_data[card][cvc]");
    if (cvc != null && !cvc.matches("\\d{3,4}")) {
      throw Refusal.badCard("invalid_cvc", "cvc", "Your card's security code is invalid.");
    }
    return byWallet(made(card, form, (int) month, (int) full), form);
  }

  /** A wallet gives a card of its own, which stands for the payer's. */
  private static ObjectNode byWallet(ObjectNode method, Form form) {
    String wallet = form.oneOf("payment_method_data[card][wallet][type]", null, OF_CARDS);
    if (wallet != null && method.get("card") instanceof ObjectNode card) {
      card.set(
          "wallet",
          Json.object(
              "dynamic_last4", Json.text(card, "last4"), wallet, Json.object(), "type", wallet));
    }
    return method;
  }

  private static String required(Form form, String field) {
    String name = "payment_method_data[card][" + field + "]";
    String value = form.text(name);
    if (value == null) {
      throw Refusal.missing(name);
    }
    return value;
  }

  /** See <a href="https://docs.stripe.com/financial-connections/testing">test accounts</a>. */
  private static TestCard account(Form form) {
    String name = "payment_method_data[us_bank_account][financial_connections_account]";
    String account = form.text(name);
    if (account == null) {
      throw Refusal.missing(name);
    }
    return TestCards.ofToken(account.replaceFirst("^fca_test_", "pm_usBankAccount_"))
        .filter(TestCard::isBankAccount)
        .orElseThrow(() -> Refusal.noSuch("financial connections account", account, name, false));
  }

  private static String digits(Form form, String field, String code) {
    String value = required(form, field);
    if (!value.matches("\\d{1,4}")) {
      throw Refusal.badCard(code, field, "Your card's expiration date is invalid.");
    }
    return value;
  }

  private ObjectNode made(TestCard card, Form form, int month, int year) {
    ObjectNode made =
        PaymentMethodJson.of(card, BillingDetails.of(form), month, year, clock.seconds());
    made.put(
        "allow_redisplay",
        form.oneOf("payment_method_data[allow_redisplay]", "unspecified", REDISPLAY));
    store.cardOf.put(Json.text(made, "id"), card.tokens().get(0));
    return store.paymentMethods.add(made);
  }
}
