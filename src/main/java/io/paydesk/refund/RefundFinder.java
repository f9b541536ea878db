package io.paydesk.refund;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.RowFinder;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.RefundGateway;
import io.paydesk.stripe.RefundRequest;
import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads a refund from Stripe, and makes it where there is none yet. It writes no row. */
@Singleton
class RefundFinder extends RowFinder<Refund, RefundSnapshot> {

  private final RefundGateway stripe;
  private final Installation installation;

  RefundFinder(Transactions transactions, RefundGateway stripe, Installation installation) {
    super(transactions, Refund.TABLE);
    this.stripe = stripe;
    this.installation = installation;
  }

  Uni<StripeOutcome<RefundSnapshot>> findOrMake(Refund refund) {
    return refund.refundId == null ? createOrFind(refund) : stripe.retrieve(refund.refundId);
  }

  @Override
  protected Uni<StripeOutcome<RefundSnapshot>> create(Refund refund) {
    return stripe.create(
        RefundRequest.read(requireNonNull(refund.stripeRequest)),
        requireNonNull(refund.idempotencyKey));
  }

  @Override
  protected Uni<StripeOutcome<List<RefundSnapshot>>> list(Refund refund) {
    return stripe.find(
        RefundRequest.read(requireNonNull(refund.stripeRequest)).paymentIntent(),
        made -> refund.uuid.equals(Installation.rowOf(installation.id(), made.metadata())));
  }

  @Override
  protected Uni<StripeOutcome<RefundSnapshot>> choose(List<RefundSnapshot> found) {
    return Uni.createFrom().item(new Done<>(found.get(0)));
  }

  /** Stripe would accept the same partial refund twice. */
  @Override
  protected Uni<StripeOutcome<RefundSnapshot>> makeAnew(Refund refund) {
    return makeAnewAtRest(refund, row -> row.refundId == null && row.status.isOpen());
  }
}
