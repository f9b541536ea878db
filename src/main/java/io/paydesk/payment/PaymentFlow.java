package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.payment.PaymentBeginning.Begun;
import io.paydesk.payment.PaymentReconciler.Reconciled;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.stripe.PaymentIntentRequest;
import io.paydesk.stripe.StripeAccountConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins to pay an order by an intent, or returns the intent that has begun already. */
@Singleton
public class PaymentFlow {

  private final PaymentBeginning beginning;
  private final BegunBefore before;
  private final MethodWishes wishes;
  private final MethodConfiguration methods;
  private final StripeAccountConfig account;

  PaymentFlow(
      PaymentBeginning beginning,
      BegunBefore before,
      MethodWishes wishes,
      MethodConfiguration methods,
      StripeAccountConfig account) {
    this.beginning = beginning;
    this.before = before;
    this.wishes = wishes;
    this.methods = methods;
    this.account = account;
  }

  Uni<ApiAnswer> start(StartPayment request, Caller caller, Claim claim) {
    MethodWishes.check(request, caller);
    return begin(request, caller, claim).map(this::answer);
  }

  private Uni<Begun> begin(StartPayment request, Caller caller, Claim claim) {
    return beginning.begin(
        request.orderId(), caller, new ByIntent(request, caller, null, Set.of()), claim);
  }

  private final class ByIntent implements WayToPay {

    private final StartPayment request;
    private final Caller caller;
    private final @Nullable MethodWish wish;
    private final Set<String> kept;

    /**
     * @param wish null until it is checked whose the method is
     * @param kept methods that the caller must not go on with
     */
    ByIntent(StartPayment request, Caller caller, @Nullable MethodWish wish, Set<String> kept) {
      this.request = request;
      this.caller = caller;
      this.wish = wish;
      this.kept = kept;
    }

    @Override
    public void check(Order order) {
      if (order.needsCheckout()) {
        throw OrderProblems.needsCheckout(order);
      }
      request.mustFit(order);
    }

    @Override
    public boolean saves() {
      return Boolean.TRUE.equals(request.savePaymentMethod());
    }

    @Override
    public Uni<WayToPay> readyFor(Order order) {
      return wishes
          .of(request, order.userId, caller)
          .flatMap(
              its ->
                  wishes
                      .keptFrom(caller, order.userId)
                      .map(kept -> new ByIntent(request, caller, its, kept)));
    }

    @Override
    public boolean goesOnWith(Payment live) {
      return !live.isByCheckout() && !(caller.isAnybodyByLink() && live.isWithAnyOf(kept));
    }

    @Override
    public void goOn(Payment live) {
      requireNonNull(wish).onBegun(live);
    }

    @Override
    public boolean paysAtOnce() {
      return requireNonNull(wish).method() != null;
    }

    @Override
    public Payment newPayment(Order order, String customer, UUID installationId) {
      return NewPayments.byIntent(
          order,
          requireNonNull(wish),
          customer,
          installationId,
          methods.orElse(order.paymentMethodConfiguration));
    }
  }

  /** Answers for the payment that an earlier request with the same key began. */
  Uni<ApiAnswer> again(long paymentId) {
    return before.now(paymentId).map(reconciled -> answer(reconciled, 201));
  }

  /** The same, where that request has got no answer that stays. */
  Uni<ApiAnswer> resume(long paymentId, StartPayment request, Caller caller, Claim claim) {
    return before.orAnew(paymentId, () -> begin(request, caller, claim)).map(this::answer);
  }

  private ApiAnswer answer(Begun begun) {
    return answer(begun.reconciled(), begun.isNew() ? 201 : 200);
  }

  private static @Nullable String askedOf(Payment payment) {
    return payment.stripeRequest == null
        ? null
        : PaymentIntentRequest.read(payment.stripeRequest).paymentMethodConfiguration();
  }

  private ApiAnswer answer(Reconciled reconciled, int status) {
    var payment = reconciled.payment();
    if (payment.status == PaymentStatus.FAILED) {
      if (payment.failure != null && MethodConfiguration.isRefusedBy(payment.failure)) {
        throw methods.refused(askedOf(payment), payment.failure.message());
      }
      throw PaymentProblems.refusedByStripe(reconciled.order(), payment);
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
