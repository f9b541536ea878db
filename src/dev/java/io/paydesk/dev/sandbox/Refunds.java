package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The <a href="https://docs.stripe.com/api/refunds">Refunds API</a>. */
final class Refunds {

  static final Set<String> CREATE_PARAMETERS =
      Set.of("payment_intent", "charge", "amount", "reason", "metadata[*]");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final Ledger ledger;
  private final RefundRules rules;
  private final RefundOutcomes outcomes;
  private final DisputeMoves disputes;

  Refunds(
      Store store,
      SandboxClock clock,
      Events events,
      Ledger ledger,
      RefundOutcomes outcomes,
      DisputeMoves disputes) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.ledger = ledger;
    this.rules = new RefundRules(store, ledger, disputes);
    this.outcomes = outcomes;
    this.disputes = disputes;
  }

  ObjectNode create(Ask ask) {
    Form form = ask.form();
    String reason = form.text("reason");
    if (reason != null
        && !Set.of("duplicate", "fraudulent", "requested_by_customer").contains(reason)) {
      throw Refusal.oneOf("reason", "duplicate, fraudulent, or requested_by_customer");
    }
    ObjectNode metadata = Metadata.after(null, form);
    Long asked = form.has("amount") ? Amounts.positive(form) : null;
    ObjectNode charge = rules.charge(form);
    long amount = rules.amount(charge, asked);
    ObjectNode refund = RefundJson.of(charge, amount, reason, metadata, clock.seconds());
    Presentments.refund(charge, charge.get("amount_refunded").asLong(), refund);
    outcomes.begin(refund);
    add(refund, charge, ask);
    disputes.refunded(charge);
    return refund;
  }

  private void add(ObjectNode refund, ObjectNode charge, Ask ask) {
    ledger.refunded(refund, charge);
    store.refunds.add(refund);
    ObjectNode before = charge.deepCopy();
    ChargeJson.refund(charge, refund.get("amount").asLong(), ledger.booked(charge));
    events.record("refund.created", refund, ask);
    events.record("charge.refunded", charge, Changes.previous(before, charge), ask);
  }

  /**
   * What a card's bank held and nobody took, as it was listed before 2025-03-31.basil. See <a
   * href="https://docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow">what
   * changed</a>.
   */
  ObjectNode letGo(ObjectNode charge) {
    long rest = charge.get("amount").asLong() - charge.get("amount_captured").asLong();
    ledger.bookedWhole(charge);
    ObjectNode refund = RefundJson.of(charge, rest, null, Json.object(), clock.seconds());
    add(refund, charge, Ask.NOBODY);
    return refund;
  }

  ObjectNode retrieve(Ask ask) {
    return store.refunds.inPath(ask.id());
  }

  ObjectNode update(Ask ask) {
    ObjectNode refund = store.refunds.inPath(ask.id());
    ObjectNode before = refund.deepCopy();
    refund.set("metadata", Metadata.after((ObjectNode) refund.get("metadata"), ask.form()));
    ObjectNode previous = Changes.previous(before, refund);
    events.record("refund.updated", refund, previous, ask);
    events.record("charge.refund.updated", refund, previous, ask);
    return refund;
  }

  ObjectNode list(Ask ask) {
    return Pages.of(store.refunds, ask, Filters.payment(ask.form(), store));
  }
}
