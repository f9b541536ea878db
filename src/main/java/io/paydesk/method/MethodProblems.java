package io.paydesk.method;

import io.paydesk.caller.Caller;
import io.paydesk.problem.Refusal;
import io.paydesk.problem.Sentence;
import io.paydesk.stripe.AskLimit;
import org.jspecify.annotations.Nullable;

/** Refusals about saved payment methods. */
public final class MethodProblems {

  private MethodProblems() {}

  /**
   * @return the user, if the caller may see what they have
   */
  public static String known(String userId, Caller caller) {
    var user = caller.userCalled(userId);
    caller.mustSeeCardsOf(user);
    if (!Caller.isUser(user)) {
      throw Refusal.notFound("user", user);
    }
    return user;
  }

  /** Somebody else's method is answered like one that does not exist. */
  public static Refusal notFound(String paymentMethodId) {
    return Refusal.of(
            "payment-method-not-found",
            404,
            "No such saved payment method",
            """
            The user has no saved payment method %s; perhaps it was removed. \
            GET /v1/users/{userId}/payment-methods lists those that there are.\
            """
                .formatted(paymentMethodId))
        .with("paymentMethodId", paymentMethodId);
  }

  public static Refusal withoutConsent(String paymentMethodId) {
    return Refusal.of(
            "payment-method-without-consent",
            422,
            "The payer has not agreed to be charged while away",
            """
            Payment method %s was not saved here for payments without the payer. Let the payer pay \
            themselves, or save it by POST /v1/users/{userId}/setup-intents or with \
            'savePaymentMethod' first.\
            """
                .formatted(paymentMethodId))
        .with("paymentMethodId", paymentMethodId);
  }

  static Refusal begunInAnotherWay() {
    return AskLimit.tooMany(
        """
            A user saves a payment method in one way at a time, and another request has just begun \
            another one. If the payer is still there, send this request again.\
            """);
  }

  public static Refusal stripeSilent() {
    return Refusal.of(
        "stripe-unavailable",
        503,
        "Stripe does not answer",
        "Saved payment methods are at Stripe, which does not answer now. Send the same request"
            + " again in a few seconds: it does no harm, whatever became of this one.");
  }

  public static Refusal refusedByStripe(@Nullable String code, @Nullable String message) {
    return Refusal.of(
            "refused-by-stripe",
            422,
            "Stripe refused",
            "Stripe refused: " + (message == null ? "it gave no reason." : Sentence.of(message)))
        .with("stripeCode", code)
        .with("stripeMessage", message);
  }
}
