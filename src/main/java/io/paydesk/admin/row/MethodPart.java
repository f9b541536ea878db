package io.paydesk.admin.row;

import io.paydesk.caller.Caller;
import io.paydesk.payment.PaymentReader;
import io.paydesk.stripe.PaymentMethodGateway;
import io.paydesk.stripe.PaymentMethodSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Locale;

/** What a payment was paid with, which Stripe knows: "Visa •••• 4242". */
@Singleton
class MethodPart {

  private final PaymentReader payments;
  private final PaymentMethodGateway gateway;

  MethodPart(PaymentReader payments, PaymentMethodGateway gateway) {
    this.payments = payments;
    this.gateway = gateway;
  }

  Uni<String> of(long paymentId, Caller caller) {
    return payments
        .get(paymentId, caller)
        .flatMap(
            payment ->
                payment.paymentMethodId() == null
                    ? Uni.createFrom().item("–")
                    : gateway
                        .retrieve(payment.paymentMethodId())
                        .plug(HomeContext.back())
                        .map(MethodPart::words));
  }

  private static String words(StripeOutcome<PaymentMethodSnapshot> outcome) {
    return outcome instanceof StripeOutcome.Done<PaymentMethodSnapshot> done
        ? words(done.value())
        : "Stripe does not say";
  }

  static String words(PaymentMethodSnapshot method) {
    var name = (method.brand() == null ? method.type() : method.brand()).replace('_', ' ');
    var capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return method.last4() == null ? capital : capital + " •••• " + method.last4();
  }
}
