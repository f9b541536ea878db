package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Payment methods that are saved: listed, read and changed. See <a
 * href="https://docs.stripe.com/api/payment_methods">the Payment Methods API</a>.
 */
final class SavedMethods {

  static final Set<String> UPDATE_PARAMETERS =
      Set.of(
          "allow_redisplay",
          "billing_details[name]",
          "billing_details[email]",
          "billing_details[phone]",
          "billing_details[address][*]",
          "card[exp_month]",
          "card[exp_year]",
          "metadata[*]");

  private static final Set<String> PAGE = Set.of("limit", "starting_after", "ending_before");

  static final Set<String> LIST_PARAMETERS =
      Routes.both(PAGE, Set.of("customer", "type", "allow_redisplay"));

  static final Set<String> LIST_OF_CUSTOMER_PARAMETERS =
      Routes.both(PAGE, Set.of("type", "allow_redisplay"));

  private final Store store;
  private final SandboxClock clock;
  private final Events events;

  SavedMethods(Store store, SandboxClock clock, Events events) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  /** Only those of a customer: Stripe keeps no list of the others either. */
  ObjectNode list(Ask ask) {
    String customer = ask.form().text("customer");
    if (customer != null) {
      store.customers.named(customer, "customer");
    }
    return page(
        ask,
        method ->
            customer == null
                ? !method.get("customer").isNull()
                : customer.equals(Json.text(method, "customer")));
  }

  ObjectNode listOfCustomer(Ask ask) {
    ObjectNode customer = store.customers.find(ask.id());
    if (customer == null || customer.has("deleted")) {
      throw Refusal.noSuch("customer", ask.id(), "customer", true);
    }
    return page(ask, method -> customer.get("id").equals(method.get("customer")));
  }

  private ObjectNode page(Ask ask, Predicate<ObjectNode> ofThem) {
    ask.form().oneOf("allow_redisplay", null, PaymentMethods.REDISPLAY);
    return Pages.of(
        store.paymentMethods,
        ask,
        ofThem.and(Filters.fields(ask.form(), "type", "allow_redisplay")));
  }

  ObjectNode update(Ask ask) {
    Form form = ask.form();
    ObjectNode method = store.paymentMethods.inPath(ask.id());
    ObjectNode changed = method.deepCopy();
    if (method.get("customer").isNull()) {
      throw Refusal.inWork(
          null, null, "You must save this PaymentMethod to a customer before you can update it.");
    }
    String redisplay = form.oneOf("allow_redisplay", null, PaymentMethods.REDISPLAY);
    if (redisplay != null) {
      changed.put("allow_redisplay", redisplay);
    }
    if (form.has("card")) {
      expires(changed, form);
    }
    if (form.has("billing_details")) {
      ObjectNode details = (ObjectNode) changed.get("billing_details");
      for (String field : new String[] {"name", "email", "phone"}) {
        if (form.has("billing_details[" + field + "]")) {
          details.put(field, form.text("billing_details[" + field + "]"));
        }
      }
      if (form.has("billing_details[address]")) {
        details.set("address", BillingDetails.address(form, "billing_details[address]"));
      }
    }
    changed.set("metadata", Metadata.after((ObjectNode) changed.get("metadata"), form));
    return changed(method, changed, "payment_method.updated", ask);
  }

  /** The card's network says that the card was replaced or renewed. */
  ObjectNode renew(String id, int month, int year) {
    ObjectNode method = store.paymentMethods.inPath(id);
    ObjectNode changed = method.deepCopy();
    if (!(changed.get("card") instanceof ObjectNode card)) {
      throw new IllegalStateException("Only a card expires");
    }
    Json.with(card, "exp_month", month, "exp_year", year);
    return changed(method, changed, "payment_method.automatically_updated", Ask.NOBODY);
  }

  private ObjectNode changed(ObjectNode method, ObjectNode after, String type, Ask ask) {
    ObjectNode previous = Changes.previous(method, after);
    method.setAll(after);
    events.record(type, method, previous, ask);
    return method;
  }

  private void expires(ObjectNode method, Form form) {
    if (!(method.get("card") instanceof ObjectNode card)) {
      throw Refusal.invalid(null, "card", "Only a card expires.");
    }
    Long month = form.number("card[exp_month]");
    Long year = form.number("card[exp_year]");
    long itsMonth = month == null ? card.get("exp_month").asLong() : month;
    long itsYear = year == null ? card.get("exp_year").asLong() : year;
    if (itsMonth < 1 || itsMonth > 12) {
      throw Refusal.badCard(
          "invalid_expiry_month", "exp_month", "Your card's expiration month is invalid.");
    }
    YearMonth now = YearMonth.from(clock.now().atOffset(ZoneOffset.UTC));
    if (itsYear > now.getYear() + 50 || YearMonth.of((int) itsYear, (int) itsMonth).isBefore(now)) {
      throw Refusal.badCard(
          "invalid_expiry_year", "exp_year", "Your card's expiration year is invalid.");
    }
    Json.with(card, "exp_month", itsMonth, "exp_year", itsYear);
  }
}
