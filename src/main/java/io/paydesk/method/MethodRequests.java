package io.paydesk.method;

import io.paydesk.stripe.KeyLifetime;
import io.paydesk.stripe.KeyedCall;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Function;

/**
 * What Stripe is asked to do to a saved method, with its key. It is committed before, and so that
 * the audit says who did it, and forgotten once Stripe has answered. A request that comes again
 * before that goes out under the same key.
 */
@Singleton
public class MethodRequests {

  private static final String DEFAULT = "default";

  private static final String COMMIT =
      """
      insert into method_request as r (user_id, subject, payment_method_id, key, key_since)
      values (:user, :subject, :method, :key, now())
      on conflict (user_id, subject) do update set
        key = case when r.payment_method_id = excluded.payment_method_id
            and r.key_since > now() - make_interval(secs => :lifetime)
          then r.key else excluded.key end,
        key_since = case when r.payment_method_id = excluded.payment_method_id
            and r.key_since > now() - make_interval(secs => :lifetime)
          then r.key_since else excluded.key_since end,
        payment_method_id = excluded.payment_method_id
      returning key
      """;

  private final Transactions transactions;

  MethodRequests(Transactions transactions) {
    this.transactions = transactions;
  }

  <T> Uni<StripeOutcome<T>> toRemove(
      String userId, String method, Function<UUID, Uni<StripeOutcome<T>>> call) {
    return underItsKey(userId, method, method, call);
  }

  /** One at a time: a request for another method takes its place, with a key of its own. */
  <T> Uni<StripeOutcome<T>> toMakeDefault(
      String userId, String method, Function<UUID, Uni<StripeOutcome<T>>> call) {
    return underItsKey(userId, DEFAULT, method, call);
  }

  /**
   * One at a time for each subscription, as with the default.
   *
   * @param recurringPayment the row's id
   */
  public <T> Uni<StripeOutcome<T>> toRenewWith(
      String userId,
      long recurringPayment,
      String method,
      Function<UUID, Uni<StripeOutcome<T>>> call) {
    return underItsKey(userId, "recurring_payment " + recurringPayment, method, call);
  }

  private <T> Uni<StripeOutcome<T>> underItsKey(
      String userId, String subject, String method, Function<UUID, Uni<StripeOutcome<T>>> call) {
    return new KeyedCall(() -> commit(userId, subject, method), key -> forget(userId, key))
        .make(transactions, call);
  }

  private static Uni<UUID> commit(String userId, String subject, String method) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(COMMIT, UUID.class)
                    .setParameter("user", userId)
                    .setParameter("subject", subject)
                    .setParameter("method", method)
                    .setParameter("key", UUID.randomUUID())
                    .setParameter("lifetime", (double) KeyLifetime.LIFETIME.toSeconds())
                    .getSingleResult());
  }

  /** Also what nobody has asked for again while its key was good. */
  private static Uni<Integer> forget(String userId, UUID key) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(
                        """
                        delete from method_request where user_id = :user and
                          (key = :key or key_since < now() - make_interval(secs => :lifetime))
                        """)
                    .setParameter("user", userId)
                    .setParameter("key", key)
                    .setParameter("lifetime", (double) KeyLifetime.LIFETIME.toSeconds())
                    .executeUpdate());
  }
}
