package io.paydesk.stripe;

import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Keeps test and live apart. A database belongs to the mode of the key that it was first started
 * with: with a key of the other mode every id of Stripe's in it would name nothing, and play money
 * would stand beside real.
 */
@Singleton
class ModeGuard {

  /** Due looks must not ask with a key of the wrong mode: to it, every id would be gone. */
  private static final int BEFORE_THE_SCHEDULER = -1_000;

  private final Pool database;
  private final StripeAccountConfig account;

  ModeGuard(Pool database, StripeAccountConfig account) {
    this.database = database;
    this.account = account;
  }

  void check(@Observes @Priority(BEFORE_THE_SCHEDULER) StartupEvent event) {
    boolean live =
        database
            .preparedQuery(
                "update installation set livemode = coalesce(livemode, $1) returning livemode")
            .executeAndAwait(Tuple.of(account.livemode()))
            .iterator()
            .next()
            .getBoolean(0);
    if (live != account.livemode()) {
      throw new IllegalStateException(
          "Paydesk does not start: STRIPE_SECRET_KEY is of "
              + mode(account.livemode())
              + " mode, but this database is of "
              + mode(live)
              + " mode. Take the other key, or another database");
    }
  }

  private static String mode(boolean live) {
    return live ? "live" : "test";
  }
}
