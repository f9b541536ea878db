package io.paydesk.stripe;

import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.AutomaticTax;
import com.stripe.param.checkout.SessionCreateParams.InvoiceCreation;
import com.stripe.param.checkout.SessionCreateParams.PaymentIntentData;
import com.stripe.param.checkout.SessionCreateParams.PaymentIntentData.CaptureMethod;
import com.stripe.param.checkout.SessionCreateParams.PaymentIntentData.SetupFutureUsage;

/** What the call says that makes a Checkout Session in which a payer pays once. */
final class CheckoutPayment {

  private CheckoutPayment() {}

  static void addTo(SessionCreateParams.Builder params, CheckoutSessionRequest asked) {
    params.setMode(SessionCreateParams.Mode.PAYMENT).setPaymentIntentData(intent(asked));
    var selling = asked.selling();
    boolean isSoldByStripe = selling != null && selling.managedPayments();
    if (asked.saysEverything() && !isSoldByStripe) {
      // The account may tax what does not say no. Where it is to be taxed, the pricing says so.
      params.setAutomaticTax(AutomaticTax.builder().setEnabled(false).build());
    }
    asked.lines().forEach(line -> params.addLineItem(CheckoutItem.of(line, asked.currency())));
    if (Boolean.TRUE.equals(asked.invoiced())) {
      params.setInvoiceCreation(invoice(asked));
    }
  }

  private static PaymentIntentData intent(CheckoutSessionRequest asked) {
    return PaymentIntentData.builder()
        .setDescription(asked.description())
        .setStatementDescriptorSuffix(asked.statementDescriptorSuffix())
        .setCaptureMethod(Boolean.TRUE.equals(asked.captureLater()) ? CaptureMethod.MANUAL : null)
        .setSetupFutureUsage(asked.savePaymentMethod() ? usage(asked) : null)
        .putAllMetadata(asked.metadata())
        .putMetadata(CheckoutSessionRequest.SURFACE, asked.surface().text())
        .build();
  }

  /** Rows of before a consent was kept have a session that saves for the payer's own use. */
  private static SetupFutureUsage usage(CheckoutSessionRequest asked) {
    return Boolean.TRUE.equals(asked.chargedLater())
        ? SetupFutureUsage.OFF_SESSION
        : SetupFutureUsage.ON_SESSION;
  }

  /** With our marks, so that the shop finds the order from the invoice. */
  private static InvoiceCreation invoice(CheckoutSessionRequest asked) {
    return InvoiceCreation.builder()
        .setEnabled(true)
        .setInvoiceData(
            InvoiceCreation.InvoiceData.builder()
                .setDescription(asked.description())
                .putAllMetadata(asked.metadata())
                .build())
        .build();
  }
}
