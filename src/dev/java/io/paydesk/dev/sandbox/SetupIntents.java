package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.dev.sandbox.CardBehaviour.Authenticates;
import io.paydesk.dev.sandbox.CardBehaviour.Decline;
import io.paydesk.dev.sandbox.CardBehaviour.Declines;
import io.paydesk.dev.sandbox.CardBehaviour.VerifiesLater;
import java.net.URI;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The part of the <a href="https://docs.stripe.com/api/setup_intents">Setup Intents API</a> with
 * which a payer saves a payment method: at once, after 3-D Secure, or once a bank has answered. See
 * <a href="https://docs.stripe.com/payments/paymentintents/lifecycle">their statuses</a>.
 */
final class SetupIntents {

  static final Set<String> OPEN =
      Set.of("requires_payment_method", "requires_confirmation", "requires_action");
  private static final Decline NOT_AUTHENTICATED =
      new Decline(
          "setup_intent_authentication_failure",
          null,
          null,
          "The latest attempt to set up the payment method has failed because authentication"
              + " failed.");

  private static final Decline NOT_VERIFIED =
      new Decline(
          "payment_method_microdeposit_verification_attempts_exceeded",
          null,
          null,
          "You have exceeded the number of allowed verification attempts.");
  private static final Decline BANK_REFUSES =
      new Decline(
          "payment_method_microdeposit_failed",
          null,
          null,
          "Microdeposit transfers failed. Please check the account and institution numbers"
              + " provided.");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final PaymentMethods methods;
  private final Standing standing;
  private final Supplier<URI> base;
  private final Later later;
  private BiConsumer<ObjectNode, Ask> follower = (setup, ask) -> {};

  /**
   * @param base where the page for 3-D Secure is
   */
  SetupIntents(
      Store store,
      SandboxClock clock,
      Events events,
      PaymentMethods methods,
      Standing standing,
      Supplier<URI> base,
      Later later) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.methods = methods;
    this.standing = standing;
    this.base = base;
    this.later = later;
  }

  /** For a subscription that is paid later; not reported yet. */
  ObjectNode prepare(ObjectNode subscription) {
    ObjectNode setup = SetupIntentJson.fresh(Json.text(subscription, "customer"), clock.seconds());
    subscription.set("pending_setup_intent", setup.get("id"));
    return store.setupIntents.add(setup);
  }

  /**
   * @param other is given every SetupIntent whose payer has done their part
   */
  void followedBy(BiConsumer<ObjectNode, Ask> other) {
    follower = other;
  }

  ObjectNode retrieve(Ask ask) {
    return store.setupIntents.inPath(ask.id());
  }

  ObjectNode confirm(Ask ask) {
    ObjectNode setup = store.setupIntents.inPath(ask.id());
    SessionOwned.refuseSetup(setup, ask, store);
    String status = Json.text(setup, "status");
    if (!OPEN.contains(status)) {
      throw Refusal.unexpectedSetupState(
          ("You cannot confirm this SetupIntent because it has a status of %s. Only a SetupIntent"
                  + " with one of the following statuses may be confirmed:"
                  + " requires_payment_method, requires_confirmation, requires_action.")
              .formatted(status),
          setup);
    }
    ObjectNode method = methods.given(ask.form());
    if (method == null && Json.text(setup, "payment_method") != null) {
      method = store.paymentMethods.find(Json.text(setup, "payment_method"));
    }
    if (method == null) {
      throw Refusal.unexpectedSetupState(
          "You cannot confirm this SetupIntent because it's missing a payment method. Update the"
              + " SetupIntent with a payment method and then confirm it again.",
          setup);
    }
    return confirm(setup, method, ask);
  }

  ObjectNode confirm(ObjectNode setup, ObjectNode method, Ask ask) {
    Usability.check(method, setup, store);
    Usability.checkReturnUrl(setup, "Setup Intent", ask, store);
    Json.with(
        setup, "payment_method", method.get("id"), "last_setup_error", null, "next_action", null);
    CardBehaviour behaviour = methods.cardOf(Json.text(method, "id")).behaviour();
    if (behaviour instanceof Declines declines) {
      fail(setup, method, declines.decline(), ask);
      throw Refusal.setupDeclined((ObjectNode) setup.get("last_setup_error"), setup);
    }
    if (behaviour instanceof Authenticates) {
      askForAuthentication(setup, ask);
    } else if (behaviour instanceof VerifiesLater) {
      long arrival = clock.seconds() + 2 * 86_400;
      act(setup, NextAction.microdeposits(page(setup), arrival), ask);
      follower.accept(setup, ask);
    } else {
      decide(setup, method, ask);
    }
    return setup;
  }

  /** A bank says at once that the account is good, or takes its time. */
  private void decide(ObjectNode setup, ObjectNode method, Ask ask) {
    if (Json.text(method, "type").equals("card") || !later.banksAreWaiting()) {
      succeed(setup, method, ask);
      return;
    }
    setup.put("status", "processing");
    follower.accept(setup, ask);
    settleLater(Json.text(setup, "id"));
  }

  private void settleLater(String id) {
    later.run(() -> bankAnswers(store.setupIntents.find(id), true));
  }

  /** After a restart, banks still have to answer. */
  void resume() {
    store.setupIntents.oldestFirst().stream()
        .filter(setup -> Json.text(setup, "status").equals("processing"))
        .forEach(setup -> settleLater(Json.text(setup, "id")));
  }

  /** Does nothing where the intent does not wait for its bank (any more). */
  void bankAnswers(ObjectNode setup, boolean good) {
    if (!Json.text(setup, "status").equals("processing")) {
      return;
    }
    ObjectNode method = store.paymentMethods.find(Json.text(setup, "payment_method"));
    if (good) {
      succeed(setup, method, Ask.NOBODY);
    } else {
      fail(setup, method, BANK_REFUSES, Ask.NOBODY);
    }
  }

  private void askForAuthentication(ObjectNode setup, Ask ask) {
    act(setup, NextAction.of(page(setup), ask), ask);
  }

  private String page(ObjectNode setup) {
    return "%s/sandbox/3ds/%s?client_secret=%s"
        .formatted(base.get(), Json.text(setup, "id"), Json.text(setup, "client_secret"));
  }

  private void act(ObjectNode setup, ObjectNode next, Ask ask) {
    Json.with(setup, "status", "requires_action", "next_action", next);
    events.record("setup_intent.requires_action", setup, ask);
  }

  /**
   * The payer returns from 3-D Secure, or has entered the small deposits. Does nothing where the
   * intent does not wait for that (any more).
   */
  void authenticated(ObjectNode setup, boolean passed) {
    if (!Json.text(setup, "status").equals("requires_action")) {
      return;
    }
    boolean isDebit = NextAction.isForLater(setup);
    setup.putNull("next_action");
    ObjectNode method = store.paymentMethods.find(Json.text(setup, "payment_method"));
    if (passed) {
      decide(setup, method, Ask.NOBODY);
    } else {
      fail(setup, method, isDebit ? NOT_VERIFIED : NOT_AUTHENTICATED, Ask.NOBODY);
    }
  }

  private void succeed(ObjectNode setup, ObjectNode method, Ask ask) {
    setup.put("status", "succeeded");
    ObjectNode customer = store.customers.find(Json.text(setup, "customer"));
    if (customer != null) {
      methods.attach(method, customer, ask);
    }
    events.record("setup_intent.succeeded", setup, ask);
    for (ObjectNode subscription : store.subscriptions.oldestFirst()) {
      if (subscription.get("pending_setup_intent").equals(setup.get("id"))) {
        ObjectNode before = subscription.deepCopy();
        Json.with(
            subscription, "default_payment_method", method.get("id"), "pending_setup_intent", null);
        standing.updated(subscription, before, ask);
      }
    }
    follower.accept(setup, ask);
  }

  private void fail(ObjectNode setup, ObjectNode method, Decline decline, Ask ask) {
    Json.with(
        setup,
        "last_setup_error",
        Declined.error(decline, method, decline != NOT_AUTHENTICATED),
        "payment_method",
        null,
        "status",
        "requires_payment_method");
    events.record("setup_intent.setup_failed", setup, ask);
  }
}
