package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A new subscription's parameters, after all checks.
 *
 * @param trialEnd in seconds, or null
 * @param missingMethod what happens after a trial without a payment method
 * @param defaultMethod a payment method's id, or null
 * @param saveMethod {@code on_subscription} or {@code off}
 */
record SubscriptionOrder(
    ObjectNode customer,
    List<SoldItem> items,
    String behavior,
    Long trialEnd,
    String missingMethod,
    String defaultMethod,
    String saveMethod,
    String description,
    ObjectNode billingMode,
    CancelPlan cancel,
    DiscountOrder discounts,
    ArrayNode taxRates,
    ObjectNode metadata) {

  static final String SAVE = "payment_settings[save_default_payment_method]";
  static final String MISSING = "trial_settings[end_behavior][missing_payment_method]";
  private static final Set<String> OWN =
      Set.of(
          "customer",
          "items[][price]",
          "items[][quantity]",
          "payment_behavior",
          "proration_behavior",
          "default_payment_method",
          "trial_period_days",
          "trial_end",
          "default_tax_rates[]",
          "description",
          "off_session",
          "metadata[*]",
          SAVE,
          MISSING);

  static final Set<String> PARAMETERS =
      Routes.both(
          Routes.both(OWN, DiscountOrder.PARAMETERS),
          Routes.both(BillingMode.PARAMETERS, CancelPlan.PARAMETERS));

  private static final Set<String> BEHAVIORS =
      Set.of("allow_incomplete", "default_incomplete", "error_if_incomplete");
  private static final long MOST_DAYS = 730;

  static SubscriptionOrder read(Form form, Store store, long now) {
    if (form.text("customer") == null) {
      throw Refusal.missing("customer");
    }
    String behavior = form.oneOf("payment_behavior", "allow_incomplete", BEHAVIORS);
    String missing = missingMethod(form, "create_invoice");
    String save = saveMethod(form, "off");
    Long trialEnd = trialEnd(form, now);
    ObjectNode metadata = Metadata.after(null, form);
    ObjectNode billingMode = BillingMode.read(form);
    CancelPlan cancel = CancelPlan.read(form, billingMode, now);
    ObjectNode customer = store.customers.named(form.text("customer"), "customer");
    List<SoldItem> items = SoldItem.read(form, store);
    String currency = Json.text(items.get(0).price(), "currency");
    CustomerCurrency.check(customer, currency, store);
    DiscountOrder discounts = DiscountOrder.read(form, customer, store, now);
    discounts.checkCurrency(currency);
    ArrayNode rates = TaxRates.named(form, store);
    return new SubscriptionOrder(
        customer,
        items,
        behavior,
        trialEnd,
        missing,
        method(form, customer, store),
        save,
        form.text("description"),
        billingMode,
        cancel,
        discounts,
        rates == null ? store.taxesOfNew() : rates,
        metadata);
  }

  static String missingMethod(Form form, String otherwise) {
    return form.oneOf(MISSING, otherwise, Set.of("cancel", "create_invoice", "pause"));
  }

  static String saveMethod(Form form, String otherwise) {
    return form.oneOf(SAVE, otherwise, Set.of("off", "on_subscription"));
  }

  static Long trialEnd(Form form, long now) {
    Long days = form.number("trial_period_days");
    if (days != null && form.has("trial_end")) {
      throw Refusal.invalid(
          "parameters_exclusive",
          "trial_end",
          "You may only specify one of these parameters: trial_end, trial_period_days.");
    }
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      throw Refusal.invalid(
          "parameter_invalid_integer",
          "trial_period_days",
          days < 1
              ? "The minimum number of trial period days is 1."
              : "The maximum number of trial period days is 730 (2 years).");
    }
    if (days != null) {
      return now + Duration.ofDays(days).toSeconds();
    }
    if (!form.has("trial_end") || "now".equals(form.text("trial_end"))) {
      return null;
    }
    Long end = form.number("trial_end");
    if (end == null || end <= now) {
      throw Refusal.invalid(
          null, "trial_end", "Invalid timestamp: must be an integer Unix timestamp in the future.");
    }
    return end;
  }

  /** The id of the payment method that the form names, or null; it must be the customer's. */
  static String method(Form form, ObjectNode customer, Store store) {
    String id = form.text("default_payment_method");
    if (id != null) {
      checkMethod(id, "default_payment_method", customer, store);
    }
    return id;
  }

  static void checkMethod(String id, String param, ObjectNode customer, Store store) {
    ObjectNode method = store.paymentMethods.find(id);
    if (method == null || !method.get("customer").equals(customer.get("id"))) {
      throw Refusal.inWork(
          "resource_missing",
          param,
          "The customer does not have a payment method with the ID %s. The payment method must"
                  .formatted(id)
              + " be attached to the customer.");
    }
  }
}
