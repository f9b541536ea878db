package io.paydesk.wallet;

import io.paydesk.audit.Deed;
import io.paydesk.rest.LowerCase;
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
 * The domains that were asked for, each with the key of the call that is under way: committed
 * before Stripe is called, shared by all replicas, and forgotten once Stripe has answered. A
 * request that comes again before that goes out under the same key.
 */
@Singleton
class DomainRows {

  /** What Stripe is asked to do. */
  enum Act {
    CREATE,
    ENABLE,
    VALIDATE
  }

  private static final String COMMIT =
      """
      update payment_method_domain set
        key = case when act = :act and key_since > now() - make_interval(secs => :lifetime)
          then key else :key end,
        key_since = case when act = :act and key_since > now() - make_interval(secs => :lifetime)
          then key_since else now() end,
        act = :act
      where id = :id returning key
      """;

  private final Transactions transactions;

  DomainRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The row of a domain, made where there is none. */
  Uni<Long> of(String name) {
    return transactions
        .write(
            () ->
                Panache.getSession()
                    .flatMap(
                        session ->
                            session
                                .createNativeQuery(
                                    """
                                    insert into payment_method_domain (domain_name) values (:name)
                                    on conflict (domain_name)
                                      do update set domain_name = excluded.domain_name
                                    returning id
                                    """,
                                    Long.class)
                                .setParameter("name", name)
                                .getSingleResult()))
        .invoke(Deed::isAbout);
  }

  Uni<String> nameOf(long id) {
    return transactions.read(
        () ->
            Panache.getSession()
                .flatMap(
                    session ->
                        session
                            .createNativeQuery(
                                "select domain_name from payment_method_domain where id = :id",
                                String.class)
                            .setParameter("id", id)
                            .getSingleResult()));
  }

  <T> Uni<StripeOutcome<T>> underItsKey(
      long id, Act act, Function<UUID, Uni<StripeOutcome<T>>> call) {
    return new KeyedCall(() -> commit(id, act), key -> forget(id, key)).make(transactions, call);
  }

  private static Uni<UUID> commit(long id, Act act) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(COMMIT, UUID.class)
                    .setParameter("id", id)
                    .setParameter("act", LowerCase.text(act))
                    .setParameter("key", UUID.randomUUID())
                    .setParameter("lifetime", (double) KeyLifetime.LIFETIME.toSeconds())
                    .getSingleResult());
  }

  private static Uni<Integer> forget(long id, UUID key) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(
                        """
                        update payment_method_domain set act = null, key = null, key_since = null
                        where id = :id and key = :key
                        """)
                    .setParameter("id", id)
                    .setParameter("key", key)
                    .executeUpdate());
  }
}
