package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The part of the <a href="https://docs.stripe.com/api/invoices">Invoices API</a> for invoices of
 * subscriptions.
 */
final class Invoices {

  static final Set<String> PAY_PARAMETERS =
      Set.of("payment_method", "off_session", "paid_out_of_band");

  private static final Set<String> STATUSES =
      Set.of("draft", "open", "paid", "uncollectible", "void");

  private final Store store;
  private final Invoicing invoicing;
  private final InvoiceMoves moves;
  private final Collection collection;
  private final Standing standing;
  private final PaymentMethods methods;

  Invoices(
      Store store,
      Invoicing invoicing,
      InvoiceMoves moves,
      Collection collection,
      Standing standing,
      PaymentMethods methods) {
    this.store = store;
    this.invoicing = invoicing;
    this.moves = moves;
    this.collection = collection;
    this.standing = standing;
    this.methods = methods;
  }

  ObjectNode retrieve(Ask ask) {
    return store.invoices.inPath(ask.id());
  }

  ObjectNode lines(Ask ask) {
    return FirstLines.list(store.invoices.inPath(ask.id()), ask);
  }

  /** Changes whether it is collected automatically, and its descriptive fields. */
  ObjectNode update(Ask ask) {
    ObjectNode invoice = store.invoices.inPath(ask.id());
    Form form = ask.form();
    String status = Json.text(invoice, "status");
    if (form.has("auto_advance") && !Set.of("draft", "open").contains(status)) {
      throw Refusal.inWork(
          null, "auto_advance", "Finalized invoices can't be updated in this way: it is " + status);
    }
    ObjectNode metadata = Metadata.after((ObjectNode) invoice.get("metadata"), form);
    boolean advances = form.has("auto_advance") && form.flag("auto_advance");
    ObjectNode before = invoice.deepCopy();
    invoice.set("metadata", metadata);
    if (form.has("description")) {
      invoice.put("description", form.text("description"));
    }
    if (form.has("auto_advance")) {
      moves.collects(invoice, advances);
    }
    moves.updated(invoice, before, ask);
    return invoice;
  }

  ObjectNode list(Ask ask) {
    Form form = ask.form();
    form.oneOf("status", null, STATUSES);
    if (form.text("customer") != null) {
      store.customers.named(form.text("customer"), "customer");
    }
    String subscription = form.text("subscription");
    if (subscription != null) {
      store.subscriptions.named(subscription, "subscription");
    }
    Predicate<ObjectNode> of =
        invoice -> subscription == null || subscription.equals(InvoiceJson.subscription(invoice));
    return Pages.of(store.invoices, ask, of.and(Filters.fields(form, "customer", "status")));
  }

  ObjectNode finish(Ask ask) {
    ObjectNode invoice = store.invoices.inPath(ask.id());
    if (!Json.text(invoice, "status").equals("draft")) {
      throw Refusal.inWork(
          null, null, "This invoice is already finalized, you can't re-finalize it.");
    }
    if (ask.form().has("auto_advance")) {
      invoice.put("auto_advance", ask.form().flag("auto_advance"));
    }
    boolean collects = invoice.get("auto_advance").asBoolean();
    finish(invoice, ask);
    if (collects && Json.text(invoice, "status").equals("open")) {
      collection.attempt(invoice, ask.withoutForm());
    }
    return invoice;
  }

  /** Finalizes it; with nothing to pay, it is paid at once. */
  private void finish(ObjectNode invoice, Ask ask) {
    invoicing.finish(invoice, ask);
    if (Json.text(invoice, "status").equals("paid")) {
      standing.paid(subscription(invoice), invoice, null, ask);
    }
  }

  private ObjectNode subscription(ObjectNode invoice) {
    return store.subscriptions.find(InvoiceJson.subscription(invoice));
  }

  ObjectNode makeVoid(Ask ask) {
    ObjectNode invoice = open(ask);
    moves.voided(invoice, ask);
    standing.voided(subscription(invoice), ask);
    return invoice;
  }

  ObjectNode markUncollectible(Ask ask) {
    ObjectNode invoice = open(ask);
    moves.uncollectible(invoice, ask);
    return invoice;
  }

  private ObjectNode open(Ask ask) {
    ObjectNode invoice = store.invoices.inPath(ask.id());
    if (!Json.text(invoice, "status").equals("open")) {
      throw Refusal.inWork(
          null, null, "You can only pass in open invoices. This invoice isn't open.");
    }
    return invoice;
  }

  ObjectNode pay(Ask ask) {
    ObjectNode invoice = store.invoices.inPath(ask.id());
    Form form = ask.form();
    boolean elsewhere = form.flag("paid_out_of_band");
    ObjectNode given = methods.given(form);
    switch (Json.text(invoice, "status")) {
      case "paid" -> throw Refusal.inWork(null, null, "Invoice is already paid");
      case "void" -> throw Refusal.inWork(null, null, "Invoice is void and cannot be paid");
      case "draft" -> finish(invoice, ask);
      default -> {}
    }
    if (Json.text(invoice, "status").equals("paid")) {
      return invoice;
    }
    ObjectNode subscription = subscription(invoice);
    if (elsewhere) {
      moves.cancelPayment(invoice, ask);
      standing.paid(subscription, invoice, null, ask);
      moves.paid(invoice, ask);
    } else {
      charge(invoice, given == null ? collection.methodOf(subscription) : given, ask);
    }
    return invoice;
  }

  private void charge(ObjectNode invoice, ObjectNode method, Ask ask) {
    if (method == null) {
      throw Refusal.inWork(
          null,
          null,
          "There is no default_payment_method set on this Customer or Invoice. Please set a"
              + " default payment method prior to paying the invoice.");
    }
    Refusal declined = collection.pay(invoice, method, ask);
    if (declined != null) {
      throw declined;
    }
    ObjectNode intent = collection.intent(invoice);
    if (Json.text(intent, "status").equals("requires_action")) {
      throw Refusal.requiresAction(intent);
    }
  }
}
