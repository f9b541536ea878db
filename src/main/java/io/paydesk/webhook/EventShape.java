package io.paydesk.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.stripe.StripeJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Where snapshot events and thin events have what both have. A snapshot event contains the object;
 * a thin one only names it.
 *
 * @see <a href="https://docs.stripe.com/event-destinations">snapshot and thin events</a>
 */
final class EventShape {

  private EventShape() {}

  static boolean isThin(JsonNode event) {
    return "v2.core.event".equals(StripeJson.text(event, "object"));
  }

  /** Null when it cannot be read. */
  static @Nullable Instant created(JsonNode event) {
    var created = event.path("created");
    try {
      if (isThin(event)) {
        return OffsetDateTime.parse(created.asText()).toInstant();
      }
      return created.isIntegralNumber() && created.canConvertToLong()
          ? Instant.ofEpochSecond(created.longValue())
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The account where it happened; null where that is ours. */
  static @Nullable String account(JsonNode event) {
    var account = StripeJson.text(event, isThin(event) ? "context" : "account");
    return account == null || account.isBlank() ? null : account;
  }

  /** The snapshot event that may bring the same news. */
  static @Nullable String snapshotOf(JsonNode event) {
    return isThin(event) ? StripeJson.text(event, "snapshot_event") : null;
  }
}
