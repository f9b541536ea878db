package io.paydesk.payment;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.Order;
import io.paydesk.payment.PaymentReconciler.Reconciled;
import io.paydesk.stripe.StripeAccountConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.UUID;

/** Begins to pay an order by an intent, or returns the intent that has begun already. */
@Singleton
public class PaymentFlow {

  private final PaymentBeginning beginning;
  private final PaymentReconciler reconciler;
  private final StripeAccountConfig account;

  PaymentFlow(
      PaymentBeginning beginning, PaymentReconciler reconciler, StripeAccountConfig account) {
    this.beginning = beginning;
    this.reconciler = reconciler;
    this.account = account;
  }

  Uni<ApiAnswer> start(StartPayment request, Caller caller, Claim claim) {
    return beginning
        .begin(request.orderId(), caller, new ByIntent(request), claim)
        .map(begun -> answer(begun.reconciled(), begun.isNew() ? 201 : 200));
  }

  private record ByIntent(StartPayment request) implements WayToPay {

    @Override
    public void check(Order order) {
      if (request.currency() != null
          && !request.currency().toLowerCase(Locale.ROOT).equals(order.currency)) {
        throw PaymentProblems.currencyMismatch(order);
      }
      if (request.amount() != null && request.amount() != order.amount) {
        throw PaymentProblems.amountMismatch(order, request.amount());
      }
    }

    @Override
    public boolean goesOnWith(Payment live) {
      return !live.isByCheckout();
    }

    @Override
    public Payment newPayment(Order order, String customer, UUID installationId) {
      return NewPayments.byIntent(order, customer, installationId);
    }
  }

  /** Answers for the payment that an earlier request with the same key began. */
  Uni<ApiAnswer> again(long paymentId) {
    return reconciler.reconcile(paymentId).map(reconciled -> answer(reconciled, 201));
  }

  private ApiAnswer answer(Reconciled reconciled, int status) {
    var payment = reconciled.payment();
    if (payment.status == PaymentStatus.FAILED) {
      throw PaymentProblems.refusedByStripe(payment);
    }
    boolean known = !payment.status.isNotConfirmedByStripe();
    if (known && payment.status.isLive() && reconciled.clientSecret() == null) {
      throw PaymentProblems.stripeSilent(payment);
    }
    return new ApiAnswer(
        known ? status : 202,
        StartedPaymentView.of(payment, reconciled.clientSecret(), account.publishableKey()),
        payment.id);
  }
}
