package io.paydesk.stripe;

import io.paydesk.problem.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many requests ask Stripe about one payment at the same time. Each takes a worker
 * thread for as long as Stripe takes; without a limit, one reader of one payment could take all of
 * them. Reconcilers and listings apply it themselves, wherever they are called from.
 */
@Singleton
public class AskLimit {

  /**
   * A payer has two or three browsers; a page that asks too often has a handful of requests open.
   */
  private static final int MOST = 16;

  /** Whoever has a link may not be the owner, and leaves the owner room. */
  private static final int BY_LINKS = 8;

  private final ConcurrentHashMap<String, Integer> asking = new ConcurrentHashMap<>();

  /**
   * @throws Refusal {@code too-many-requests}
   */
  public <T> Uni<T> within(long paymentId, Supplier<Uni<T>> work) {
    return within("payment", paymentId, work);
  }

  /**
   * @param table of the row
   * @throws Refusal {@code too-many-requests}
   */
  public <T> Uni<T> within(String table, long id, Supplier<Uni<T>> work) {
    return within(table + " " + id, work);
  }

  /**
   * @param row or what else is asked about
   * @throws Refusal {@code too-many-requests}
   */
  public <T> Uni<T> within(String row, Supplier<Uni<T>> work) {
    return within(row, MOST, work);
  }

  /**
   * For what is asked through links: all links to an order together have less than the limit of a
   * row, so that its owner and the shop can always ask too.
   *
   * @param byLink whether somebody asks who need not be the owner; without, there is no limit here
   * @param order that the link opens; null without a link
   * @throws Refusal {@code too-many-requests}
   */
  public <T> Uni<T> leavingRoom(boolean byLink, @Nullable Long order, Supplier<Uni<T>> work) {
    return byLink ? within("links to order " + order, BY_LINKS, work) : work.get();
  }

  private <T> Uni<T> within(String row, int most, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (asking.merge(row, 1, Integer::sum) > most) {
                leave(row);
                return Uni.createFrom().failure(tooMany());
              }
              return Uni.createFrom()
                  .deferred(() -> work.get())
                  .onTermination()
                  .invoke(() -> leave(row));
            });
  }

  private void leave(String row) {
    asking.computeIfPresent(row, (id, number) -> number == 1 ? null : number - 1);
  }

  static Refusal tooMany() {
    return tooMany(
        "Stripe is being asked about this already. Wait for those answers, then ask again.");
  }

  public static Refusal tooMany(String detail) {
    return Refusal.of("too-many-requests", 429, "Too many requests for one row", detail);
  }
}
