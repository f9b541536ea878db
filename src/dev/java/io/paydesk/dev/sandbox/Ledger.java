package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.dev.sandbox.BalanceTransactionJson.Entry;
import io.paydesk.dev.sandbox.Settlement.Booked;

/**
 * The account's balance: a payment adds to the available balance of its currency, or of that of the
 * account's bank, at once and without a fee; refunds take from it. See <a
 * href="https://docs.stripe.com/balance">balances </a>.
 */
final class Ledger {

  /** Stripe's fee for a dispute in usd; the sandbox takes the same number in any currency. */
  private static final long DISPUTE_FEE = 1500;

  private final Store store;
  private final SandboxClock clock;
  private final Settlement settlement;

  Ledger(Store store, SandboxClock clock, Settlement settlement) {
    this.store = store;
    this.clock = clock;
    this.settlement = settlement;
  }

  private long available(String currency) {
    return store.available.getOrDefault(currency, 0L);
  }

  /**
   * @param amount in the charge's currency
   * @throws Refusal where the balance has less
   */
  void mustHave(long amount, String currency) {
    Booked needed = settlement.of(amount, currency);
    long available = available(needed.currency());
    if (needed.amount() > available) {
      throw Refusal.inWork(
          "balance_insufficient",
          null,
          ("Insufficient funds in your Stripe account to refund this charge. Of the %s that it"
                  + " takes, %s %s are available.")
              .formatted(
                  Amounts.shown(needed.amount(), needed.currency()),
                  Amounts.shown(available, needed.currency()),
                  needed.currency()));
    }
  }

  void charged(ObjectNode charge) {
    String type = isCard(charge) ? "charge" : "payment";
    String description = Json.text(charge, "description");
    Booked booked = today(charge.get("amount_captured").asLong(), charge);
    Entry entry = new Entry(type, "charge", booked, 0, description);
    charge.set("balance_transaction", book(entry, charge).get("id"));
  }

  /**
   * Before 2025-03-31.basil all that was held was booked as taken, and what was let go as a refund.
   */
  void bookedWhole(ObjectNode charge) {
    ObjectNode booking = bookingOf(charge);
    long whole = atRateOf(booking, amount(charge)).amount();
    long more = whole - amount(booking);
    Json.with(booking, "amount", whole, "net", whole - booking.get("fee").asLong());
    store.available.merge(Json.text(booking, "currency"), more, Long::sum);
  }

  /** What of a charge is booked as taken, which is what can go back, in the charge's currency. */
  long booked(ObjectNode charge) {
    ObjectNode booking = bookingOf(charge);
    boolean isWhole = atRateOf(booking, amount(charge)).amount() == amount(booking);
    return isWhole ? amount(charge) : charge.get("amount_captured").asLong();
  }

  private static Booked atRateOf(ObjectNode booking, long amount) {
    String currency = Json.text(booking, "currency");
    return booking.path("exchange_rate").isNumber()
        ? Settlement.at(booking.get("exchange_rate").decimalValue(), amount, currency)
        : new Booked(amount, currency, null);
  }

  private Booked today(long amount, JsonNode source) {
    return settlement.of(amount, Json.text(source, "currency"));
  }

  private ObjectNode bookingOf(ObjectNode charge) {
    return store.balanceTransactions.find(Json.text(charge, "balance_transaction"));
  }

  void refunded(ObjectNode refund, ObjectNode charge) {
    String type = isCard(charge) ? "refund" : "payment_refund";
    Entry entry = new Entry(type, "refund", today(-amount(refund), refund), 0, "REFUND FOR CHARGE");
    refund.set("balance_transaction", book(entry, refund).get("id"));
  }

  void refundFailed(ObjectNode refund) {
    // As much as was taken.
    ObjectNode taken = store.balanceTransactions.find(Json.text(refund, "balance_transaction"));
    Entry entry =
        new Entry(
            "refund_failure",
            "refund_failure",
            atRateOf(taken, amount(refund)),
            0,
            "REFUND FAILURE");
    refund.set("failure_balance_transaction", book(entry, refund).get("id"));
  }

  /**
   * Takes the amount and Stripe's fee, even below zero.
   *
   * @return the transaction
   */
  ObjectNode disputed(ObjectNode dispute) {
    String description = "Chargeback withdrawal for " + Json.text(dispute, "charge");
    return book(
        new Entry(
            "adjustment", "dispute", today(-amount(dispute), dispute), DISPUTE_FEE, description),
        dispute);
  }

  /** Returns both. */
  ObjectNode reinstated(ObjectNode dispute) {
    String description = "Chargeback reversal for " + Json.text(dispute, "charge");
    return book(
        new Entry(
            "adjustment",
            "dispute_reversal",
            today(amount(dispute), dispute),
            -DISPUTE_FEE,
            description),
        dispute);
  }

  /** Empties the balance; what is missing below zero comes from the account's bank. */
  void paidOut(String currency) {
    long available = available(currency);
    if (available != 0) {
      Booked booked = new Booked(-available, currency, null);
      Entry entry = new Entry("payout", "payout", booked, 0, "STRIPE PAYOUT");
      book(entry, Json.object("id", null, "currency", currency));
    }
  }

  private ObjectNode book(Entry entry, JsonNode source) {
    ObjectNode transaction = BalanceTransactionJson.of(entry, source, clock.seconds());
    store.book(transaction);
    return transaction;
  }

  private static long amount(ObjectNode object) {
    return object.get("amount").asLong();
  }

  private static boolean isCard(ObjectNode charge) {
    return charge.at("/payment_method_details/type").asText().equals("card");
  }

  /** Books what has no balance transactions in an older state file. */
  void catchUp() {
    for (ObjectNode charge : store.charges.oldestFirst()) {
      if (charge.get("captured").asBoolean() && charge.path("balance_transaction").isNull()) {
        charged(charge);
      }
    }
    for (ObjectNode refund : store.refunds.oldestFirst()) {
      ObjectNode charge = store.charges.find(Json.text(refund, "charge"));
      // An older state file has refunds of what a card held and nobody took.
      boolean wasHeld = ChargeJson.captureBefore(charge) != null;
      if (refund.path("balance_transaction").isNull() && !wasHeld) {
        refunded(refund, charge);
      }
    }
  }
}
