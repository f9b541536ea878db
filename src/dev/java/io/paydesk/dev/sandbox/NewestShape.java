package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;

/**
 * What {@link ApiVersion#NEWEST} changed of the objects and calls that the sandbox knows: fields
 * came, and {@code payment_method_types} can no longer be sent. See <a
 * href="https://docs.stripe.com/changelog/endive/2026-09-30/removes-the-payment-method-types-parameter-from-payment-intents-and-setup-intents">the
 * removal for intents</a> and <a
 * href="https://docs.stripe.com/changelog/endive/2026-09-30/remove-payment-method-types-checkout-sessions">for
 * sessions</a>.
 */
public final class NewestShape {

  private static final String TYPES = "payment_method_types";
  private static final String SESSIONS = "/v1/checkout/sessions";
  private static final JsonNode NULL = JsonNodeFactory.instance.nullNode();

  /**
   * @param at the part of the object that has the field; it may be missing
   */
  private record Field(String at, String name, JsonNode value) {

    static Field empty(String at, String name) {
      return new Field(at, name, NULL);
    }

    boolean isInAPart() {
      return !at.isEmpty();
    }

    void addTo(ObjectNode object) {
      if (object.at(at) instanceof ObjectNode part && !part.has(name)) {
        part.set(name, value.deepCopy());
      }
    }
  }

  private static final Field ALLOWED = Field.empty("", "allowed_payment_method_types");

  /** By the kind of object. */
  private static final Map<String, List<Field>> ADDED =
      Map.of(
          "checkout.session",
          List.of(ALLOWED),
          "setup_intent",
          List.of(ALLOWED),
          "payment_intent",
          List.of(ALLOWED, Field.empty("", "payment_record")),
          "charge",
          List.of(Field.empty("/payment_method_details/card", "electronic_commerce_indicator")),
          "dispute",
          List.of(
              Field.empty("", "intended_submission_method"),
              new Field(
                  "/evidence_details", "submission_method", TextNode.valueOf("not_submitted"))),
          "subscription",
          List.of(
              Field.empty("/trial_settings/end_behavior", "billing_cycle_anchor"),
              Field.empty("/cancellation_details", "feedback_option"),
              Field.empty("/pending_update", "cancel_at_period_end")),
          "subscription_item",
          List.of(Field.empty("", "current_trial")),
          "product",
          List.of(Field.empty("", "tax_details")),
          "confirmation_token",
          List.of(Field.empty("", "metadata")),
          "customer_session",
          List.of(
              new Field("/components", "active_entitlements", disabled()),
              new Field("/components", "customer_portal", disabled())));

  private NewestShape() {}

  private static ObjectNode disabled() {
    return JsonNodeFactory.instance.objectNode().put("enabled", false);
  }

  /**
   * The event as an endpoint of the newest version gets it.
   *
   * @param event of {@code GET /v1/events} in the pinned version
   */
  public static ObjectNode event(JsonNode event) {
    return of(event).put("api_version", ApiVersion.NEWEST.text());
  }

  static ObjectNode of(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    addTo(copy);
    addToWhatWas(copy.path("data"));
    return copy;
  }

  /** Objects stand within others: in lists, and where they are expanded. */
  private static void addTo(JsonNode node) {
    node.forEach(NewestShape::addTo);
    if (node instanceof ObjectNode object) {
      added(object).forEach(field -> field.addTo(object));
    }
  }

  /** An event tells whole parts as they were, without the name of their object. */
  private static void addToWhatWas(JsonNode data) {
    if (data.path("previous_attributes") instanceof ObjectNode before) {
      added(data.path("object")).stream()
          .filter(Field::isInAPart)
          .forEach(field -> field.addTo(before));
    }
  }

  private static List<Field> added(JsonNode object) {
    return ADDED.getOrDefault(object.path("object").asText(), List.of());
  }

  static boolean tookOnce(Route route, String parameter) {
    return parameter.equals(TYPES + "[]") && route.method().equals("POST");
  }

  static Refusal refuse(Route route) {
    return route.template().startsWith(SESSIONS)
        ? Refusal.unknownParameter(TYPES)
        : Refusal.invalid(
            "payment_method_types_no_longer_supported",
            TYPES,
            "The parameter payment_method_types is no longer supported. Use dynamic payment methods,"
                + " or allowed_payment_method_types.");
  }
}
