package io.paydesk.wallet;

import io.paydesk.problem.Refusal;
import io.paydesk.problem.Sentence;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;

/** Refusals about the domains on which wallets show. */
final class DomainProblems {

  /** As Stripe names them where it refuses a restricted key. */
  static final String READ = "payment_method_domain_read";

  static final String WRITE = "payment_method_domain_write";

  private DomainProblems() {}

  static Refusal missing() {
    return Refusal.of(
        "payment-method-domain-missing",
        422,
        "Nobody says which domain",
        """
        'domainName' is left out for the domain of the payer's page, and this service does not know \
        it. Send 'domainName', such as shop.example, or have PAYDESK_PUBLIC_URL set.\
        """);
  }

  static Refusal invalid(String name) {
    return Refusal.of(
            "invalid-payment-method-domain",
            422,
            "No domain that Stripe could register",
            """
            %s is no name on the internet. A domain is a name alone, without https:// and without a \
            path, such as shop.example; localhost and numbers cannot be registered. To try wallets \
            before you have one, let a tunnel give this service a public name, and set \
            PAYDESK_PUBLIC_URL to it.\
            """
                .formatted(name))
        .with("domainName", name);
  }

  /**
   * @param permission that the call needs
   * @throws Refusal unless Stripe has carried it out
   */
  static <T> T answered(StripeOutcome<T> outcome, String permission) {
    if (outcome instanceof Done<T> done) {
      return done.value();
    }
    if (outcome instanceof Refused<T> refused) {
      throw refusedByStripe(refused);
    }
    throw outcome.saysThatOurKeyMayNot() ? notPermitted(permission) : stripeSilent();
  }

  private static Refusal refusedByStripe(Refused<?> refused) {
    return Refusal.of(
            "refused-by-stripe",
            422,
            "Stripe refused",
            "Stripe refused: " + Sentence.of(refused.message()))
        .with("stripeCode", refused.code())
        .with("stripeMessage", refused.message());
  }

  /** Not for good: the same request goes on once the key has the permission. */
  static Refusal notPermitted(String permission) {
    return Refusal.of(
            "stripe-key-not-permitted",
            503,
            "Stripe does not allow it to this service's key",
            """
            STRIPE_SECRET_KEY is a restricted key without the permission %s. Ask the \
            operator of this service to add it in Stripe's dashboard, under API keys: Payment Method Domains, read to \
            see them, write to register one. Then send the same request again.\
            """
                .formatted(permission))
        .with("permission", permission);
  }

  /** Stripe never removes one; so the answer is of something else. */
  static Refusal gone() {
    return stripeSilent();
  }

  private static Refusal stripeSilent() {
    return Refusal.of(
        "stripe-unavailable",
        503,
        "Stripe does not answer",
        "Domains are registered at Stripe, which does not answer now. Send the same request again in"
            + " a few seconds: a domain is registered once, however often it is asked for.");
  }
}
