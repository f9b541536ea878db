package io.paydesk.checkout;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.method.Consent;
import io.paydesk.order.Order;
import io.paydesk.order.OrderLine;
import io.paydesk.payment.NewPayments;
import io.paydesk.payment.Payment;
import io.paydesk.payment.WayToPay;
import io.paydesk.rest.StorableText;
import io.paydesk.stripe.CheckoutPricing;
import io.paydesk.stripe.CheckoutSelling;
import io.paydesk.stripe.CheckoutSessionRequest;
import io.paydesk.stripe.CheckoutSessionRequest.Line;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.surface.SessionLength;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * To pay by a checkout session. A live one goes on if its payer would find the same surface, the
 * same addresses and the same terms.
 *
 * @param caller who tells us of the payer's consent where the method is saved
 * @param shop names what is sold where the order does not
 * @param methods for an order that names no configuration of its own
 */
record ByCheckout(
    StartCheckoutSession asked, Caller caller, String shop, MethodConfiguration methods)
    implements WayToPay {

  @Override
  public void check(Order order) {
    SoldByStripe.check(asked, order);
  }

  @Override
  public boolean saves() {
    return asked.saves();
  }

  @Override
  public boolean goesOnWith(Payment live) {
    return live.isByCheckout()
        && CheckoutSessionRequest.read(requireNonNull(live.stripeRequest))
            .looksLike(asked.where(), asked.addresses(), asked.saves(), asked.locale());
  }

  @Override
  public Payment newPayment(Order order, String customer, UUID installationId) {
    return NewPayments.byCheckout(
        order,
        customer,
        installationId,
        asked.saves() ? Consent.of(caller) : null,
        metadata -> request(order, customer, metadata));
  }

  private CheckoutSessionRequest request(
      Order order, String customer, Map<String, String> metadata) {
    return new CheckoutSessionRequest(
        asked.where(),
        customer,
        order.currency,
        linesOf(order),
        order.description,
        order.statementDescriptorSuffix,
        asked.addresses(),
        asked.saves(),
        asked.locale(),
        SessionLength.endOf(asked.expiresIn(), order.expiresAt, Instant.now()),
        order.isCapturedLater(),
        asked.saves() ? true : null,
        pricingOf(order),
        order.invoice ? true : null,
        null,
        sellingOf(order, methods),
        metadata);
  }

  /** Null where the price is all that is due. */
  static @Nullable CheckoutPricing pricingOf(Order order) {
    return order.isPricedByCheckout()
        ? new CheckoutPricing(order.allowPromotionCodes, order.promotionCode, order.automaticTax)
        : null;
  }

  /** Null where the shop sells, and nothing else is to be said. Where Stripe sells, it decides. */
  static @Nullable CheckoutSelling sellingOf(Order order, MethodConfiguration methods) {
    return new CheckoutSelling(
            order.managedPayments,
            order.adaptivePricing,
            order.managedPayments ? null : methods.orElse(order.paymentMethodConfiguration))
        .unlessPlain();
  }

  private List<Line> linesOf(Order order) {
    if (!order.lines.isEmpty()) {
      return order.lines.stream().map(ByCheckout::lineOf).toList();
    }
    var description = order.description;
    var name = description == null || StorableText.isBlank(description) ? shop : description;
    return List.of(new Line(name, order.amount, 1, null, null));
  }

  private static Line lineOf(OrderLine line) {
    return new Line(line.name(), line.amount(), line.quantity(), line.taxCode(), line.imageUrl());
  }
}
