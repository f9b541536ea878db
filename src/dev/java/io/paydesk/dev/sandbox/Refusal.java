package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An error answer. See <a href="https://docs.stripe.com/api/errors">errors</a> and <a
 * href="https://docs.stripe.com/error-codes">error codes</a>.
 */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ObjectNode error;
  private final boolean beforeWork;

  private Refusal(int status, ObjectNode error, boolean beforeWork) {
    super(error.path("message").asText(), null, false, false);
    this.status = status;
    this.error = error;
    this.beforeWork = beforeWork;
  }

  /** A parameter is invalid, so nothing was done and nothing is stored with the key. */
  static Refusal invalid(String code, String param, String message) {
    return new Refusal(400, error("invalid_request_error", code, param, message), true);
  }

  static Refusal missing(String param) {
    return invalid("parameter_missing", param, "Missing required param: " + param + ".");
  }

  static Refusal empty(String param) {
    return invalid(
        "parameter_invalid_empty",
        param,
        ("You passed an empty string for '%1$s'. We assume empty values are an attempt to unset a"
                + " parameter; however '%1$s' cannot be unset. You should remove '%1$s' from your"
                + " request or supply a non-empty value.")
            .formatted(param));
  }

  static Refusal unknownParameter(String name) {
    return invalid("parameter_unknown", name, "Received unknown parameter: " + name);
  }

  static Refusal oneOf(String param, String allowed) {
    return invalid(null, param, "Invalid " + param + ": must be one of " + allowed);
  }

  /** 404 where the path names the object, 400 where a parameter does. */
  static Refusal noSuch(String kind, String id, String param, boolean inPath) {
    String message = "No such " + kind + ": '" + id + "'";
    ObjectNode error = error("invalid_request_error", "resource_missing", param, message);
    return new Refusal(inPath ? 404 : 400, error, false);
  }

  static Refusal notFound(String code, String message) {
    return new Refusal(404, error("invalid_request_error", code, null, message), false);
  }

  static Refusal inWork(String code, String param, String message) {
    return new Refusal(400, error("invalid_request_error", code, param, message), false);
  }

  static Refusal unexpectedState(String message, JsonNode intent) {
    Refusal refusal = inWork("payment_intent_unexpected_state", null, message);
    refusal.error.set("payment_intent", intent.deepCopy());
    return refusal;
  }

  static Refusal declined(ObjectNode lastPaymentError, JsonNode intent) {
    ObjectNode error = lastPaymentError.deepCopy();
    error.set("payment_intent", intent.deepCopy());
    return new Refusal(402, error, false);
  }

  static Refusal unexpectedSetupState(String message, JsonNode setup) {
    Refusal refusal = inWork("setup_intent_unexpected_state", null, message);
    refusal.error.set("setup_intent", setup.deepCopy());
    return refusal;
  }

  static Refusal setupDeclined(ObjectNode lastSetupError, JsonNode setup) {
    ObjectNode error = lastSetupError.deepCopy();
    error.set("setup_intent", setup.deepCopy());
    return new Refusal(402, error, false);
  }

  static Refusal requiresAction(JsonNode intent) {
    String message =
        "This payment requires additional user action before it can be completed successfully."
            + " Payment can be completed using the PaymentIntent associated with the invoice.";
    ObjectNode error = error("card_error", "invoice_payment_intent_requires_action", null, message);
    error.set("payment_intent", intent.deepCopy());
    return new Refusal(402, error, false);
  }

  static Refusal badCard(String code, String param, String message) {
    return new Refusal(402, error("card_error", code, param, message), false);
  }

  static Refusal unauthorized(String code, String message) {
    return new Refusal(401, error("invalid_request_error", code, null, message), true);
  }

  static Refusal noRoute(String method, String path) {
    String message =
        "Unrecognized request URL (%s: %s). Please see https://stripe.com/docs/api."
            .formatted(method, path);
    return new Refusal(404, error("invalid_request_error", null, null, message), true);
  }

  static Refusal idempotency(int status, String code, String message) {
    return new Refusal(status, error("idempotency_error", code, null, message), true);
  }

  /** An error that a fault asks for, in Stripe's words for that status. */
  static Refusal ofStatus(int status) {
    ObjectNode error =
        switch (status) {
          case 401 -> error("invalid_request_error", null, null, "Invalid API Key provided");
          case 402 -> error("card_error", "card_declined", null, "Your card was declined.");
          case 409 ->
              error(
                  "idempotency_error",
                  "idempotency_key_in_use",
                  null,
                  "There is currently another in-progress request using this Idempotency-Key.");
          case 429 ->
              error("invalid_request_error", "rate_limit", null, "Request rate limit exceeded.");
          default ->
              status < 500
                  ? error("invalid_request_error", null, null, "Invalid request.")
                  : error("api_error", null, null, "An unknown error occurred.");
        };
    return new Refusal(status, error, status < 500);
  }

  private static ObjectNode error(String type, String code, String param, String message) {
    ObjectNode error = Json.object("type", type, "message", message);
    if (code != null) {
      Json.with(error, "code", code, "doc_url", docUrl(code));
    }
    if (param != null) {
      error.put("param", param);
    }
    return error;
  }

  static String docUrl(String code) {
    return "https://stripe.com/docs/error-codes/" + code.replace('_', '-');
  }

  /** The same, of a parameter within another. */
  Refusal of(String parent) {
    ObjectNode inside = error.deepCopy();
    String param = Json.text(error, "param");
    if (param != null) {
      inside.put("param", parent + "[" + param.replaceFirst("(\\[|$)", "]$1"));
    }
    return new Refusal(status, inside, beforeWork);
  }

  /** The same, with only those fields of an intent that a browser may see. */
  Refusal forBrowsers() {
    ObjectNode shown = error.deepCopy();
    for (String name : List.of("payment_intent", "setup_intent")) {
      if (shown.get(name) instanceof ObjectNode intent) {
        shown.set(name, ClientSecrets.forBrowsers(intent));
      }
    }
    return new Refusal(status, shown, beforeWork);
  }

  /** The intent that it is about, where a try has failed; else null. */
  ObjectNode intent() {
    if (status != 402) {
      return null;
    }
    JsonNode intent =
        error.has("setup_intent") ? error.get("setup_intent") : error.get("payment_intent");
    return intent instanceof ObjectNode tried ? tried : null;
  }

  int status() {
    return status;
  }

  boolean beforeWork() {
    return beforeWork;
  }

  ObjectNode body() {
    return Json.object("error", error.deepCopy());
  }
}
