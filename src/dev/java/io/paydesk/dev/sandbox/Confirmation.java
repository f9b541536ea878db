package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.dev.sandbox.CardBehaviour.Authenticates;
import io.paydesk.dev.sandbox.CardBehaviour.Decline;
import io.paydesk.dev.sandbox.CardBehaviour.Declines;
import io.paydesk.dev.sandbox.CardBehaviour.FailsLater;
import io.paydesk.dev.sandbox.CardBehaviour.Pays;
import io.paydesk.dev.sandbox.CardBehaviour.Redirects;
import io.paydesk.dev.sandbox.CardBehaviour.SavesOnly;
import io.paydesk.dev.sandbox.CardBehaviour.VerifiesLater;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What happens to a payment after the payer has confirmed: at once, after 3-D Secure, or later. See
 * <a href="https://docs.stripe.com/payments/payment-intents/verifying-status">verifying status</a>.
 */
final class Confirmation {

  private static final Decline NOT_AUTHENTICATED =
      new Decline(
          "payment_intent_authentication_failure",
          null,
          null,
          "The provided PaymentMethod has failed authentication. You can provide"
              + " payment_method_data or a new PaymentMethod to attempt to fulfill this"
              + " PaymentIntent again.");
  private static final Decline MUST_AUTHENTICATE =
      new Decline(
          "authentication_required",
          "authentication_required",
          null,
          "Your card was declined. This transaction requires authentication.");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final PaymentMethods methods;
  private final Ledger ledger;
  private final Captures captures;
  private final Aftermaths aftermaths;
  private final Supplier<URI> base;
  private final Later later;
  private final BiConsumer<ObjectNode, Ask> follower;

  /**
   * @param base where the page for 3-D Secure is
   * @param follower is given every payment that has moved on
   */
  Confirmation(
      Store store,
      SandboxClock clock,
      Events events,
      PaymentMethods methods,
      Ledger ledger,
      Captures captures,
      Aftermaths aftermaths,
      Supplier<URI> base,
      Later later,
      BiConsumer<ObjectNode, Ask> follower) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.methods = methods;
    this.ledger = ledger;
    this.captures = captures;
    this.aftermaths = aftermaths;
    this.base = base;
    this.later = later;
    this.follower = follower;
  }

  void checkType(ObjectNode intent, ObjectNode method) {
    String type = Json.text(method, "type");
    for (var allowed : intent.get("payment_method_types")) {
      if (allowed.asText().equals(type)) {
        return;
      }
    }
    throw Refusal.inWork(
        "payment_intent_incompatible_payment_method",
        "payment_method",
        "The PaymentMethod provided (%s) is not allowed for this PaymentIntent. Its types are %s."
            .formatted(type, intent.get("payment_method_types")));
  }

  /** Whether a payment with it succeeds without 3-D Secure and without a bank's decision. */
  boolean paysAtOnce(ObjectNode method) {
    CardBehaviour behaviour = methods.cardOf(Json.text(method, "id")).behaviour();
    return behaviour instanceof Pays
        || behaviour instanceof Authenticates authenticates && isSetUp(authenticates, method);
  }

  private static boolean isSetUp(Authenticates card, ObjectNode method) {
    return !card.always() && !method.get("customer").isNull();
  }

  void confirm(ObjectNode intent, ObjectNode method, Ask ask) {
    boolean nobodyThere = isOffSession(ask);
    if (nobodyThere && !intent.path("setup_future_usage").isNull()) {
      throw Refusal.inWork(
          null,
          "off_session",
          "You cannot confirm with the `off_session` parameter when `setup_future_usage` is also set"
              + " on the PaymentIntent because you cannot set up future usages when processing"
              + " payments off-session.");
    }
    Usability.checkReturnUrl(intent, "Payment Intent", ask, store);
    Json.with(
        intent,
        "payment_method",
        method.get("id"),
        "last_payment_error",
        null,
        "next_action",
        null);
    CardBehaviour behaviour = methods.cardOf(Json.text(method, "id")).behaviour();
    if (paysAtOnce(method)) {
      succeed(intent, charge(intent, method), ask);
    } else if (behaviour instanceof Declines declines) {
      decline(intent, charge(intent, method), declines.decline(), ask);
    } else if (behaviour instanceof SavesOnly saves) {
      decline(intent, charge(intent, method), saves.decline(), ask);
    } else if (behaviour instanceof Authenticates) {
      authenticateFirst(intent, method, ask);
    } else if (behaviour instanceof Redirects) {
      act(intent, NextAction.elsewhere(page(intent), ask), ask);
    } else if (behaviour instanceof VerifiesLater) {
      long arrival = clock.seconds() + 2 * 86_400;
      act(intent, NextAction.microdeposits(page(intent), arrival), ask);
    } else {
      process(intent, method, ask);
    }
  }

  private void process(ObjectNode intent, ObjectNode method, Ask ask) {
    intent.put("status", "processing");
    events.record("charge.pending", charge(intent, method), ask);
    events.record("payment_intent.processing", intent, ask);
    follower.accept(intent, ask);
    settleLater(Json.text(intent, "id"));
  }

  /** Whether the payer is not there: true, or the kind of payment that is made without them. */
  private static boolean isOffSession(Ask ask) {
    return Set.of("true", "one_off", "recurring")
        .contains(Objects.requireNonNullElse(ask.form().text("off_session"), "false"));
  }

  private void authenticateFirst(ObjectNode intent, ObjectNode method, Ask ask) {
    if (isOffSession(ask) || ask.form().flag("error_on_requires_action")) {
      decline(intent, charge(intent, method), MUST_AUTHENTICATE, ask);
    }
    act(intent, NextAction.of(page(intent), ask), ask);
  }

  private String page(ObjectNode intent) {
    return "%s/sandbox/3ds/%s?client_secret=%s"
        .formatted(base.get(), Json.text(intent, "id"), Json.text(intent, "client_secret"));
  }

  private void act(ObjectNode intent, ObjectNode next, Ask ask) {
    Json.with(intent, "status", "requires_action", "next_action", next);
    events.record("payment_intent.requires_action", intent, ask);
    follower.accept(intent, ask);
  }

  /**
   * The payer returns from 3-D Secure. Does nothing where the payment does not wait for that (any
   * more).
   */
  void authenticated(ObjectNode intent, boolean passed) {
    if (!Json.text(intent, "status").equals("requires_action")) {
      return;
    }
    boolean isDebit = NextAction.isForLater(intent);
    intent.putNull("next_action");
    ObjectNode method = store.paymentMethods.find(Json.text(intent, "payment_method"));
    if (passed && isDebit) {
      process(intent, method, Ask.NOBODY);
    } else if (passed) {
      succeed(intent, charge(intent, method), Ask.NOBODY);
    } else {
      fail(intent, null, NOT_AUTHENTICATED, Ask.NOBODY);
    }
  }

  /** After a restart, banks still have to decide. */
  void resume() {
    store.paymentIntents.oldestFirst().stream()
        .filter(intent -> "processing".equals(Json.text(intent, "status")))
        .forEach(intent -> settleLater(Json.text(intent, "id")));
  }

  private void settleLater(String intentId) {
    later.run(() -> settle(intentId));
  }

  /** A bank debit succeeds or fails. */
  private void settle(String intentId) {
    ObjectNode intent = store.paymentIntents.find(intentId);
    if (!Json.text(intent, "status").equals("processing")) {
      return;
    }
    ObjectNode charge = store.charges.find(Json.text(intent, "latest_charge"));
    CardBehaviour behaviour = methods.cardOf(Json.text(intent, "payment_method")).behaviour();
    if (behaviour instanceof FailsLater fails) {
      fail(intent, charge, fails.decline(), Ask.NOBODY);
    } else {
      succeed(intent, charge, Ask.NOBODY);
    }
  }

  private ObjectNode charge(ObjectNode intent, ObjectNode method) {
    TestCard card = methods.cardOf(Json.text(method, "id"));
    ObjectNode charge = ChargeJson.tried(intent, method, card, clock.seconds());
    intent.set("latest_charge", charge.get("id"));
    return store.charges.add(charge);
  }

  private void succeed(ObjectNode intent, ObjectNode charge, Ask ask) {
    keep(intent, ask);
    if (Captures.isManual(intent)) {
      captures.hold(intent, charge, ask);
      follower.accept(intent, ask);
      return;
    }
    ChargeJson.succeed(charge);
    store.papers.receipt(charge);
    ledger.charged(charge);
    Json.with(intent, "amount_received", intent.get("amount"), "status", "succeeded");
    events.record("charge.succeeded", charge, ask);
    events.record("payment_intent.succeeded", intent, ask);
    follower.accept(intent, ask);
    aftermaths.follow(charge);
  }

  /** Saves the method where that was asked for; without a customer, it is of no more use. */
  private void keep(ObjectNode intent, Ask ask) {
    ObjectNode method = store.paymentMethods.find(Json.text(intent, "payment_method"));
    if (!method.get("customer").isNull()) {
      return;
    }
    ObjectNode customer = store.customers.find(Json.text(intent, "customer"));
    if (customer != null && !intent.path("setup_future_usage").isNull()) {
      methods.attach(method, customer, ask);
    } else {
      store.spentMethods.add(Json.text(method, "id"));
    }
  }

  private void decline(ObjectNode intent, ObjectNode charge, Decline decline, Ask ask) {
    fail(intent, charge, decline, ask);
    throw Refusal.declined((ObjectNode) intent.get("last_payment_error"), intent);
  }

  private void fail(ObjectNode intent, ObjectNode charge, Decline decline, Ask ask) {
    ObjectNode method = store.paymentMethods.find(Json.text(intent, "payment_method"));
    Json.with(
        intent,
        "last_payment_error",
        lastError(decline, charge, method),
        "payment_method",
        null,
        "status",
        "requires_payment_method");
    if (charge != null) {
      ChargeJson.fail(charge, decline);
      events.record("charge.failed", charge, ask);
    }
    events.record("payment_intent.payment_failed", intent, ask);
    follower.accept(intent, ask);
  }

  private static ObjectNode lastError(Decline decline, ObjectNode charge, ObjectNode method) {
    ObjectNode error = Declined.error(decline, method, decline != NOT_AUTHENTICATED);
    if (charge != null) {
      error.set("charge", charge.get("id"));
    }
    return error;
  }
}
