package io.paydesk.webhook.callback;

import io.paydesk.webhook.ClaimedEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table that events of checkout sessions may belong to. The session's id decides;
 * our marks count only where the row has no session yet, as metadata can be copied.
 */
final class SessionRows<R extends SessionRows.Row> {

  /** What is read of a row. */
  interface Row {

    long id();

    UUID uuid();

    /** Null until Stripe has told it. */
    @Nullable String sessionId();
  }

  private final UUID installation;
  private final List<R> rows;

  private SessionRows(UUID installation, List<R> rows) {
    this.installation = installation;
    this.rows = rows;
  }

  /**
   * Call it in a session; nothing is locked.
   *
   * @param query of columns, so that no entity is loaded before its lock; by {@code :uuids} and
   *     {@code :sessions}
   */
  static <R extends Row> Uni<SessionRows<R>> find(
      UUID installation, List<ClaimedEvent> events, String query, Function<Object[], R> row) {
    var clues = events.stream().map(event -> SessionClue.of(event, installation)).toList();
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(query, Object[].class)
                    .setParameter("uuids", SessionClue.uuids(clues))
                    .setParameter("sessions", SessionClue.sessions(clues))
                    .getResultList())
        .map(found -> new SessionRows<>(installation, found.stream().map(row).toList()));
  }

  /** The events of each row; those of no row are left out. */
  Map<Long, List<ClaimedEvent>> byRow(List<ClaimedEvent> events) {
    var byRow = new HashMap<Long, List<ClaimedEvent>>();
    for (var event : events) {
      var row = of(clue(event));
      if (row != null) {
        byRow.computeIfAbsent(row.id(), x -> new ArrayList<>()).add(event);
      }
    }
    return byRow;
  }

  SessionClue clue(ClaimedEvent event) {
    return SessionClue.of(event, installation);
  }

  /** Null when it is none of ours. */
  @Nullable R of(SessionClue clue) {
    var named = named(clue);
    if (named != null) {
      return named;
    }
    var marked = marked(clue);
    return marked != null && marked.sessionId() == null ? marked : null;
  }

  /** The row that has the session; null when none has. */
  @Nullable R named(SessionClue clue) {
    return rows.stream()
        .filter(row -> row.sessionId() != null && row.sessionId().equals(clue.sessionId()))
        .findFirst()
        .orElse(null);
  }

  /** The row that our marks name, whatever session it has. */
  @Nullable R marked(SessionClue clue) {
    return rows.stream().filter(row -> row.uuid().equals(clue.uuid())).findFirst().orElse(null);
  }
}
