package io.paydesk.checkout;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.OrderView;
import io.paydesk.problem.Refusal;
import io.paydesk.problem.Sentence;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Refusals about a checkout session. */
final class CheckoutProblems {

  /** Stripe's code. */
  private static final String NO_PLACE = "customer_tax_location_invalid";

  private CheckoutProblems() {}

  static Refusal notFound(String sessionId) {
    return Refusal.notFound("checkoutSession", sessionId);
  }

  /** Whether Stripe names the order's promotion code, or its words are about one. */
  static boolean isAboutACode(OrderView order, @Nullable StripeFailure failure) {
    return order.promotionCode() != null
        && failure != null
        && (failure.param() != null && failure.param().startsWith("discounts")
            || "coupon_expired".equals(failure.code())
            || failure.message() != null && failure.message().contains(order.promotionCode())
            || failure.message() != null
                && failure
                    .message()
                    .toLowerCase(Locale.ROOT)
                    .matches(".*(promotion code|coupon).*"));
  }

  static Refusal promotionCodeRefused(
      OrderView order, @Nullable StripeFailure failure, CodeTrouble trouble) {
    var words = failure == null ? null : failure.message();
    return Refusal.of(
            trouble.problem,
            422,
            trouble.title,
            "%s Stripe says: %s Make a new order without it, or with another one."
                .formatted(
                    trouble.because.formatted(order.promotionCode()),
                    words == null ? "nothing." : Sentence.of(words)))
        .with("orderId", order.id())
        .with("promotionCode", order.promotionCode())
        .with("stripeMessage", words);
  }

  static boolean isAboutWhereThePayerIsTaxed(@Nullable StripeFailure failure) {
    return failure != null && NO_PLACE.equals(failure.code());
  }

  static Refusal taxWithoutAddress(OrderView order, @Nullable StripeFailure failure) {
    var words = requireNonNull(failure).message();
    return Refusal.of(
            "tax-without-address",
            422,
            "There is no address to tax the payer at",
            """
            Order %s is taxed by Stripe, which has no address for that: %s Correct the payer's address \
            at Stripe, then send the request again with a new Idempotency-Key.\
            """
                .formatted(order.id(), words == null ? "it gave no reason." : Sentence.of(words)))
        .with("orderId", order.id())
        .with("stripeMessage", words);
  }
}
