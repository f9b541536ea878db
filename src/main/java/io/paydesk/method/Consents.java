package io.paydesk.method;

import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;

/**
 * Which of a user's methods may be charged without them: those that were saved here with a consent,
 * by a SetupIntent or with a payment whose money came. A consent ends with its method: what is
 * detached at Stripe never comes back.
 */
@Singleton
public class Consents {

  private static final String GIVEN =
      """
      select payment_method_id from setup_intent
      where user_id = :user and status = 'succeeded'
      union
      select payment_method_id from payment
      where user_id = :user and consent_at is not null and amount_received > 0
        and payment_method_id is not null
      """;

  private final Transactions transactions;

  Consents(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Stripe's ids. */
  public Uni<Set<String>> of(String userId) {
    return transactions.read(
        () ->
            Panache.getSession()
                .flatMap(
                    session ->
                        session
                            .createNativeQuery(GIVEN, String.class)
                            .setParameter("user", userId)
                            .getResultList())
                .map(HashSet::new));
  }
}
