package io.paydesk.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.StorableText;
import io.paydesk.stripe.StripeJson;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the inbox must know about an event, in any API version.
 *
 * @param account where it happened; null where that is ours
 * @param objectId of its object
 * @param object null where the event only names it
 * @param body as Stripe sent it, without client secrets, which must not be stored
 * @see <a href="https://docs.stripe.com/api/events/object">the Event object</a>
 */
record Envelope(
    String id,
    String type,
    @Nullable String apiVersion,
    boolean livemode,
    @Nullable String account,
    @Nullable String objectId,
    @Nullable JsonNode object,
    Instant created,
    String body) {

  private static final Pattern ANY_SECRET = Pattern.compile("_secret_[A-Za-z0-9_%-]+");

  private static final Pattern CLIENT_SECRET =
      Pattern.compile("(\"client_secret\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+\"");

  private static final int LONGEST_TEXT = 255;

  private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

  /**
   * @param body a verified delivery
   * @throws Refusal {@code not-an-event}, which says what is wrong. Nothing is guessed: what is
   *     read here decides whether the event is found again
   */
  static Envelope of(String body) {
    JsonNode event;
    try {
      event = StripeJson.parse(body);
    } catch (IllegalArgumentException e) {
      throw notAnEvent("it is not JSON");
    }
    if (!event.isObject()) {
      throw notAnEvent("it is not a JSON object");
    }
    if (!event.path("livemode").isBoolean()) {
      throw notAnEvent("'livemode' is neither true nor false");
    }
    return new Envelope(
        needed(event, "id", "id"),
        needed(event, "type", "type"),
        text(event, "api_version", "api_version"),
        event.path("livemode").booleanValue(),
        EventShape.account(event),
        EventShape.isThin(event)
            ? text(event.path("related_object"), "id", "related_object.id")
            : text(event.path("data").path("object"), "id", "data.object.id"),
        EventShape.isThin(event) ? null : event.path("data").path("object"),
        created(event),
        withoutSecrets(body));
  }

  private static String needed(JsonNode node, String field, String path) {
    var text = text(node, field, path);
    if (text == null || text.isBlank()) {
      throw notAnEvent("'" + path + "' is missing");
    }
    return text;
  }

  private static @Nullable String text(JsonNode node, String field, String path) {
    var value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()
        || value.textValue().length() > LONGEST_TEXT
        || !StorableText.isStorable(value.textValue())) {
      throw notAnEvent(
          "'%s' is not text of at most %d well-formed characters".formatted(path, LONGEST_TEXT));
    }
    return value.textValue();
  }

  private static Instant created(JsonNode event) {
    var created = EventShape.created(event);
    if (created == null || created.isBefore(Instant.EPOCH) || !created.isBefore(YEAR_10000)) {
      throw notAnEvent(
          EventShape.isThin(event)
              ? "'created' is not a time such as 2026-11-23T09:30:37.000Z"
              : "'created' is not a time in seconds between the years 1970 and 9999");
    }
    return created;
  }

  /**
   * @param why what is wrong with the body
   */
  static Refusal notAnEvent(String why) {
    return Refusal.of(
        "not-an-event",
        400,
        "Not an event",
        """
        The body is signed, but is not one of Stripe's events that can be stored: %s. Compare it \
        with https://docs.stripe.com/api/events/object, and send Stripe's body unchanged.\
        """
            .formatted(why));
  }

  /** Secrets are in fields of their own, and in the addresses of a next action. */
  private static String withoutSecrets(String body) {
    return ANY_SECRET
        .matcher(CLIENT_SECRET.matcher(body).replaceAll("$1null"))
        .replaceAll("_secret_");
  }
}
