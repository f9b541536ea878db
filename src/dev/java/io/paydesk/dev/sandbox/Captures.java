package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Money that is held on a card first and taken later, all of it or a part, once. What is not taken
 * is let go. Since 2025-03-31.basil Stripe makes no refund of that. See <a
 * href="https://docs.stripe.com/payments/place-a-hold-on-a-payment-method">place a hold</a>.
 */
final class Captures {

  static final Set<String> PARAMETERS =
      Set.of(
          "amount_to_capture",
          "final_capture",
          "metadata[*]",
          "statement_descriptor",
          "statement_descriptor_suffix");

  /** How long cards hold what is paid online. */
  private static final Duration HOLD = Duration.ofDays(7);

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final Ledger ledger;
  private final Aftermaths aftermaths;
  private final Later later;

  /** Intents that may wait for their capture. */
  private final Set<String> held = new LinkedHashSet<>();

  private BiConsumer<ObjectNode, Ask> follower = (intent, ask) -> {};

  Captures(
      Store store,
      SandboxClock clock,
      Events events,
      Ledger ledger,
      Aftermaths aftermaths,
      Later later) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.ledger = ledger;
    this.aftermaths = aftermaths;
    this.later = later;
  }

  /**
   * @param other is given every PaymentIntent that was captured
   */
  void followedBy(BiConsumer<ObjectNode, Ask> other) {
    follower = other;
  }

  static boolean isManual(ObjectNode intent) {
    return "manual".equals(Json.text(intent, "capture_method"));
  }

  static boolean isHeld(ObjectNode intent) {
    return "requires_capture".equals(Json.text(intent, "status"));
  }

  /** The card's bank holds the money. */
  void hold(ObjectNode intent, ObjectNode charge, Ask ask) {
    ChargeJson.authorize(charge, clock.seconds() + HOLD.toSeconds());
    Json.with(intent, "amount_capturable", intent.get("amount"), "status", "requires_capture");
    held.add(Json.text(intent, "id"));
    events.record("charge.succeeded", charge, ask);
    events.record("payment_intent.amount_capturable_updated", intent, ask);
  }

  ObjectNode capture(Ask ask) {
    ObjectNode intent = store.paymentIntents.inPath(ask.id());
    Form form = ask.form();
    ObjectNode metadata = Metadata.after((ObjectNode) intent.get("metadata"), form);
    check(intent, form);
    long amount = amount(intent, form);
    intent.set("metadata", metadata);
    if (form.has("statement_descriptor_suffix")) {
      intent.put("statement_descriptor_suffix", form.text("statement_descriptor_suffix"));
    }
    held.remove(ask.id());
    if (later.banksAreWaiting()) {
      Json.with(intent, "amount_capturable", 0, "status", "processing");
      events.record("payment_intent.processing", intent, ask);
      later.run(() -> takeIfUnderWay(intent, amount));
    } else {
      take(intent, amount, ask);
    }
    return intent;
  }

  /** Somebody may have canceled it meanwhile. */
  private void takeIfUnderWay(ObjectNode intent, long amount) {
    if (Json.text(intent, "status").equals("processing")) {
      take(intent, amount, Ask.NOBODY);
    }
  }

  private void take(ObjectNode intent, long amount, Ask ask) {
    ObjectNode charge = chargeOf(intent);
    ChargeJson.capture(charge, amount);
    store.papers.receipt(charge);
    ledger.charged(charge);
    Json.with(intent, "amount_capturable", 0, "amount_received", amount, "status", "succeeded");
    events.record("charge.captured", charge, ask);
    events.record("payment_intent.succeeded", intent, ask);
    follower.accept(intent, ask);
    aftermaths.follow(charge);
  }

  private static void check(ObjectNode intent, Form form) {
    String status = Json.text(intent, "status");
    if (status.equals("succeeded")) {
      throw Refusal.unexpectedState(
          "This PaymentIntent could not be captured because it has already been captured.", intent);
    }
    if (!isHeld(intent)) {
      throw Refusal.unexpectedState(
          ("This PaymentIntent could not be captured because it has a status of %s. Only a"
                  + " PaymentIntent with one of the following statuses may be captured:"
                  + " requires_capture.")
              .formatted(status),
          intent);
    }
    if (form.text("statement_descriptor") != null) {
      throw Refusal.inWork(
          null,
          "statement_descriptor",
          "For card charges, use statement_descriptor_suffix instead.");
    }
    if ("false".equals(form.text("final_capture"))) {
      throw Refusal.inWork(
          null,
          "final_capture",
          "You can only set final_capture=false where multicapture is available, which it is not in"
              + " the sandbox.");
    }
  }

  private static long amount(ObjectNode intent, Form form) {
    long most = intent.get("amount_capturable").asLong();
    if (form.unsets("amount_to_capture")) {
      throw Refusal.empty("amount_to_capture");
    }
    Long amount = form.number("amount_to_capture");
    if (amount == null) {
      return most;
    }
    if (amount < 1) {
      throw Refusal.invalid(
          "parameter_invalid_integer",
          "amount_to_capture",
          "This value must be greater than or equal to 1.");
    }
    if (amount > most) {
      String currency = Json.text(intent, "currency");
      throw Refusal.inWork(
          "amount_too_large",
          "amount_to_capture",
          "The amount to capture (%s) is greater than the amount that can be captured (%s)."
              .formatted(Amounts.shown(amount, currency), Amounts.shown(most, currency)));
    }
    return amount;
  }

  /** Nothing is taken: somebody cancels the intent. */
  void cancel(ObjectNode intent) {
    intent.put("amount_capturable", 0);
    held.remove(Json.text(intent, "id"));
  }

  /** Nobody has captured it in time. */
  private void expire(ObjectNode intent) {
    cancel(intent);
    Json.with(
        intent,
        "canceled_at",
        clock.seconds(),
        "cancellation_reason",
        "expired",
        "status",
        "canceled");
    events.record("charge.expired", chargeOf(intent), Ask.NOBODY);
    events.record("payment_intent.canceled", intent, Ask.NOBODY);
  }

  /** Adds when each authorization expires. */
  void addTo(List<Due.Task> tasks) {
    for (String id : held) {
      ObjectNode intent = store.paymentIntents.find(id);
      tasks.add(new Due.Task(ChargeJson.captureBefore(chargeOf(intent)), () -> expire(intent)));
    }
  }

  /** After a restart. */
  void resume() {
    store.paymentIntents.oldestFirst().stream()
        .filter(Captures::isHeld)
        .forEach(intent -> held.add(Json.text(intent, "id")));
  }

  private ObjectNode chargeOf(ObjectNode intent) {
    return store.charges.find(Json.text(intent, "latest_charge"));
  }
}
