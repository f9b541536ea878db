package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The PaymentIntents API: make, read, change, confirm, cancel, list. See <a
 * href="https://docs.stripe.com/payments/paymentintents/lifecycle">the lifecycle</a>.
 */
final class PaymentIntents {

  private static final Set<String> OPEN =
      Set.of("requires_payment_method", "requires_confirmation", "requires_action");
  private static final Set<String> TYPES = Set.of("card", "klarna", "us_bank_account");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final PaymentMethods methods;
  private final Confirmation confirmation;
  private final Captures captures;

  PaymentIntents(
      Store store,
      SandboxClock clock,
      Events events,
      PaymentMethods methods,
      Confirmation confirmation,
      Captures captures) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.methods = methods;
    this.confirmation = confirmation;
    this.captures = captures;
  }

  ObjectNode create(Ask ask) {
    Form form = ask.form();
    String currency = Amounts.currency(form);
    long amount = Amounts.amount(form, currency);
    boolean confirm = form.flag("confirm");
    List<String> types = types(form);
    ObjectNode intent = PaymentIntentJson.fresh(amount, currency, types, clock.seconds());
    if (!form.has("payment_method_types") && !refusesAutomatic(form)) {
      ObjectNode automatic = Json.object("allow_redirects", "always", "enabled", true);
      String redirects = form.text("automatic_payment_methods[allow_redirects]");
      intent.set(
          "automatic_payment_methods",
          redirects == null ? automatic : automatic.put("allow_redirects", redirects));
    }
    Json.with(intent, "payment_method_configuration_details", MethodConfigurations.details(form));
    IntentFields.set(intent, form, store);
    ObjectNode method = methods.given(form);
    if (form.text("off_session") != null && !confirm) {
      throw Refusal.invalid(
          null, "off_session", "off_session can only be used with confirm set to true.");
    }
    if (method != null) {
      confirmation.checkType(intent, method);
      Usability.check(method, intent, store);
      Json.with(intent, "payment_method", method.get("id"), "status", "requires_confirmation");
    } else if (confirm) {
      throw Refusal.missing("payment_method");
    }
    if (Usability.mayRedirect(form)) {
      store.redirecting.add(Json.text(intent, "id"));
    }
    if (confirm) {
      Usability.checkReturnUrl(intent, "Payment Intent", ask, store);
    }
    store.paymentIntents.add(intent);
    events.record("payment_intent.created", intent, ask);
    if (confirm) {
      confirmation.confirm(intent, method, ask);
    }
    return intent;
  }

  private static boolean refusesAutomatic(Form form) {
    return form.text("automatic_payment_methods[enabled]") != null
        && !form.flag("automatic_payment_methods[enabled]");
  }

  /** Those that an intent of these parameters takes. */
  static List<String> types(Form form) {
    List<String> types = form.list("payment_method_types");
    for (String type : types) {
      if (!TYPES.contains(type)) {
        throw Refusal.oneOf(
            "payment_method_types", "card, klarna, us_bank_account (in the sandbox)");
      }
    }
    boolean manual = "manual".equals(form.text("capture_method"));
    if (manual && types.contains("us_bank_account")) {
      throw cannotBeHeld();
    }
    if (!types.isEmpty()) {
      return new ArrayList<>(types);
    }
    // Stripe offers bank debits for usd only. Here every currency has them, so that a shop in euro
    // can try a slow payment.
    return manual || refusesAutomatic(form) ? List.of("card") : List.of("card", "us_bank_account");
  }

  /** Stripe leaves out what cannot be held, unless the shop named the types. */
  private static void keepWhatCanBeHeld(ObjectNode intent) {
    boolean named = intent.get("automatic_payment_methods").isNull();
    boolean debits = intent.get("payment_method_types").toString().contains("us_bank_account");
    if (named && debits) {
      throw cannotBeHeld();
    }
    Json.with(intent, "payment_method_types", List.of("card"));
  }

  private static Refusal cannotBeHeld() {
    return Refusal.invalid(
        null,
        "capture_method",
        "The payment method type us_bank_account does not support capture_method=manual.");
  }

  ObjectNode retrieve(Ask ask) {
    return store.paymentIntents.inPath(ask.id());
  }

  ObjectNode list(Ask ask) {
    String customer = ask.form().text("customer");
    if (customer != null && store.customers.find(customer) == null) {
      throw Refusal.noSuch("customer", customer, "customer", false);
    }
    return Pages.of(
        store.paymentIntents,
        ask,
        intent -> customer == null || customer.equals(Json.text(intent, "customer")));
  }

  ObjectNode update(Ask ask) {
    ObjectNode intent = store.paymentIntents.inPath(ask.id());
    Form form = ask.form();
    ObjectNode changed = intent.deepCopy();
    boolean open = OPEN.contains(Json.text(intent, "status"));
    if (form.has("amount") || form.has("currency") || form.has("customer")) {
      refuseInvoices(intent);
      SessionOwned.refuseChange(intent, store);
    }
    for (String fixed :
        List.of("amount", "currency", "customer", "payment_method", "capture_method")) {
      if (form.has(fixed) && !open) {
        throw Refusal.unexpectedState(
            "This PaymentIntent's %s could not be updated because it has a status of %s."
                .formatted(fixed, Json.text(intent, "status")),
            intent);
      }
    }
    if (form.has("currency")) {
      changed.put("currency", Amounts.currency(form));
    }
    if (form.has("amount")) {
      changed.put("amount", Amounts.amount(form, Json.text(changed, "currency")));
    }
    IntentFields.set(changed, form, store);
    if ("manual".equals(form.text("capture_method"))) {
      keepWhatCanBeHeld(changed);
    }
    ObjectNode method = methods.given(form);
    if (method != null && open) {
      confirmation.checkType(changed, method);
      Usability.check(method, changed, store);
      Json.with(
          changed,
          "payment_method",
          method.get("id"),
          "status",
          "requires_confirmation",
          "next_action",
          null);
    }
    intent.setAll(changed);
    return intent;
  }

  /** Only the invoice may change its intent. */
  private void refuseInvoices(ObjectNode intent) {
    if (store.invoicePaymentOf.containsKey(Json.text(intent, "id"))) {
      throw Refusal.unexpectedState(
          "This PaymentIntent belongs to an invoice: void the invoice, or change the subscription.",
          intent);
    }
  }

  ObjectNode confirm(Ask ask) {
    ObjectNode intent = store.paymentIntents.inPath(ask.id());
    String status = Json.text(intent, "status");
    if (status.equals("succeeded")) {
      throw Refusal.unexpectedState(
          "You cannot confirm this PaymentIntent because it has already succeeded after being"
              + " previously confirmed.",
          intent);
    }
    if (!OPEN.contains(status)) {
      throw Refusal.unexpectedState(
          ("You cannot confirm this PaymentIntent because it has a status of %s. Only a"
                  + " PaymentIntent with one of the following statuses may be confirmed:"
                  + " requires_confirmation, requires_action.")
              .formatted(status),
          intent);
    }
    SessionOwned.refuseChange(intent, store);
    ObjectNode method = methods.given(ask.form());
    if (method == null && Json.text(intent, "payment_method") != null) {
      method = store.paymentMethods.find(Json.text(intent, "payment_method"));
    }
    if (method == null) {
      throw Refusal.unexpectedState(
          "You cannot confirm this PaymentIntent because it's missing a payment method. You can"
              + " either update the PaymentIntent with a payment method and then confirm it again,"
              + " or confirm it again directly with a payment method or ConfirmationToken.",
          intent);
    }
    confirmation.checkType(intent, method);
    Usability.check(method, intent, store);
    IntentFields.set(intent, ask.form(), store);
    confirmation.confirm(intent, method, ask);
    return intent;
  }

  ObjectNode cancel(Ask ask) {
    ObjectNode intent = store.paymentIntents.inPath(ask.id());
    String reason = ask.form().text("cancellation_reason");
    Set<String> reasons = Set.of("duplicate", "fraudulent", "requested_by_customer", "abandoned");
    if (reason != null && !reasons.contains(reason)) {
      throw Refusal.oneOf("cancellation_reason", String.join(", ", reasons));
    }
    refuseInvoices(intent);
    SessionOwned.refuseCancel(intent, store);
    boolean held = Captures.isHeld(intent);
    if (!held && !OPEN.contains(Json.text(intent, "status"))) {
      throw Refusal.unexpectedState(
          ("You cannot cancel this PaymentIntent because it has a status of %s. Only a"
                  + " PaymentIntent with one of the following statuses may be canceled:"
                  + " requires_payment_method, requires_capture, requires_confirmation,"
                  + " requires_action, processing.")
              .formatted(Json.text(intent, "status")),
          intent);
    }
    if (held) {
      captures.cancel(intent);
    }
    Json.with(
        intent,
        "canceled_at",
        clock.seconds(),
        "cancellation_reason",
        reason,
        "next_action",
        null,
        "status",
        "canceled");
    events.record("payment_intent.canceled", intent, ask);
    return intent;
  }
}
