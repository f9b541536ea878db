package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.dev.sandbox.CardBehaviour.Authenticates;
import io.paydesk.dev.sandbox.CardBehaviour.Decline;
import io.paydesk.dev.sandbox.CardBehaviour.Declines;
import java.net.URI;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The part of the <a href="https://docs.stripe.com/api/setup_intents">Setup Intents API</a> with
 * which a payer saves a payment method. Here only subscriptions make SetupIntents.
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

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final PaymentMethods methods;
  private final Standing standing;
  private final Supplier<URI> base;
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
      Supplier<URI> base) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.methods = methods;
    this.standing = standing;
    this.base = base;
  }

  /** For a subscription that is paid later; not reported yet. */
  ObjectNode prepare(ObjectNode subscription) {
    ObjectNode setup = SetupIntentJson.fresh(Json.text(subscription, "customer"), clock.seconds());
    subscription.set("pending_setup_intent", setup.get("id"));
    return store.setupIntents.add(setup);
  }

  /**
   * @param other is given every SetupIntent that has succeeded
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
    } else {
      succeed(setup, method, ask);
    }
    return setup;
  }

  private void askForAuthentication(ObjectNode setup, Ask ask) {
    String url =
        "%s/sandbox/3ds/%s?client_secret=%s"
            .formatted(base.get(), Json.text(setup, "id"), Json.text(setup, "client_secret"));
    Json.with(setup, "status", "requires_action", "next_action", NextAction.of(url, ask));
    events.record("setup_intent.requires_action", setup, ask);
  }

  /**
   * The payer returns from 3-D Secure. Does nothing where the intent does not wait for that (any
   * more).
   */
  void authenticated(ObjectNode setup, boolean passed) {
    if (!Json.text(setup, "status").equals("requires_action")) {
      return;
    }
    setup.putNull("next_action");
    ObjectNode method = store.paymentMethods.find(Json.text(setup, "payment_method"));
    if (passed) {
      succeed(setup, method, Ask.NOBODY);
    } else {
      fail(setup, method, NOT_AUTHENTICATED, Ask.NOBODY);
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
