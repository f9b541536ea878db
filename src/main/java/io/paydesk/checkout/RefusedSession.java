package io.paydesk.checkout;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.Order;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentProblems;
import io.paydesk.problem.Refusal;
import io.paydesk.stripe.PromotionCodeGateway;
import io.paydesk.stripe.PromotionCodeSnapshot;
import io.paydesk.stripe.StripeClock;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Says why Stripe refused a session. For most of what may be wrong with a promotion code Stripe has
 * no code of its own, so it is asked for the promotion code as it is.
 */
@Singleton
class RefusedSession {

  private final PromotionCodeGateway codes;
  private final StripeClock clock;

  RefusedSession(PromotionCodeGateway codes, StripeClock clock) {
    this.codes = codes;
    this.clock = clock;
  }

  /**
   * @param payment that has failed
   */
  Uni<Refusal> explain(Order order, Payment payment) {
    if (CheckoutProblems.isAboutWhereThePayerIsTaxed(payment)) {
      return Uni.createFrom().item(CheckoutProblems.taxWithoutAddress(order, payment));
    }
    if (!CheckoutProblems.isAboutACode(order, payment)) {
      return Uni.createFrom().item(PaymentProblems.refusedByStripe(order, payment));
    }
    return codes
        .retrieve(requireNonNull(order.promotionCode))
        .map(outcome -> trouble(order, outcome))
        .map(trouble -> CheckoutProblems.promotionCodeRefused(order, payment, trouble));
  }

  private CodeTrouble trouble(Order order, StripeOutcome<PromotionCodeSnapshot> outcome) {
    if (outcome.saysThatItIsMissing()) {
      return CodeTrouble.UNKNOWN;
    }
    return outcome instanceof Done<PromotionCodeSnapshot> done
        ? CodeTrouble.of(done.value(), order, clock.now())
        : CodeTrouble.ANOTHER;
  }
}
