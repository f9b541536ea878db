package io.paydesk.payment;

import io.paydesk.problem.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Bounds how many requests ask Stripe about one payment at the same time. Each takes a worker
 * thread for as long as Stripe takes, and whoever may read one payment could else take all of them
 * from everybody else's.
 */
@Singleton
public class AskLimit {

  /** A payer has two browsers, perhaps three; a page that asks too often has a handful. */
  private static final int MOST = 16;

  private final ConcurrentHashMap<Long, Integer> asking = new ConcurrentHashMap<>();

  /**
   * @throws Refusal {@code too-many-requests}
   */
  public <T> Uni<T> within(long paymentId, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (asking.merge(paymentId, 1, Integer::sum) > MOST) {
                leave(paymentId);
                return Uni.createFrom().failure(tooMany());
              }
              return work.get().onTermination().invoke(() -> leave(paymentId));
            });
  }

  private void leave(long paymentId) {
    asking.computeIfPresent(paymentId, (id, number) -> number == 1 ? null : number - 1);
  }

  static Refusal tooMany() {
    return Refusal.of(
        "too-many-requests",
        429,
        "Too many requests for one payment",
        "Stripe is being asked about this payment already. Wait for those answers, then ask again.");
  }
}
