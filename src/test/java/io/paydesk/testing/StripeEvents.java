package io.paydesk.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/** Makes events in Stripe's form, around objects of the pretend Stripe. */
public final class StripeEvents {

  private static final ObjectMapper JSON = new ObjectMapper();

  private StripeEvents() {}

  /** An event of now, with an id of its own. */
  public static ObjectNode event(String type, JsonNode object) {
    var event = JSON.createObjectNode();
    event.put("id", "evt_" + UUID.randomUUID().toString().replace("-", ""));
    event.put("object", "event");
    event.put("api_version", "2026-07-29.dahlia");
    event.put("created", Instant.now().getEpochSecond());
    event.put("livemode", false);
    event.put("pending_webhooks", 1);
    event.putObject("request").putNull("id").putNull("idempotency_key");
    event.put("type", type);
    event.putObject("data").set("object", object.deepCopy());
    return event;
  }

  /** An event that says that the intent has this status, whatever it really has. */
  public static ObjectNode intentEvent(String type, JsonNode intent, String status) {
    var object = (ObjectNode) intent.deepCopy();
    object.put("status", status);
    if (status.equals("succeeded")) {
      object.put("amount_received", object.path("amount").longValue());
      object.put("latest_charge", "ch_" + object.path("id").textValue().substring(3));
    }
    return event(type, object);
  }

  public static ObjectNode succeeded(JsonNode intent) {
    return intentEvent("payment_intent.succeeded", intent, "succeeded");
  }

  public static ObjectNode object(ObjectNode event) {
    return (ObjectNode) event.path("data").path("object");
  }
}
