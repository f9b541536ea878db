package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.stripe.SubscriptionGateway;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The way in which a payer paid in a checkout session is kept for their renewals. Stripe takes no
 * such parameter as it makes the session, so it is told once the session has made the subscription.
 */
@Singleton
class KeptMethods {

  private static final Logger LOG = Logger.getLogger(KeptMethods.class);

  private static final Set<String> OVER = Set.of("canceled", "incomplete_expired");

  private final Transactions transactions;
  private final SubscriptionGateway stripe;
  private final Counter refusals;

  KeptMethods(Transactions transactions, SubscriptionGateway stripe, MeterRegistry meters) {
    this.transactions = transactions;
    this.stripe = stripe;
    // From the start, so that the first one is seen as a change.
    refusals = meters.counter("paydesk.recurring.methods.refused");
  }

  /**
   * If Stripe does not do it, the next look tries again.
   *
   * @param row as it is committed
   * @param located its subscription
   * @return the subscription now
   */
  Uni<StripeOutcome<SubscriptionSnapshot>> keep(
      RecurringPayment row, StripeOutcome<SubscriptionSnapshot> located) {
    if (row.checkout == null
        || !(located instanceof Done<SubscriptionSnapshot> done)
        || OVER.contains(done.value().stripeStatus())) {
      return Uni.createFrom().item(located);
    }
    if (done.value().keepsMethod()) {
      return row.methodsRefusedAt == null
          ? Uni.createFrom().item(located)
          : locked(row, BegunRow::methodIsKept).replaceWith(located);
    }
    return tell(row, done.value().id()).map(told -> told instanceof Done ? told : located);
  }

  private Uni<RecurringPayment> locked(RecurringPayment seen, Consumer<RecurringPayment> move) {
    return transactions.write(
        () -> LockedOrders.rowAlone(RecurringPayment.TABLE, seen.id).invoke(move));
  }

  private Uni<StripeOutcome<SubscriptionSnapshot>> tell(RecurringPayment seen, String id) {
    return locked(seen, BegunRow::askToKeepMethods)
        .flatMap(
            row ->
                stripe
                    .keepMethods(id, requireNonNull(row.methodsKey))
                    .call(outcome -> conclude(row, outcome)));
  }

  private Uni<?> conclude(RecurringPayment told, StripeOutcome<SubscriptionSnapshot> outcome) {
    if (outcome instanceof Refused<SubscriptionSnapshot> refused) {
      LOG.errorf(
          "Stripe refused to keep the payment method of recurring payment %d for its renewals, with"
              + " status %d and code %s: the next one fails unless the payer has a default",
          told.id, refused.status(), refused.code());
      refusals.increment();
    }
    // After a refusal too: nothing was done, and Stripe would repeat it for a day.
    boolean isOpen =
        outcome instanceof Unknown<SubscriptionSnapshot> unknown && !unknown.spentKey();
    return !isOpen
        ? locked(
            told,
            row -> {
              if (Objects.equals(told.methodsKey, row.methodsKey)) {
                row.dropMethodsKey();
                note(row, outcome);
              }
            })
        : Uni.createFrom().voidItem();
  }

  private static void note(RecurringPayment row, StripeOutcome<SubscriptionSnapshot> outcome) {
    if (outcome instanceof Done) {
      row.methodIsKept();
    } else if (outcome instanceof Refused) {
      row.methodIsRefused();
    }
  }
}
