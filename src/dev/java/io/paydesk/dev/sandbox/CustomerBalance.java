package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A customer's credit (below zero) or debt (above zero), and how it goes into invoices. See <a
 * href="https://docs.stripe.com/billing/customer/balance">the customer's balance</a>.
 */
final class CustomerBalance {

  static final Set<String> PARAMETERS = Set.of("amount", "currency", "description", "metadata[*]");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;

  CustomerBalance(Store store, SandboxClock clock, Events events) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  /**
   * How an invoice changes the balance.
   *
   * @param due what is to be paid now
   * @param after the new balance
   * @param carried whether the due amount is too small for a charge and goes to the next invoice.
   *     See <a href="https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts">minimum
   *     amounts</a>
   */
  record Settled(long due, long after, boolean carried) {

    static Settled of(long total, long balance, String currency) {
      long after = total < 0 ? balance + total : Math.min(0, balance + total);
      long due = total + balance - after;
      return due > 0 && due < Amounts.least(currency)
          ? new Settled(0, after + due, true)
          : new Settled(due, after, false);
    }
  }

  /** Applies the balance to an invoice that is finalized, and books what is carried over. */
  void apply(ObjectNode invoice, ObjectNode customer, Ask ask) {
    long balance = customer.path("balance").asLong();
    Settled settled = write(invoice, balance);
    String type = settled.carried() ? "invoice_too_small" : "applied_to_invoice";
    if (settled.after() != balance) {
      book(customer, settled.after() - balance, type, invoice, ask);
    }
  }

  /** Writes into the invoice how the balance changes it. */
  static Settled write(ObjectNode invoice, long balance) {
    Settled settled =
        Settled.of(invoice.get("total").asLong(), balance, Json.text(invoice, "currency"));
    Json.with(
        invoice,
        "starting_balance",
        balance,
        "ending_balance",
        settled.after(),
        "amount_due",
        settled.due(),
        "amount_remaining",
        settled.due());
    return settled;
  }

  /** Voiding an invoice undoes what it did to the balance. */
  void takeBack(ObjectNode invoice, Ask ask) {
    ObjectNode customer = store.customers.find(Json.text(invoice, "customer"));
    long taken = invoice.path("ending_balance").asLong() - invoice.get("starting_balance").asLong();
    if (invoice.path("ending_balance").isNumber() && taken != 0 && !customer.has("deleted")) {
      book(customer, -taken, "unapplied_from_invoice", invoice, ask);
    }
  }

  /** Sets it, as an update of the customer may. */
  void set(ObjectNode customer, long balance) {
    long amount = balance - customer.get("balance").asLong();
    if (amount != 0) {
      customer.put("balance", balance);
      keep(customer, amount, currencyOf(customer), "adjustment", null, null, Json.object());
    }
  }

  ObjectNode create(Ask ask) {
    Form form = ask.form();
    ObjectNode customer = store.customers.inPath(ask.id());
    if (form.text("amount") == null) {
      throw Refusal.missing("amount");
    }
    long amount = form.number("amount");
    String currency = Amounts.currency(form);
    if (customer.has("deleted")) {
      throw Refusal.noSuch("customer", ask.id(), "id", true);
    }
    if (!customer.get("currency").isNull() && !currency.equals(Json.text(customer, "currency"))) {
      throw Refusal.inWork(
          null,
          "currency",
          "The customer's currency is %s, and its balance is kept in that."
              .formatted(Json.text(customer, "currency")));
    }
    ObjectNode metadata = Metadata.after(null, form);
    ObjectNode before = customer.deepCopy();
    Json.with(customer, "balance", customer.get("balance").asLong() + amount, "currency", currency);
    ObjectNode made =
        keep(customer, amount, currency, "adjustment", null, form.text("description"), metadata);
    updated(customer, before, ask);
    return made;
  }

  ObjectNode list(Ask ask) {
    store.customers.inPath(ask.id());
    return Pages.of(
        store.customerBalanceTransactions,
        ask,
        Filters.fields(ask.form(), "invoice")
            .and(entry -> Json.text(entry, "customer").equals(ask.id())));
  }

  private void book(ObjectNode customer, long amount, String type, ObjectNode invoice, Ask ask) {
    ObjectNode before = customer.deepCopy();
    customer.put("balance", customer.path("balance").asLong() + amount);
    String currency = Json.text(invoice, "currency");
    keep(customer, amount, currency, type, Json.text(invoice, "id"), null, Json.object());
    updated(customer, before, ask);
  }

  private static String currencyOf(ObjectNode customer) {
    String currency = Json.text(customer, "currency");
    return currency == null ? "usd" : currency;
  }

  private ObjectNode keep(
      ObjectNode customer,
      long amount,
      String currency,
      String type,
      String invoice,
      String description,
      ObjectNode metadata) {
    return store.customerBalanceTransactions.add(
        Json.fields()
            .with("id", Ids.of("cbtxn"))
            .with("object", "customer_balance_transaction")
            .with("amount", amount)
            .with("checkout_session", null)
            .with("created", clock.seconds())
            .with("credit_note", null)
            .with("currency", currency)
            .with("customer", customer.get("id"))
            .with("customer_account", null)
            .with("description", description)
            .with("ending_balance", customer.get("balance"))
            .with("invoice", invoice)
            .with("livemode", false)
            .with("metadata", metadata)
            .with("type", type)
            .object());
  }

  private void updated(ObjectNode customer, ObjectNode before, Ask ask) {
    events.record("customer.updated", customer, Changes.previous(before, customer), ask);
  }
}
