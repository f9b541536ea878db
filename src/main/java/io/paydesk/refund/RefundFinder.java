package io.paydesk.refund;

import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.KeyLifetime;
import io.paydesk.stripe.RefundGateway;
import io.paydesk.stripe.RefundRequest;
import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;

/** Finds out from Stripe how a refund is, and makes it where there is none yet. It only asks. */
@Singleton
class RefundFinder {

  private final Transactions transactions;
  private final RefundGateway stripe;
  private final Installation installation;

  RefundFinder(Transactions transactions, RefundGateway stripe, Installation installation) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.installation = installation;
  }

  Uni<StripeOutcome<RefundSnapshot>> findOrMake(Refund refund) {
    if (refund.refundId != null) {
      return stripe.retrieve(refund.refundId);
    }
    return KeyLifetime.isGood(refund.idempotencyKeySince) ? create(refund) : find(refund);
  }

  private Uni<StripeOutcome<RefundSnapshot>> create(Refund refund) {
    return callCreate(refund)
        .flatMap(
            outcome ->
                outcome instanceof Unknown<RefundSnapshot> unknown && unknown.spentKey()
                    ? find(refund)
                    : Uni.createFrom().item(outcome));
  }

  private Uni<StripeOutcome<RefundSnapshot>> callCreate(Refund refund) {
    return stripe.create(RefundRequest.read(refund.stripeRequest), refund.idempotencyKey);
  }

  /**
   * The key is of no more use: only when a complete listing shows that nothing was made may there
   * be a new one.
   */
  private Uni<StripeOutcome<RefundSnapshot>> find(Refund refund) {
    return stripe
        .find(
            RefundRequest.read(refund.stripeRequest).paymentIntent(),
            made -> refund.uuid.equals(Installation.rowOf(installation.id(), made.metadata())))
        .flatMap(
            outcome -> {
              if (!(outcome instanceof Done<List<RefundSnapshot>> found)) {
                return Uni.createFrom().item(outcome.asInconclusive());
              }
              return found.value().isEmpty()
                  ? makeAnew(refund)
                  : Uni.createFrom().item(new Done<>(found.value().get(0)));
            });
  }

  /** A part that was refunded twice would pass at Stripe, so there is no hurry here. */
  private Uni<StripeOutcome<RefundSnapshot>> makeAnew(Refund refund) {
    if (!KeyLifetime.isAtRest(refund.keySpentAt)) {
      return renew(refund, Refund::spendKey)
          .replaceWith(new Unknown<>("perhaps Stripe is still at it", false));
    }
    return renew(refund, Refund::renewKey)
        .flatMap(
            row ->
                row.status.isOpen()
                    ? callCreate(row)
                    : Uni.createFrom().item(new Unknown<>("reconciled by another", false)));
  }

  private Uni<Refund> renew(Refund seen, Consumer<Refund> unlessAnotherWasFirst) {
    return transactions.write(
        () ->
            LockedOrders.rowAlone(Refund.TABLE, seen.id)
                .invoke(
                    row -> {
                      if (row.idempotencyKey.equals(seen.idempotencyKey)) {
                        unlessAnotherWasFirst.accept(row);
                      }
                    }));
  }
}
