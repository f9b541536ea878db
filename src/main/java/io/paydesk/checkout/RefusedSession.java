package io.paydesk.checkout;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.OrderView;
import io.paydesk.problem.Refusal;
import io.paydesk.stripe.CheckoutSessionRequest;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.PromotionCodeGateway;
import io.paydesk.stripe.PromotionCodeSnapshot;
import io.paydesk.stripe.StripeClock;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says why Stripe refused a session. For most of what may be wrong with a promotion code Stripe has
 * no code of its own, so it is asked for the promotion code as it is.
 */
@Singleton
class RefusedSession {

  private final PromotionCodeGateway codes;
  private final MethodConfiguration methods;
  private final StripeClock clock;

  RefusedSession(PromotionCodeGateway codes, MethodConfiguration methods, StripeClock clock) {
    this.codes = codes;
    this.methods = methods;
    this.clock = clock;
  }

  /**
   * @param stripeRequest what was sent, as the row keeps it
   * @param failure why Stripe refused it
   * @param otherwise where it is about none of what only a session has
   */
  Uni<Refusal> explain(
      OrderView order,
      @Nullable String stripeRequest,
      @Nullable StripeFailure failure,
      Supplier<Refusal> otherwise) {
    if (CheckoutProblems.isAboutWhereThePayerIsTaxed(failure)) {
      return Uni.createFrom().item(CheckoutProblems.taxWithoutAddress(order, failure));
    }
    if (MethodConfiguration.isRefusedBy(failure)) {
      return Uni.createFrom()
          .item(methods.refused(askedOf(stripeRequest), requireNonNull(failure).message()));
    }
    if (SoldByStripe.isRefused(order, failure)) {
      return Uni.createFrom().item(SoldByStripe.refused(order, requireNonNull(failure).message()));
    }
    if (!CheckoutProblems.isAboutACode(order, failure)) {
      return Uni.createFrom().item(otherwise);
    }
    return codes
        .retrieve(requireNonNull(order.promotionCode()))
        .map(outcome -> trouble(order, outcome))
        .map(trouble -> CheckoutProblems.promotionCodeRefused(order, failure, trouble));
  }

  private static @Nullable String askedOf(@Nullable String stripeRequest) {
    var selling =
        stripeRequest == null ? null : CheckoutSessionRequest.read(stripeRequest).selling();
    return selling == null ? null : selling.paymentMethodConfiguration();
  }

  private CodeTrouble trouble(OrderView order, StripeOutcome<PromotionCodeSnapshot> outcome) {
    if (outcome.saysThatItIsMissing()) {
      return CodeTrouble.UNKNOWN;
    }
    return outcome instanceof Done<PromotionCodeSnapshot> done
        ? CodeTrouble.of(done.value(), order.currency(), clock.now())
        : CodeTrouble.ANOTHER;
  }
}
