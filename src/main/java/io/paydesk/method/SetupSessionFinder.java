package io.paydesk.method;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.CheckoutFinder;
import io.paydesk.stripe.CheckoutGateway;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.RowCheckout;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds or makes the checkout sessions in which payers save a method. */
@Singleton
class SetupSessionFinder extends CheckoutFinder<MethodSetup> {

  private final CheckoutGateway stripe;

  SetupSessionFinder(Transactions transactions, CheckoutGateway stripe, Installation installation) {
    super(transactions, MethodSetup.TABLE, stripe, installation);
    this.stripe = stripe;
  }

  /**
   * @param row as it is committed
   */
  Uni<StripeOutcome<CheckoutSessionSnapshot>> findOrMake(MethodSetup row) {
    return findOrMakeSession(row);
  }

  /** A listing does not show the intent. */
  @Override
  protected Uni<StripeOutcome<CheckoutSessionSnapshot>> choose(
      List<CheckoutSessionSnapshot> found) {
    return super.choose(found)
        .flatMap(
            outcome ->
                outcome instanceof Done<CheckoutSessionSnapshot> done
                    ? stripe
                        .retrieve(done.value().id())
                        .map(now -> now instanceof Done ? now : now.asInconclusive())
                    : Uni.createFrom().item(outcome));
  }

  @Override
  protected RowCheckout checkoutOf(MethodSetup row) {
    return requireNonNull(row.checkout);
  }

  @Override
  protected boolean isToBeMade(MethodSetup row) {
    return true;
  }

  @Override
  protected @Nullable EndKey endKeyOf(MethodSetup row) {
    return row.endKey == null ? null : new EndKey(row.endKey, requireNonNull(row.endKeySince));
  }

  @Override
  protected void renewEndKey(MethodSetup row) {
    row.renewEndKey();
  }
}
