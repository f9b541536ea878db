package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Thin events: they name the object and do not contain it. Each snapshot event has one; a changed
 * subscription has more, without a snapshot event. See <a
 * href="https://docs.stripe.com/event-destinations#thin-events">thin events</a>.
 */
public final class ThinEvents {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry("payment_intent", "payment_intents"),
          Map.entry("setup_intent", "setup_intents"),
          Map.entry("payment_method", "payment_methods"),
          Map.entry("customer", "customers"),
          Map.entry("charge", "charges"),
          Map.entry("refund", "refunds"),
          Map.entry("dispute", "disputes"),
          Map.entry("subscription", "subscriptions"),
          Map.entry("invoice", "invoices"),
          Map.entry("invoice_payment", "invoice_payments"),
          Map.entry("product", "products"),
          Map.entry("price", "prices"),
          Map.entry("coupon", "coupons"),
          Map.entry("promotion_code", "promotion_codes"),
          Map.entry("checkout.session", "checkout/sessions"),
          Map.entry("radar.early_fraud_warning", "radar/early_fraud_warnings"));

  /** Statuses with a type of their own; the others have theirs among the snapshot events. */
  private static final Set<String> STATUSES =
      Set.of("active", "past_due", "unpaid", "incomplete", "incomplete_expired", "trialing");

  private ThinEvents() {}

  /**
   * The thin events for this one: always the same, as they may be sent again.
   *
   * @param event a snapshot event
   */
  public static List<ObjectNode> of(JsonNode event) {
    List<ObjectNode> all = new ArrayList<>();
    all.add(thin(event, Json.text(event, "type"), "", Json.text(event, "id")));
    for (String more : alone(event)) {
      all.add(thin(event, "customer.subscription." + more, "_" + more, null));
    }
    return all;
  }

  private static List<String> alone(JsonNode event) {
    JsonNode before = event.at("/data/previous_attributes");
    JsonNode now = event.at("/data/object");
    List<String> names = new ArrayList<>();
    if (Json.text(event, "type").equals("customer.subscription.updated")) {
      if (before.has("status") && STATUSES.contains(Json.text(now, "status"))) {
        names.add(Json.text(now, "status"));
      }
      for (String field : List.of("cancel_at", "default_payment_method")) {
        if (before.has(field)) {
          names.add(field + "_changed");
        }
      }
    }
    return names;
  }

  private static ObjectNode thin(JsonNode event, String type, String suffix, String snapshot) {
    String id = Json.text(event, "id");
    Instant created = Instant.ofEpochSecond(event.path("created").asLong());
    ObjectNode thin =
        Json.fields()
            .with("id", "evt_test_65" + id.substring(id.indexOf('_') + 1) + suffix)
            .with("object", "v2.core.event")
            .with("type", "v1." + type)
            .with("created", TIME.format(created))
            .with("livemode", event.path("livemode").asBoolean())
            .with("related_object", related(event.at("/data/object")))
            .with("snapshot_event", snapshot)
            .object();
    JsonNode request = event.path("request");
    if (request.path("id").isTextual()) {
      thin.set("reason", Json.object("type", "request", "request", request));
    }
    return thin;
  }

  /** Null where the object cannot be retrieved, such as the balance. */
  private static ObjectNode related(JsonNode object) {
    String kind = Json.text(object, "object");
    String id = Json.text(object, "id");
    return id == null || !PATHS.containsKey(kind)
        ? null
        : Json.object("id", id, "type", kind, "url", "/v1/" + PATHS.get(kind) + "/" + id);
  }
}
