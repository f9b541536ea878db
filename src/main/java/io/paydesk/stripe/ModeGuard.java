package io.paydesk.stripe;

import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Keeps test and live mode apart. A database belongs to the mode of the key that it was first
 * started with. A key of the other mode would know none of the Stripe ids in it, and test payments
 * would stand beside real ones.
 */
@Singleton
class ModeGuard {

  /**
   * Rounds of due rows must not ask with a key of the wrong mode: it would find every object gone.
   */
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
          """
          Paydesk does not start: STRIPE_SECRET_KEY is of %s mode, but this database is of %s \
          mode. Use the other key, or another database\
          """
              .formatted(mode(account.livemode()), mode(live)));
    }
  }

  private static String mode(boolean live) {
    return live ? "live" : "test";
  }
}
