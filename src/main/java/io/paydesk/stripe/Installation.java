package io.paydesk.stripe;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which Paydesk this is. Several may share one Stripe account, with the same small numbers in their
 * rows. So what we send to Stripe carries this installation's id and a random UUID of the row; an
 * object is ours only if both match.
 */
@Singleton
public class Installation {

  private static final String INSTALLATION = "paydesk_installation";
  private static final String ROW = "paydesk_uuid";

  /** Rounds of due rows ask whose object it is. */
  private static final int BEFORE_THE_SCHEDULER = -1_000;

  private final Pool database;
  private volatile @Nullable UUID id;

  Installation(Pool database) {
    this.database = database;
  }

  void read(@Observes @Priority(BEFORE_THE_SCHEDULER) StartupEvent event) {
    id =
        database
            .query("select id from installation")
            .executeAndAwait()
            .iterator()
            .next()
            .getUUID("id");
  }

  /** Unique to this installation; read once, at the start. */
  public UUID id() {
    return requireNonNull(id);
  }

  /** Metadata for a Stripe object that is made for one of our rows. */
  public static Map<String, String> metadata(UUID installation, UUID row, Map<String, String> ids) {
    var metadata = new TreeMap<>(ids);
    metadata.put(INSTALLATION, installation.toString());
    metadata.put(ROW, row.toString());
    return metadata;
  }

  /** The row's UUID from metadata, or null when another installation wrote it or none did. */
  public static @Nullable UUID rowOf(UUID installation, Map<String, String> metadata) {
    if (!installation.toString().equals(metadata.get(INSTALLATION))) {
      return null;
    }
    try {
      return UUID.fromString(metadata.getOrDefault(ROW, ""));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The metadata key that holds the row's UUID. */
  public static String rowKey() {
    return ROW;
  }
}
