package io.paydesk.customer;

import static java.util.Objects.requireNonNull;

import io.paydesk.stripe.CustomerDetails;
import io.paydesk.stripe.CustomerGateway;
import io.paydesk.stripe.CustomerRequest;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.KeyLifetime;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds or makes the Customer at Stripe of a user, exactly one even when two requests need it at
 * once.
 */
@Singleton
public class CustomerFlow {

  private final Transactions transactions;
  private final CustomerGateway stripe;
  private final CustomerUpdate update;
  private final Installation installation;

  CustomerFlow(
      Transactions transactions,
      CustomerGateway stripe,
      CustomerUpdate update,
      Installation installation) {
    this.transactions = transactions;
    this.update = update;
    this.stripe = stripe;
    this.installation = installation;
  }

  /**
   * @param details that Stripe is told where they are new; a payment waits for no answer to that
   * @return the Customer's id, or why there is none yet; asking again is always safe
   */
  public Uni<StripeOutcome<String>> ensure(String userId, CustomerDetails details) {
    return transactions
        .read(() -> SeenCustomer.of(userId))
        .flatMap(seen -> ensure(userId, details, seen));
  }

  /**
   * The same with what the caller has read along with other rows: nothing is written or locked for
   * a Customer that Stripe has and knows enough of.
   *
   * @param seen of this user, read a moment ago
   */
  public Uni<StripeOutcome<String>> ensure(
      String userId, CustomerDetails details, SeenCustomer seen) {
    var row = seen.row();
    return row != null && row.customerId != null
        ? tell(row, details)
        : intent(userId, details)
            .flatMap(
                its ->
                    its.customerId != null
                        ? tell(its, details)
                        : make(its).call(outcome -> record(its, outcome)));
  }

  private Uni<StripeOutcome<String>> tell(StripeCustomer row, CustomerDetails details) {
    return update.tell(row, details).replaceWith(new Done<>(requireNonNull(row.customerId)));
  }

  /** Without what may be wrong with it, where Stripe does not take the payer's e-mail or name. */
  private Uni<StripeOutcome<String>> make(StripeCustomer row) {
    return ask(row)
        .flatMap(
            outcome ->
                outcome instanceof Refused<String>
                        && !request(row).details().equals(CustomerDetails.NONE)
                    ? anew(row, CustomerFlow::forgetDetails).flatMap(this::ask)
                    : Uni.createFrom().item(outcome));
  }

  private static CustomerRequest request(StripeCustomer row) {
    return CustomerRequest.read(row.stripeRequest);
  }

  private static void forgetDetails(StripeCustomer row) {
    row.stripeRequest = request(row).withoutDetails().stored();
  }

  /** The Customer's id, if there is one; asks nobody and makes none. */
  public Uni<Optional<String>> known(String userId) {
    return transactions
        .read(() -> StripeCustomer.<StripeCustomer>findById(userId))
        .map(row -> Optional.ofNullable(row).map(known -> known.customerId));
  }

  /** Stripe does not know this customer any more: the next {@link #ensure} makes another. */
  public Uni<Void> forget(String userId, @Nullable String customerId) {
    return transactions
        .write(() -> StripeCustomer.delete("userId = ?1 and customerId = ?2", userId, customerId))
        .replaceWithVoid();
  }

  private Uni<StripeCustomer> intent(String userId, CustomerDetails details) {
    return transactions.writeAside(
        () -> insert(userId, details, installation.id()).flatMap(n -> locked(userId)));
  }

  private Uni<Integer> insert(String userId, CustomerDetails details, UUID installationId) {
    var uuid = UUID.randomUUID();
    var request =
        CustomerRequest.of(
            Installation.metadata(installationId, uuid, Map.of("paydesk_user", userId)), details);
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
    return stripe.create(request(row), row.idempotencyKey);
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
                  ? anew(row, now -> {}).flatMap(this::create)
                  : Uni.createFrom().item(new Done<>(found.value().get(0)));
            });
  }

  /** Under a new key. */
  private Uni<StripeCustomer> anew(StripeCustomer seen, Consumer<StripeCustomer> change) {
    return transactions.write(
        () ->
            locked(seen.userId)
                .invoke(
                    row -> {
                      if (row.idempotencyKey.equals(seen.idempotencyKey)) {
                        row.idempotencyKey = UUID.randomUUID();
                        row.idempotencyKeySince = Instant.now();
                        change.accept(row);
                      }
                    }));
  }

  private Uni<Void> record(StripeCustomer asked, StripeOutcome<String> outcome) {
    if (!(outcome instanceof Done<String> made)) {
      return Uni.createFrom().voidItem();
    }
    return transactions
        .writeAside(
            () ->
                locked(asked.userId)
                    .invoke(
                        row -> {
                          if (row.customerId == null) {
                            row.customerId = made.value();
                            row.told = request(row).details().stored();
                          }
                        }))
        .replaceWithVoid();
  }
}
