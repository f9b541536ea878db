package io.paydesk.page;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.order.Renewals;
import io.paydesk.payment.PaymentReader;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentView;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what paid the latest renewal of a subscription: a payer who was behind sees its receipt.
 */
@Singleton
class LatestRenewal {

  private final Renewals renewals;
  private final PaymentReader payments;

  LatestRenewal(Renewals renewals, PaymentReader payments) {
    this.renewals = renewals;
    this.payments = payments;
  }

  /**
   * @param subscription the order's; null where none has begun
   * @param payer who has the link to the first order
   * @return empty where no renewal was paid, where one is due, and where nothing runs
   */
  Uni<Optional<PaymentView>> of(@Nullable RecurringPaymentView subscription, Caller payer) {
    return subscription == null
            || !subscription.status().isRunning()
            || subscription.status().isBehind()
        ? Uni.createFrom().item(Optional.empty())
        : renewals
            .latestOf(subscription.orderId())
            .flatMap(
                renewal ->
                    renewal == null
                        ? Uni.createFrom().item(Optional.empty())
                        : paymentOf(renewal, payer));
  }

  /** The link names the first order alone; its latest renewal is what the page shows beside it. */
  private Uni<Optional<PaymentView>> paymentOf(long renewal, Caller payer) {
    var ofRenewal = Caller.byLink(payer.userId(), renewal, requireNonNull(payer.link()));
    return payments
        .ofOrder(ofRenewal, renewal)
        .map(page -> page.data().stream().filter(one -> one.status().hasMoney()).findFirst());
  }
}
