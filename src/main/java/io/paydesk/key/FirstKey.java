package io.paydesk.key;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Takes the key of the setting at the first start, and says so where nobody could call the service
 * at all.
 */
@Singleton
class FirstKey {

  private static final Logger LOG = Logger.getLogger(FirstKey.class);

  /** After the mode of the database is known to be right. */
  private static final int SOON = 1;

  private static final String TAKE =
      """
      with taken as (
        insert into api_key (name, role, origin, created_at, updated_at)
        values ('First key', 'admin', 'setting', now(), now())
        on conflict (origin) where origin = 'setting' do nothing
        returning id),
      noted as (
        insert into audit (request, caller, role, operation, subject, status)
        select gen_random_uuid(), 'key:setting', 'admin', 'createKey', 'keys/' || id, 201 from taken)
      insert into api_key_secret (key_id, hash, last_four, created_at)
      select id, $1, $2, now() from taken
      returning key_id
      """;

  private static final String IS_KNOWN = "select key_id from api_key_secret where hash = $1";

  private static final String TAKEN = "select 1 from api_key where origin = 'setting'";

  private static final String OPENS =
      """
      select 1 from api_key where revoked_at is null and (expires_at is null or expires_at > now()) limit 1
      """;

  private final Pool database;
  private final BootstrapConfig config;
  private final boolean provider;

  FirstKey(
      Pool database,
      BootstrapConfig config,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean provider) {
    this.database = database;
    this.config = config;
    this.provider = provider;
  }

  void onStart(@Observes @Priority(SOON) StartupEvent event) {
    var given = given().flatMap(TokenText::read);
    given.ifPresent(this::take);
    if (given.isEmpty()
        && config.adminKeyFile().isPresent()
        && database.query(TAKEN).executeAndAwait().size() == 0) {
      LOG.warn(
          "The file of PAYDESK_BOOTSTRAP_ADMIN_KEY_FILE is empty or not there: no key is taken");
    }
    if (!provider && database.query(OPENS).executeAndAwait().size() == 0) {
      LOG.warn(
          "Nobody can call this service yet. Make a key, which works at once: java -jar"
              + " quarkus-run.jar key create --role admin --name <whose>. Or set"
              + " PAYDESK_BOOTSTRAP_ADMIN_KEY, or QUARKUS_OIDC_AUTH_SERVER_URL");
    }
  }

  private Optional<String> given() {
    var file = config.adminKeyFile();
    if (file.isEmpty()) {
      return config.adminKey();
    }
    try {
      return BootstrapSettings.content(file.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Also where replicas start together. Revoked, it stays so. */
  private void take(TokenText key) {
    if (isKnown(key)) {
      return;
    }
    var taken =
        database
            .preparedQuery(TAKE)
            .executeAndAwait(Tuple.of(Buffer.buffer(key.hash()), key.lastFour()));
    if (taken.size() > 0) {
      LOG.infof(
          "PAYDESK_BOOTSTRAP_ADMIN_KEY was taken as key %d",
          taken.iterator().next().getLong("key_id"));
    } else if (!isKnown(key)) {
      LOG.warn(
          "PAYDESK_BOOTSTRAP_ADMIN_KEY is not taken: another one was, and it is taken once. Make"
              + " further keys with POST /v1/keys or the command 'key create'");
    }
  }

  /** Perhaps since a moment ago, by another replica. */
  private boolean isKnown(TokenText key) {
    var hash = Buffer.buffer(key.hash());
    return database.preparedQuery(IS_KNOWN).executeAndAwait(Tuple.of(hash)).size() > 0;
  }
}
