package io.paydesk.key;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks up in the tables who has a secret, and notes there that it was used. */
@Singleton
class KeyRows {

  private static final Logger LOG = Logger.getLogger(KeyRows.class);

  private static final String KEY =
      """
      select k.id, k.name, k.role, k.scopes, k.expires_at, s.expires_at as replaced_at, k.revoked_at, s.id as secret_id,
        coalesce(s.last_used_at < now() - interval '1 minute', true) as note_use,
        coalesce(k.last_refused_at < now() - interval '1 minute', true) as note_refusal
      from api_key_secret s join api_key k on k.id = s.key_id
      """;

  private static final String BY_HASH = KEY + "where s.hash = $1";
  private static final String BY_SECRET = KEY + "where s.id = $1";

  private static final String USER_TOKEN =
      """
      select user_id, expires_at, order_id, null::bigint as link, false as cards
      from user_token where hash = $1
      """;

  private static final String PAY_LINK =
      """
      select coalesce(l.user_id, o.user_id) as user_id, l.expires_at, coalesce(l.order_id, -1) as order_id, l.id as link,
        l.user_id is not null or l.saved_cards as cards
      from pay_link l left join orders o on o.id = l.order_id where l.hash = $1
      """;

  /** A row that somebody holds, such as one that is being rotated, is left alone. */
  private static final String USED =
      """
      update api_key_secret set last_used_at = now() where id =
        (select id from api_key_secret where id = $1 for no key update skip locked)
      """;

  private static final String REFUSED =
      """
      update api_key set last_refused_at = now() where id =
        (select id from api_key where id = $1 for no key update skip locked)
      """;

  private final Pool database;

  KeyRows(Pool database) {
    this.database = database;
  }

  Uni<Optional<Holder>> holderOf(TokenText secret) {
    return switch (secret.kind()) {
      case KEY -> rows(BY_HASH, secret).map(this::key);
      case USER_TOKEN -> rows(USER_TOKEN, secret).map(KeyRows::payer);
      case PAY_LINK -> rows(PAY_LINK, secret).map(KeyRows::payer);
    };
  }

  /**
   * @param name of the key
   */
  record Named(Holder holder, String name) {}

  /** Whose secret this is; empty where there is none. */
  Uni<Optional<Named>> namedHolderOf(long secret) {
    return database
        .preparedQuery(BY_SECRET)
        .execute(Tuple.of(secret))
        .map(
            rows ->
                key(rows)
                    .map(holder -> new Named(holder, rows.iterator().next().getString("name"))));
  }

  private Uni<RowSet<Row>> rows(String sql, TokenText secret) {
    return database.preparedQuery(sql).execute(Tuple.of(Buffer.buffer(secret.hash())));
  }

  private Optional<Holder> key(RowSet<Row> rows) {
    for (var row : rows) {
      var scopes = row.getString("scopes");
      var holder =
          new Holder(
              ApiKey.holder(row.getLong("id")),
              new KeyRole.Text().convertToEntityAttribute(row.getString("role")),
              scopes == null ? Set.of() : Set.of(scopes.split(",")),
              instant(row, "expires_at"),
              instant(row, "replaced_at"),
              instant(row, "revoked_at"),
              row.getLong("secret_id"));
      note(row, holder);
      return Optional.of(holder);
    }
    return Optional.empty();
  }

  private static Optional<Holder> payer(RowSet<Row> rows) {
    for (var row : rows) {
      return Optional.of(
          Holder.payer(
              row.getString("user_id"),
              row.getOffsetDateTime("expires_at").toInstant(),
              row.getLong("order_id"),
              row.getLong("link"),
              row.getBoolean("cards")));
    }
    return Optional.empty();
  }

  /** Nobody waits for it, and nothing is lost with it. */
  private void note(Row row, Holder holder) {
    boolean opens = holder.refused(Instant.now()) == null;
    if (row.getBoolean(opens ? "note_use" : "note_refusal")) {
      database
          .preparedQuery(opens ? USED : REFUSED)
          .execute(Tuple.of(row.getLong(opens ? "secret_id" : "id")))
          .subscribe()
          .with(done -> {}, failure -> LOG.debug("The use of a key was not noted", failure));
    }
  }

  private static @Nullable Instant instant(Row row, String column) {
    @Nullable OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }
}
