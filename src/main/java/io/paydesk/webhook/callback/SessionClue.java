package io.paydesk.webhook.callback;

import io.paydesk.stripe.Installation;
import io.paydesk.stripe.StripeJson;
import io.paydesk.webhook.ClaimedEvent;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event of a checkout session says about the row that began it.
 *
 * @param uuid the row that its metadata names, if this installation wrote it
 */
record SessionClue(@Nullable String sessionId, @Nullable UUID uuid) {

  /** Reads whose it is, and no more. */
  static SessionClue of(ClaimedEvent event, UUID installation) {
    var session = event.object();
    return new SessionClue(
        StripeJson.text(session, "id"),
        Installation.rowOf(installation, StripeJson.texts(session, "metadata")));
  }

  static List<UUID> uuids(Collection<SessionClue> clues) {
    return clues.stream().map(SessionClue::uuid).filter(Objects::nonNull).distinct().toList();
  }

  static List<String> sessions(Collection<SessionClue> clues) {
    return clues.stream().map(SessionClue::sessionId).filter(Objects::nonNull).distinct().toList();
  }
}
