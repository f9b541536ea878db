package io.paydesk.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connection on which this process hears of other processes' commits and announces its own. It
 * carries no data: a process that is woken reads. While it is down nothing is lost, only late by up
 * to a second.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-notify.html">NOTIFY</a>
 */
@Singleton
class WakeUpChannel {

  private static final Logger LOG = Logger.getLogger(WakeUpChannel.class);

  private static final String CHANNEL = "paydesk_changes";

  private final Pool database;
  private final OwnSession ownSession;
  private final ChangeFeed feed;

  /** Tells its own wake-ups from those of others: for its own it is awake already. */
  private final String self = UUID.randomUUID().toString();

  private final AtomicBoolean connecting = new AtomicBoolean();

  /** 0: none; 1: one is on its way; more: another one is due. */
  private final AtomicInteger toSend = new AtomicInteger();

  private volatile @Nullable PgConnection connection;

  /** Whether a wake-up of our own has come back. */
  private volatile boolean hearing;

  private volatile boolean everHeard;
  private volatile boolean stopping;

  /**
   * @param listeners of QUARKUS_DATASOURCE_LISTEN_REACTIVE_URL, for where `database` is behind a
   *     transaction pooler; not active where that is not set
   */
  WakeUpChannel(
      Pool database,
      @ReactiveDataSource("listen") InjectableInstance<Pool> listeners,
      OwnSession ownSession,
      ChangeFeed feed,
      MeterRegistry meters) {
    this.database = listeners.listActive().stream().findFirst().orElse(database);
    this.ownSession = ownSession;
    this.feed = feed;
    meters.gauge("paydesk.stream.listening", this, channel -> channel.isListening() ? 1 : 0);
  }

  boolean isListening() {
    return connection != null && hearing;
  }

  boolean hasEverListened() {
    return everHeard;
  }

  /** At once, as the process is not ready before. */
  void begin(@Observes StartupEvent event) {
    keep();
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void keep() {
    if (connection == null && !stopping && connecting.compareAndSet(false, true)) {
      database.getConnection().compose(this::listen).onComplete(this::connected);
    }
  }

  private Future<PgConnection> listen(SqlConnection open) {
    var postgres = PgConnection.cast(open);
    postgres.notificationHandler(
        wakeUp -> {
          if (self.equals(wakeUp.getPayload())) {
            hearing = true;
            everHeard = true;
          } else {
            feed.wake();
          }
        });
    postgres.closeHandler(ignored -> lose(postgres));
    return ownSession
        .require(postgres)
        .compose(own -> postgres.query("listen " + CHANNEL).execute())
        .map(postgres)
        .onFailure(failure -> postgres.close());
  }

  private void connected(AsyncResult<PgConnection> result) {
    if (result.succeeded()) {
      hearing = false;
      toSend.set(0);
      connection = result.result();
      publish();
      // Others may have announced something while this one did not listen.
      feed.wake();
    } else {
      LOG.warnf(
          "Not listening to other processes: %s. Changes are read once a second until the"
              + " connection is back",
          result.cause().getMessage());
    }
    connecting.set(false);
  }

  private void lose(PgConnection lost) {
    if (connection == lost) {
      connection = null;
      hearing = false;
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
    var open = connection;
    if (open != null) {
      open.close();
    }
  }

  /** Call it from any thread. If it cannot be sent, the others find the change by polling. */
  void publish() {
    var open = connection;
    if (open != null && toSend.getAndIncrement() == 0) {
      send(open, 1);
    }
  }

  private void send(PgConnection open, int due) {
    open.query("notify " + CHANNEL + ", '" + self + "'")
        .execute()
        .onSuccess(
            sent -> {
              if (!toSend.compareAndSet(due, 0)) {
                send(open, toSend.get());
              }
            })
        .onFailure(
            failure -> {
              lose(open);
              open.close();
            });
  }
}
