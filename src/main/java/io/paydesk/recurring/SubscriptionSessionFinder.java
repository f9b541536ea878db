package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.CheckoutFinder;
import io.paydesk.stripe.CheckoutGateway;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.RowCheckout;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Finds or makes the checkout sessions that are to make subscriptions. */
@Singleton
class SubscriptionSessionFinder extends CheckoutFinder<RecurringPayment> {

  SubscriptionSessionFinder(
      Transactions transactions, CheckoutGateway stripe, Installation installation) {
    super(transactions, RecurringPayment.TABLE, stripe, installation);
  }

  /**
   * @param recurring as it is committed
   */
  Uni<StripeOutcome<CheckoutSessionSnapshot>> findOrMake(RecurringPayment recurring) {
    return findOrMakeSession(recurring);
  }

  @Override
  protected RowCheckout checkoutOf(RecurringPayment row) {
    return requireNonNull(row.checkout);
  }

  @Override
  protected boolean isToBeMade(RecurringPayment row) {
    return !row.isOnlyBelievedOver();
  }

  @Override
  protected @Nullable EndKey endKeyOf(RecurringPayment row) {
    return row.isToEnd()
        ? new EndKey(requireNonNull(row.changeKey), requireNonNull(row.changeKeySince))
        : null;
  }

  @Override
  protected void renewEndKey(RecurringPayment row) {
    row.renewChangeKey();
  }
}
