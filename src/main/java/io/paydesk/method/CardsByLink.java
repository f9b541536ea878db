package io.paydesk.method;

import io.paydesk.stripe.PaymentMethodSnapshot;
import io.paydesk.stripe.StripeClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cards that came by a link. Who pays a subscription by a link need not be its owner, and Stripe
 * keeps the card for the renewals, with the owner's customer. It pays that subscription, and the
 * owner must not pay anything else with it.
 */
@Singleton
public class CardsByLink {

  /** Stripe's clock and ours may differ; what the owner saved in that time has their consent. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final Pool database;
  private final StripeClock clock;

  CardsByLink(Pool database, StripeClock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * From now on a link may bring one. Call it before whoever has the link gets a secret.
   *
   * @param owner of the subscription
   */
  public Uni<Void> mayCome(String owner) {
    var since = clock.now().minus(MARGIN).atOffset(ZoneOffset.UTC);
    return database
        .preparedQuery(
            "insert into card_by_link (user_id, since) values ($1, $2) on conflict do nothing")
        .execute(Tuple.of(owner, since))
        .replaceWithVoid();
  }

  /** Null where none can have come. */
  Uni<@Nullable Instant> since(String userId) {
    return database
        .preparedQuery("select since from card_by_link where user_id = $1")
        .execute(Tuple.of(userId))
        .map(
            rows ->
                rows.size() == 0
                    ? null
                    : rows.iterator().next().getOffsetDateTime("since").toInstant());
  }

  /**
   * Whether the method is the user's own.
   *
   * @param given what the user has consented to here
   * @param since null where no card came by a link
   */
  static boolean isTheirs(
      PaymentMethodSnapshot method, Set<String> given, @Nullable Instant since) {
    var created = method.createdAt();
    return since == null
        || given.contains(method.id())
        || created != null && created.isBefore(since);
  }
}
