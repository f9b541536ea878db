package io.paydesk.customer;

import static java.util.Objects.requireNonNull;

import io.paydesk.stripe.CustomerDetails;
import io.paydesk.stripe.CustomerGateway;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.transaction.OwnContext;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Objects;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells Stripe a payer's e-mail and name where they are new, so that the shop finds the payer in
 * Stripe's dashboard. The wish is committed; Stripe is asked beside, and no payment waits for that.
 * What has not reached Stripe the next payment tells again.
 */
@Singleton
class CustomerUpdate {

  private static final Logger LOG = Logger.getLogger(CustomerUpdate.class);

  private final Transactions transactions;
  private final CustomerGateway stripe;
  private final OwnContext contexts;

  CustomerUpdate(Transactions transactions, CustomerGateway stripe, OwnContext contexts) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.contexts = contexts;
  }

  /**
   * @param row of a Customer that Stripe has, as it is committed
   */
  Uni<Void> tell(StripeCustomer row, CustomerDetails details) {
    var wanted = details.over(row.told());
    return wanted.equals(row.told())
        ? Uni.createFrom().voidItem()
        : write(row, seen -> seen.requestUpdate(wanted)).invoke(this::askBeside).replaceWithVoid();
  }

  private void askBeside(@Nullable StripeCustomer row) {
    if (row == null) {
      return;
    }
    contexts
        .run(() -> ask(row))
        .subscribe()
        .with(
            done -> {},
            failure ->
                LOG.warn(
                    "What Stripe said of a payer could not be stored: it is told again", failure));
  }

  private Uni<Void> ask(StripeCustomer row) {
    return stripe
        .update(
            requireNonNull(row.customerId),
            CustomerDetails.read(row.updateRequest),
            requireNonNull(row.updateKey))
        .flatMap(
            outcome ->
                outcome instanceof Unknown<String> unknown && !unknown.spentKey()
                    ? Uni.createFrom().voidItem()
                    : write(row, now -> end(row, now, outcome))
                        .invoke(now -> askAgain(row, now))
                        .replaceWithVoid());
  }

  private static void end(StripeCustomer asked, StripeCustomer now, StripeOutcome<String> outcome) {
    if (!Objects.equals(asked.updateKey, now.updateKey)) {
      // Whoever was asked last at Stripe has won there, and that may be the older one.
      now.tellAgainUnlessTold(requireNonNull(asked.updateRequest));
      return;
    }
    if (outcome instanceof Refused<String> refused) {
      // It would be refused each time, and it is no reason not to take the money.
      LOG.warnf("Stripe refused a payer's e-mail or name: %s", refused.code());
    }
    now.endUpdate(!(outcome instanceof Unknown<String>));
  }

  private void askAgain(StripeCustomer asked, @Nullable StripeCustomer now) {
    if (now != null
        && now.updateKey != null
        && !Objects.equals(asked.updateKey, now.updateKey)
        && !Objects.equals(asked.updateRequest, now.updateRequest)) {
      askBeside(now);
    }
  }

  /** Nothing where somebody has forgotten the Customer meanwhile, as Stripe did not know it. */
  private Uni<@Nullable StripeCustomer> write(StripeCustomer seen, Consumer<StripeCustomer> move) {
    return transactions.writeAside(
        () ->
            StripeCustomer.<StripeCustomer>findById(seen.userId, LockModeType.PESSIMISTIC_WRITE)
                .map(now -> isTheSame(seen, now) ? now : null)
                .invoke(
                    now -> {
                      if (now != null) {
                        move.accept(now);
                      }
                    }));
  }

  private static boolean isTheSame(StripeCustomer seen, @Nullable StripeCustomer now) {
    return now != null && Objects.equals(seen.customerId, now.customerId);
  }
}
