package io.paydesk.payment;

import io.paydesk.method.Consent;
import io.paydesk.order.Order;
import io.paydesk.stripe.AppMetadata;
import io.paydesk.stripe.CheckoutSessionRequest;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.PaymentIntentRequest;
import io.paydesk.stripe.RowCheckout;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Payments that Stripe is about to be asked for: their rows hold the call and its key. */
public final class NewPayments {

  private NewPayments() {}

  /**
   * @param methods Stripe's configuration of what the payer is offered; null for the account's
   */
  static Payment byIntent(
      Order order,
      MethodWish wish,
      String customer,
      UUID installationId,
      @Nullable String methods) {
    var payment = of(order, customer);
    payment.stripeRequest =
        new PaymentIntentRequest(
                order.amount,
                order.currency,
                customer,
                order.description,
                metadata(payment, order, installationId),
                order.statementDescriptorSuffix,
                payment.isCapturedLater() ? true : null,
                wish.usageOfNew(),
                methods)
            .stored();
    wish.on(payment);
    return payment;
  }

  /**
   * @param consent that the payer's method is saved; null where it is not
   * @param request made of the metadata that it is to carry
   */
  public static Payment byCheckout(
      Order order,
      String customer,
      UUID installationId,
      @Nullable Consent consent,
      Function<Map<String, String>, CheckoutSessionRequest> request) {
    var payment = of(order, customer);
    var asked = request.apply(metadata(payment, order, installationId));
    payment.checkout = new RowCheckout(asked.surface(), null, null);
    payment.stripeRequest = asked.stored();
    if (consent != null) {
      payment.consentTo(consent);
    }
    return payment;
  }

  private static Payment of(Order order, String customer) {
    var payment = new Payment();
    payment.orderId = order.id;
    payment.userId = order.userId;
    payment.uuid = UUID.randomUUID();
    payment.origin = PaymentOrigin.ONE_TIME;
    payment.amount = order.amount;
    payment.currency = order.currency;
    payment.customerId = customer;
    payment.capture = order.capture;
    payment.renewKey();
    return payment;
  }

  private static Map<String, String> metadata(Payment payment, Order order, UUID installationId) {
    var ids = Map.of("paydesk_order", Long.toString(order.id));
    return AppMetadata.with(
        Installation.metadata(installationId, payment.uuid, ids), order.metadata);
  }
}
