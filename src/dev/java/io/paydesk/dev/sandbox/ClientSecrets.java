package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What a browser may do and see: only the intent or session whose secret it has. */
final class ClientSecrets {

  /** What is made for browsers alone. */
  private static final Set<String> OF_THEIR_OWN =
      Set.of(
          PaymentPageJson.OBJECT,
          ElementsSessions.OBJECT,
          CustomerSessions.OBJECT,
          ConfirmationTokens.OBJECT);

  private final Store store;

  ClientSecrets(Store store) {
    this.store = store;
  }

  /** A browser has no secret key; the client secret proves that it may complete this intent. */
  void check(Route route, String id, Form form) {
    if (!route.forBrowsers()) {
      throw Refusal.unauthorized(
          "secret_key_required",
          "This API call cannot be made with a publishable API key. Please use a secret API key."
              + " You can find a list of your API keys at"
              + " https://dashboard.stripe.com/account/apikeys.");
    }
    if (route.template().startsWith(ElementsSessions.INTERNAL)
        || route.template().equals(ConfirmationTokens.FOR_BROWSERS)) {
      return;
    }
    String secret = form.text("client_secret");
    if (secret == null) {
      throw Refusal.missing("client_secret");
    }
    if (route.template().startsWith("/v1/payment_pages/")) {
      checkPage(id, secret);
      return;
    }
    boolean setup = route.template().startsWith("/v1/setup_intents/");
    ObjectNode intent = (setup ? store.setupIntents : store.paymentIntents).inPath(id);
    if (!secret.equals(Json.text(intent, "client_secret"))) {
      throw Refusal.inWork(
          setup ? "setup_intent_invalid_parameter" : "payment_intent_invalid_parameter",
          "client_secret",
          "The client_secret provided does not match the client_secret associated with the "
              + (setup ? "SetupIntent." : "PaymentIntent."));
    }
  }

  private void checkPage(String id, String secret) {
    if (!secret.equals(Json.text(store.checkoutSessions.inPath(id), "client_secret"))) {
      throw Refusal.inWork(
          null,
          "client_secret",
          "The client_secret provided does not match the client_secret of the Checkout Session.");
    }
  }

  /** The object as a browser sees it. */
  static ObjectNode forBrowsers(ObjectNode intent) {
    if (OF_THEIR_OWN.contains(Json.text(intent, "object"))) {
      return intent;
    }
    boolean setup = "setup_intent".equals(Json.text(intent, "object"));
    return intent.deepCopy().retain(setup ? SetupIntentJson.PUBLIC : PaymentIntentJson.PUBLIC);
  }

  /** The intent of either kind, or null. */
  ObjectNode find(String id) {
    ObjectNode setup = store.setupIntents.find(id);
    return setup == null ? store.paymentIntents.find(id) : setup;
  }
}
