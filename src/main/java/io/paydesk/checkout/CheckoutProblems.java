package io.paydesk.checkout;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.OrderView;
import io.paydesk.problem.Refusal;
import io.paydesk.problem.Sentence;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.Surface;
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

  static Refusal returnUrlsNotSet(String field) {
    return returnUrlRefused(
        field,
        """
        This service may send payers nowhere yet, so '%s' is not allowed. Whoever runs it sets \
        PAYDESK_RETURN_URLS to the origins of the app's pages, such as https://shop.example.\
        """);
  }

  static Refusal returnUrlNotAllowed(String field) {
    return returnUrlRefused(
        field,
        """
        '%s' is not below an address in PAYDESK_RETURN_URLS. It is absolute, has no user name and \
        no . or .. in its path, and has at most 2000 characters. Correct it, or have its origin \
        added to the setting.\
        """);
  }

  private static Refusal returnUrlRefused(String field, String detail) {
    return Refusal.of(
            "return-url-not-allowed", 422, "Payers may not be sent there", detail.formatted(field))
        .with("field", field);
  }

  static Refusal wrongUrls(Surface surface, String takes) {
    return Refusal.of(
            "wrong-urls-for-surface",
            422,
            "The addresses do not fit the surface",
            "A session on the surface %s takes %s. Send these, and no other address."
                .formatted(surface.text(), takes))
        .with("surface", surface.text());
  }

  static Refusal placeholderNotFilledIn() {
    return Refusal.of(
        "placeholder-not-filled-in",
        422,
        "Stripe fills in no session id there",
        """
        Stripe fills in {CHECKOUT_SESSION_ID} in 'successUrl' and 'returnUrl' alone. Leave it out of \
        'cancelUrl'; an id of your own, such as the order's, can stand there.\
        """);
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

  static Refusal invalidSurface() {
    return Refusal.of(
        "invalid-surface", 400, "Not a surface", "'surface' is hosted, embedded or elements.");
  }

  static Refusal invalidLocale() {
    return Refusal.of(
        "invalid-locale",
        422,
        "Not a language of Stripe's pages",
        """
        'locale' is auto, or a language that Stripe's pages speak, such as de, en-GB or pt-BR. Leave \
        it out, and Stripe takes the browser's.\
        """);
  }

  static Refusal invalidExpiresIn() {
    return Refusal.of(
            "invalid-expires-in",
            422,
            "A session cannot end then",
            """
            'expiresIn' is in seconds: from %s, which is 30 minutes, to %s, which is 24 hours. Leave \
            it out for 24 hours.\
            """
                .formatted(SessionLength.LEAST, SessionLength.MOST))
        .with("least", SessionLength.LEAST)
        .with("most", SessionLength.MOST);
  }
}
