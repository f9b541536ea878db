package io.paydesk.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.recurring.AccessLook;
import io.paydesk.stripe.StripeClock;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.transaction.OwnContext;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EndedAccessTest extends SubscriptionTest {

  @Inject Pool database;
  @Inject OwnContext contexts;
  @Inject AccessLook looks;

  /** Of a process whose own clock is two hours fast. */
  private static final class FastClock extends StripeClock {
    @Override
    public Instant now() {
      return Instant.now().plus(Duration.ofHours(2));
    }
  }

  private int found() throws Throwable {
    var ended = new EndedAccess(database, contexts, looks, new FastClock());
    return VertxContextSupport.subscribeAndAwait(ended::round);
  }

  @Test
  void aProcessWhoseClockIsFastEndsNoAccessEarly() throws Throwable {
    long id = active(monthly()).getLong("recurringPayment.id");
    tables().change("update recurring_payment set access_until = null where id <> ?", id);
    var until =
        "update recurring_payment set access_until = now() %s interval '1 hour' where id = ?";

    tables().change(until.formatted("+"), id);
    assertThat(found()).isZero();

    tables().change(until.formatted("-"), id);
    assertThat(found()).isEqualTo(1);
  }
}
