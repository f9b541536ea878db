package io.paydesk.order;

import io.paydesk.stripe.StripeClock;
import io.paydesk.transaction.DatabaseClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Until when orders can be paid, by the database's clock. What time it is decides, also before the
 * round that cancels an order. Call all of this in a session.
 */
@Singleton
public class OrderDeadline {

  static final Duration LONGEST = Duration.ofDays(365);

  private final StripeClock clock;

  OrderDeadline(StripeClock clock) {
    this.clock = clock;
  }

  /**
   * @throws io.paydesk.problem.Refusal {@code expiry-out-of-range}
   */
  Uni<Void> mustBeAhead(@Nullable Instant expiresAt) {
    if (expiresAt == null) {
      return Uni.createFrom().voidItem();
    }
    return now()
        .invoke(
            now -> {
              if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST))) {
                throw OrderProblems.expiryOutOfRange(now.plus(LONGEST));
              }
            })
        .replaceWithVoid();
  }

  /** From its end on the order is looked at, until nobody can pay it. */
  static final String WATCH = "insert into order_expiry (id, next_check_at) values (:id, :at)";

  Uni<Void> watch(Order order) {
    var end = order.expiresAt;
    if (end == null) {
      return Uni.createFrom().voidItem();
    }
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(WATCH)
                    .setParameter("id", order.id)
                    .setParameter("at", end.minus(clock.ahead()).atOffset(ZoneOffset.UTC))
                    .executeUpdate())
        .replaceWithVoid();
  }

  /**
   * @throws io.paydesk.problem.Refusal {@code order-expired} where nobody has paid it in time
   */
  public Uni<Void> mustNotBePast(Order order) {
    return isPast(order)
        .invoke(
            past -> {
              if (past) {
                throw OrderProblems.expired(order);
              }
            })
        .replaceWithVoid();
  }

  /** Whether nobody has paid it in time; no for one that is paid or was canceled before. */
  public Uni<Boolean> isPast(Order order) {
    if (order.hasExpired()) {
      return Uni.createFrom().item(true);
    }
    var expiresAt = order.expiresAt;
    return expiresAt == null || !order.isPayable()
        ? Uni.createFrom().item(false)
        : now().map(now -> !now.isBefore(expiresAt));
  }

  private Uni<Instant> now() {
    return DatabaseClock.now().map(now -> now.plus(clock.ahead()));
  }
}
