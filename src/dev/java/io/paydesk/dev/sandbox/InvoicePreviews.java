package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Invoices that do not exist: the next renewal, or what a change of a subscription would be charged
 * with. See <a href="https://docs.stripe.com/api/invoices/create_preview">create a preview
 * invoice</a>. A change that is invoiced at once shows that invoice; another one, as a trial or no
 * change at all, shows the renewal.
 */
final class InvoicePreviews {

  private static final String DETAILS = "subscription_details";

  static final Set<String> PARAMETERS =
      Set.of(
          "customer",
          "subscription",
          DETAILS + "[items][][id]",
          DETAILS + "[items][][price]",
          DETAILS + "[items][][quantity]",
          DETAILS + "[items][][deleted]",
          DETAILS + "[proration_behavior]",
          DETAILS + "[" + ItemChange.AT + "]");

  private static final Set<String> RENEWED = Set.of("active", "past_due", "trialing", "unpaid");

  private final Store store;
  private final SandboxClock clock;
  private final Prorations prorations;
  private final Invoicing invoicing;
  private final Renewals renewals;

  InvoicePreviews(
      Store store,
      SandboxClock clock,
      Prorations prorations,
      Invoicing invoicing,
      Renewals renewals) {
    this.store = store;
    this.clock = clock;
    this.prorations = prorations;
    this.invoicing = invoicing;
    this.renewals = renewals;
  }

  ObjectNode create(Ask ask) {
    Form form = ask.form();
    if (form.text("subscription") == null) {
      throw Refusal.missing("subscription");
    }
    ObjectNode found = store.subscriptions.named(form.text("subscription"), "subscription");
    String customer = form.text("customer");
    if (customer != null && !customer.equals(Json.text(found, "customer"))) {
      throw Refusal.inWork(
          null, "subscription", "The subscription does not belong to customer " + customer + ".");
    }
    ObjectNode subscription = found.deepCopy();
    if (Endings.ENDED.contains(Json.text(subscription, "status"))) {
      throw none(subscription);
    }
    ItemChange change = ItemChange.read(subscription, form.under(DETAILS), store, clock.seconds());
    if (change == null) {
      return next(subscription, List.of());
    }
    List<ObjectNode> due = prorations.of(subscription, change);
    boolean atOnce = prorations.areInvoicedAtOnce(subscription, change);
    ItemChanges.take(subscription, change.items());
    return atOnce ? now(subscription, due) : next(subscription, due);
  }

  private ObjectNode now(ObjectNode subscription, List<ObjectNode> due) {
    long now = clock.seconds();
    return preview(subscription, now, now, due).put("next_payment_attempt", now);
  }

  private ObjectNode next(ObjectNode subscription, List<ObjectNode> due) {
    long end = SubscriptionJson.item(subscription).get("current_period_end").asLong();
    if (!RENEWED.contains(Json.text(subscription, "status"))
        || CancelPlan.endsBy(subscription, end)) {
      throw none(subscription);
    }
    return renewal(subscription, due);
  }

  /**
   * The invoice of the next renewal.
   *
   * @param due what a change adds to the lines that wait for it
   */
  ObjectNode renewal(ObjectNode subscription, List<ObjectNode> due) {
    ObjectNode item = SubscriptionJson.item(subscription);
    long over = item.get("current_period_start").asLong();
    long start = item.get("current_period_end").asLong();
    List<ObjectNode> all = new ArrayList<>(due);
    all.addAll(renewals.linesOf(subscription, start, false));
    return preview(subscription, over, start, all)
        .put("next_payment_attempt", start + Duration.ofHours(1).toSeconds());
  }

  private ObjectNode preview(
      ObjectNode subscription, long start, long end, List<ObjectNode> lines) {
    ObjectNode invoice = invoicing.compose(subscription, "upcoming", start, end, lines);
    ObjectNode customer = store.customers.find(Json.text(subscription, "customer"));
    CustomerBalance.write(invoice, customer.path("balance").asLong());
    String id = "upcoming_" + Json.text(invoice, "id");
    invoice.put("id", id);
    ((ObjectNode) invoice.get("lines")).put("url", "/v1/invoices/" + id + "/lines");
    invoice
        .at("/lines/data")
        .forEach(line -> ((ObjectNode) line).put("id", Ids.of("il_tmp")).put("invoice", id));
    return invoice;
  }

  private static Refusal none(ObjectNode subscription) {
    return Refusal.notFound(
        "invoice_upcoming_none",
        "No upcoming invoices for customer: '" + Json.text(subscription, "customer") + "'");
  }
}
