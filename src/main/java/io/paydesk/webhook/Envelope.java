package io.paydesk.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.stripe.StripeJson;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the inbox must know of an event, whatever its API version.
 *
 * @param apiVersion may be null
 * @param objectId of the object that it is about; may be null
 * @param body as Stripe sent it, but without client secrets, which have no business in a table
 * @see <a href="https://docs.stripe.com/api/events/object">the Event object</a>
 */
record Envelope(
    String id,
    String type,
    String apiVersion,
    boolean livemode,
    String objectId,
    Instant created,
    String body) {

  private static final Pattern ANY_SECRET = Pattern.compile("_secret_[A-Za-z0-9_%-]+");

  private static final Pattern CLIENT_SECRET =
      Pattern.compile("(\"client_secret\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+\"");

  /**
   * @param body a verified delivery
   * @return empty when it is not an event
   */
  static Optional<Envelope> of(String body) {
    JsonNode event;
    try {
      event = StripeJson.parse(body);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    var id = StripeJson.text(event, "id");
    var type = StripeJson.text(event, "type");
    if (id == null
        || id.isBlank()
        || id.length() > 255
        || type == null
        || body.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Envelope(
            id,
            type,
            StripeJson.text(event, "api_version"),
            event.path("livemode").booleanValue(),
            StripeJson.text(event.path("data").path("object"), "id"),
            Instant.ofEpochSecond(event.path("created").asLong()),
            withoutSecrets(body)));
  }

  /** They stand in a field of their own, and in the addresses of a next action. */
  private static String withoutSecrets(String body) {
    return ANY_SECRET
        .matcher(CLIENT_SECRET.matcher(body).replaceAll("$1null"))
        .replaceAll("_secret_");
  }
}
