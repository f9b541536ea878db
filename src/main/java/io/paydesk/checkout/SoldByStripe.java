package io.paydesk.checkout;

import io.paydesk.order.Order;
import io.paydesk.order.OrderView;
import io.paydesk.problem.Refusal;
import io.paydesk.problem.Sentence;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.Surface;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a session cannot be where Stripe sells.
 *
 * @see <a href="https://docs.stripe.com/payments/managed-payments/update-checkout">Managed Payments
 *     in Checkout</a>
 */
final class SoldByStripe {

  private SoldByStripe() {}

  /**
   * @throws Refusal where Stripe sells the order, and would refuse the session
   */
  static void check(StartCheckoutSession asked, Order order) {
    checkSurface(asked, order);
    if (order.managedPayments && asked.saves()) {
      throw Refusal.of(
              "managed-payments-save-nothing",
              422,
              "Stripe keeps the payment method for itself where it sells",
              """
              Stripe sells order %s, and what its payer pays with cannot be saved for the shop. Leave \
              'savePaymentMethod' out.\
              """
                  .formatted(order.id))
          .with("orderId", order.id);
    }
  }

  /** The same of a subscription, whose method is always kept, by Stripe. */
  static void checkSurface(StartCheckoutSession asked, Order order) {
    if (order.managedPayments && asked.where() == Surface.ELEMENTS) {
      throw Refusal.of(
              "surface-not-for-managed-payments",
              422,
              "Stripe sells on pages and in forms of its own",
              """
              Stripe sells order %s, and not with 'elements'. Send 'surface' hosted or embedded, with \
              its addresses.\
              """
                  .formatted(order.id))
          .with("orderId", order.id)
          .with("surface", asked.where().text());
    }
  }

  static boolean isRefused(OrderView order, @Nullable StripeFailure failure) {
    return order.managedPayments()
        && failure != null
        && (isAbout(failure.param()) || isAbout(failure.message()));
  }

  private static boolean isAbout(@Nullable String words) {
    return words != null
        && words
            .toLowerCase(Locale.ROOT)
            .replace('_', ' ')
            .matches("(?s).*(managed payments|tax code).*");
  }

  static Refusal refused(OrderView order, @Nullable String stripesWords) {
    return Refusal.of(
            "managed-payments-refused",
            422,
            "Stripe does not sell this order",
            """
            Stripe does not sell order %s: %s Accept the terms of Managed Payments in Stripe's \
            dashboard, and give each line, or the product of 'priceId', a tax code that is eligible. \
            Then make a new order, or one without 'managedPayments'.\
            """
                .formatted(
                    order.id(),
                    stripesWords == null ? "it gave no reason." : Sentence.of(stripesWords)))
        .with("orderId", order.id())
        .with("stripeMessage", stripesWords);
  }
}
