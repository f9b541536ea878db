package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The page on which a bank checks that the payer is its customer. See <a
 * href="https://docs.stripe.com/payments/3d-secure/authentication-flow">3-D Secure</a>.
 */
final class ThreeDSecure {

  private static final String HTML = "text/html; charset=utf-8";

  private final Store store;
  private final ClientSecrets secrets;
  private final Confirmation confirmation;
  private final SetupIntents setups;
  private final Runnable changed;

  ThreeDSecure(Store store, Confirmation confirmation, SetupIntents setups, Runnable changed) {
    this.store = store;
    this.secrets = new ClientSecrets(store);
    this.confirmation = confirmation;
    this.setups = setups;
    this.changed = changed;
  }

  void handle(HttpExchange exchange, String intentId, String body) throws IOException {
    Form form;
    try {
      form = Form.parse(exchange.getRequestURI().getRawQuery(), body);
    } catch (Refusal malformed) {
      form = Form.parse();
    }
    String secret = form.text("client_secret");
    ObjectNode intent = intent(intentId, secret);
    exchange.getResponseHeaders().set("Content-Security-Policy", ThreeDSecurePage.POLICY);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (intent == null) {
      Http.write(exchange, 404, HTML, ThreeDSecurePage.unknown());
    } else if (exchange.getRequestMethod().equals("GET")) {
      Http.write(exchange, 200, HTML, ThreeDSecurePage.question(intent, isElsewhere(intent)));
    } else {
      answer(exchange, intent, "complete".equals(form.text("outcome")));
    }
  }

  /** Whether no bank asks, but another site. */
  private boolean isElsewhere(ObjectNode intent) {
    synchronized (store) {
      ObjectNode method = store.paymentMethods.find(Json.text(intent, "payment_method"));
      return method != null && TestCards.KLARNA.type().equals(Json.text(method, "type"));
    }
  }

  /** A copy, or null: without its secret nobody sees an intent. */
  private ObjectNode intent(String id, String secret) {
    synchronized (store) {
      ObjectNode intent = secrets.find(id);
      boolean allowed = intent != null && Json.text(intent, "client_secret").equals(secret);
      return allowed ? intent.deepCopy() : null;
    }
  }

  private void answer(HttpExchange exchange, ObjectNode before, boolean passed) throws IOException {
    ObjectNode after = authenticate(Json.text(before, "id"), passed);
    String back = NextAction.returnUrl(before);
    if (back.startsWith("https://") || back.startsWith("http://")) {
      exchange.getResponseHeaders().set("Location", returning(back, after));
      Http.write(exchange, 303, "");
    } else {
      Http.write(exchange, 200, HTML, ThreeDSecurePage.result(after));
    }
  }

  ObjectNode authenticate(String id, boolean passed) {
    synchronized (store) {
      ObjectNode setup = store.setupIntents.find(id);
      ObjectNode intent = setup == null ? store.paymentIntents.inPath(id) : setup;
      if (setup == null) {
        confirmation.authenticated(intent, passed);
      } else {
        setups.authenticated(setup, passed);
      }
      changed.run();
      return intent.deepCopy();
    }
  }

  private static String returning(String back, ObjectNode intent) {
    String kind = Json.text(intent, "object");
    int hash = back.indexOf('#');
    String page = (hash < 0 ? back : back.substring(0, hash)).replaceAll("[\\r\\n]", "");
    return page
        + (page.indexOf('?') < 0 ? '?' : '&')
        + kind
        + "="
        + encoded(Json.text(intent, "id"))
        + "&"
        + kind
        + "_client_secret="
        + encoded(Json.text(intent, "client_secret"))
        + "&redirect_status="
        + redirectStatus(Json.text(intent, "status"))
        + (hash < 0 ? "" : back.substring(hash).replaceAll("[\\r\\n]", ""));
  }

  private static String redirectStatus(String status) {
    return switch (status) {
      case "succeeded", "requires_capture" -> "succeeded";
      case "processing" -> "pending";
      default -> "failed";
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
