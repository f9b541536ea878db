package io.paydesk.customer;

import io.paydesk.stripe.CustomerGateway;
import io.paydesk.stripe.CustomerRequest;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.KeyLifetime;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds or makes the Customer at Stripe of a user, exactly one even when two requests need it at
 * once.
 */
@Singleton
public class CustomerFlow {

  private final Transactions transactions;
  private final CustomerGateway stripe;
  private final Installation installation;

  CustomerFlow(Transactions transactions, CustomerGateway stripe, Installation installation) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.installation = installation;
  }

  /**
   * @return the Customer's id, or why there is none yet; asking again is always safe
   */
  public Uni<StripeOutcome<String>> ensure(String userId) {
    return intent(userId)
        .flatMap(
            row ->
                row.customerId != null
                    ? Uni.createFrom().item(new Done<>(row.customerId))
                    : ask(row).call(outcome -> record(userId, outcome)));
  }

  /** Stripe does not know this customer any more: the next {@link #ensure} makes another. */
  public Uni<Void> forget(String userId, @Nullable String customerId) {
    return transactions
        .write(() -> StripeCustomer.delete("userId = ?1 and customerId = ?2", userId, customerId))
        .replaceWithVoid();
  }

  private Uni<StripeCustomer> intent(String userId) {
    return transactions.writeAside(
        () -> insert(userId, installation.id()).flatMap(n -> locked(userId)));
  }

  private Uni<Integer> insert(String userId, UUID installationId) {
    var uuid = UUID.randomUUID();
    var request =
        new CustomerRequest(
            Installation.metadata(installationId, uuid, Map.of("paydesk_user", userId)));
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(
                        """
                        insert into stripe_customer
                          (user_id, uuid, stripe_request, idempotency_key, idempotency_key_since)
                        values (:user, :uuid, :request, gen_random_uuid(), now())
                        on conflict do nothing
                        """)
                    .setParameter("user", userId)
                    .setParameter("uuid", uuid)
                    .setParameter("request", request.stored())
                    .executeUpdate());
  }

  private static Uni<StripeCustomer> locked(String userId) {
    return StripeCustomer.findById(userId, LockModeType.PESSIMISTIC_WRITE);
  }

  private Uni<StripeOutcome<String>> ask(StripeCustomer row) {
    return KeyLifetime.isGood(row.idempotencyKeySince)
        ? create(row).flatMap(outcome -> unlessSpent(row, outcome))
        : find(row);
  }

  private Uni<StripeOutcome<String>> create(StripeCustomer row) {
    return stripe.create(CustomerRequest.read(row.stripeRequest), row.idempotencyKey);
  }

  private Uni<StripeOutcome<String>> unlessSpent(
      StripeCustomer row, StripeOutcome<String> outcome) {
    return outcome instanceof Unknown<String> unknown && unknown.spentKey()
        ? find(row)
        : Uni.createFrom().item(outcome);
  }

  /**
   * The key has expired at Stripe: only a complete listing that shows no such Customer permits a
   * new one.
   */
  private Uni<StripeOutcome<String>> find(StripeCustomer row) {
    return stripe
        .find(row.idempotencyKeySince, Installation.rowKey(), row.uuid.toString())
        .flatMap(
            outcome -> {
              if (!(outcome instanceof Done<List<String>> found)) {
                return Uni.createFrom().item(outcome.asInconclusive());
              }
              return found.value().isEmpty()
                  ? newKey(row).flatMap(this::create)
                  : Uni.createFrom().item(new Done<>(found.value().get(0)));
            });
  }

  private Uni<StripeCustomer> newKey(StripeCustomer seen) {
    return transactions.write(
        () ->
            locked(seen.userId)
                .invoke(
                    row -> {
                      if (row.idempotencyKey.equals(seen.idempotencyKey)) {
                        row.idempotencyKey = UUID.randomUUID();
                        row.idempotencyKeySince = Instant.now();
                      }
                    }));
  }

  private Uni<Void> record(String userId, StripeOutcome<String> outcome) {
    if (!(outcome instanceof Done<String> made)) {
      return Uni.createFrom().voidItem();
    }
    return transactions
        .writeAside(
            () ->
                locked(userId)
                    .invoke(
                        row -> {
                          if (row.customerId == null) {
                            row.customerId = made.value();
                          }
                        }))
        .replaceWithVoid();
  }
}
