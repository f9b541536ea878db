package io.paydesk.stripe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.AdaptivePricing;
import com.stripe.param.checkout.SessionCreateParams.ManagedPayments;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * Who sells in a Checkout Session, in which currency, and by which methods.
 *
 * @param managedPayments whether Stripe sells, as the merchant of record
 * @param adaptivePricing whether the payer may pay in their own currency; null leaves it to the
 *     account's setting at Stripe
 * @param paymentMethodConfiguration Stripe's; null takes the account's default
 * @see <a href="https://docs.stripe.com/payments/managed-payments">Managed Payments</a>
 * @see <a
 *     href="https://docs.stripe.com/payments/currencies/localize-prices/adaptive-pricing">Adaptive
 *     Pricing</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record CheckoutSelling(
    boolean managedPayments,
    @Nullable Boolean adaptivePricing,
    @Nullable String paymentMethodConfiguration) {

  /** The shop sells, and nothing else is said. */
  static final CheckoutSelling PLAIN = new CheckoutSelling(false, null, null);

  /** Null for what {@link CheckoutSessionRequest} says of every new session. */
  public @Nullable CheckoutSelling unlessPlain() {
    return equals(PLAIN) ? null : this;
  }

  /** Who sells is always said: of new accounts Stripe is the seller unless the session says no. */
  void addTo(SessionCreateParams.Builder params) {
    params.setManagedPayments(ManagedPayments.builder().setEnabled(managedPayments).build());
    if (adaptivePricing != null) {
      params.setAdaptivePricing(AdaptivePricing.builder().setEnabled(adaptivePricing).build());
    }
    params.setPaymentMethodConfiguration(paymentMethodConfiguration);
  }
}
