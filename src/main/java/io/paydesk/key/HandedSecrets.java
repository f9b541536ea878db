package io.paydesk.key;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.caller.HandedSecret;
import io.paydesk.stripe.StripeClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows which link alone was given the client secret of a PaymentIntent or a checkout session.
 * Whoever has a secret can pay with it as long as it is good: once a second one has it, nobody
 * knows who has paid.
 */
@Singleton
public class HandedSecrets {

  private final Pool database;
  private final StripeClock clock;

  HandedSecrets(Pool database, StripeClock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * To be noted before the secret is sent.
   *
   * @param link null for every other caller
   */
  Uni<Void> note(@Nullable Long link, HandedSecret secret) {
    var now = clock.now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
    return database
        .preparedQuery(
            """
            insert into handed_secret as known (opens, pay_link_id, attempts, handed_at)
            values ($1, (select id from pay_link where id = $2), $3, $4)
            on conflict (opens) do update
            set pay_link_id = case when known.pay_link_id = excluded.pay_link_id then known.pay_link_id end,
                attempts = excluded.attempts,
                handed_at = case when known.attempts = excluded.attempts then known.handed_at
                    else excluded.handed_at end
            """)
        .execute(
            Tuple.of(secret.opens(), secret.paidByHolders() ? link : null, secret.attempts(), now))
        .replaceWithVoid();
  }

  /**
   * @param caller who has a link
   */
  public Uni<PaidByLink> paidBy(Caller caller) {
    return database
        .preparedQuery(
            "select opens, attempts, handed_at from handed_secret where pay_link_id = $1")
        .execute(Tuple.of(requireNonNull(caller.link())))
        .map(
            rows -> {
              var given = new HashMap<String, PaidByLink.Given>();
              for (var row : rows) {
                given.put(
                    row.getString("opens"),
                    new PaidByLink.Given(
                        row.getLong("attempts"), row.getOffsetDateTime("handed_at").toInstant()));
              }
              return new PaidByLink(given);
            });
  }
}
