package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.paydesk.stripe.InvoiceGateway.InvoicePayment;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InvoiceFailureTest {

  private static InvoicePayment intent(String status, String errorCode) {
    var intent = JsonNodeFactory.instance.objectNode();
    intent.put("id", "pi_1").put("status", status);
    if (errorCode != null) {
      intent.putObject("last_payment_error").put("code", errorCode);
    }
    return new InvoicePayment(PaymentIntentSnapshot.of(intent), 0, null);
  }

  private static String code(String reason, String status, InvoicePayment... payments) {
    var invoice = JsonNodeFactory.instance.objectNode();
    invoice.put("id", "in_1").put("status", status).put("billing_reason", reason);
    var failure =
        InvoiceFailure.of(new InvoiceWithPayments(InvoiceSnapshot.of(invoice), List.of(payments)));
    return Stream.ofNullable(failure).map(StripeFailure::code).findFirst().orElse(null);
  }

  @Test
  void theReasonIsTheIntentsErrorOrItsNextStep() {
    var renewal = "subscription_cycle";
    assertThat(code(renewal, "open", intent("requires_payment_method", "card_declined")))
        .isEqualTo("card_declined");
    assertThat(code(renewal, "open", intent("requires_action", null)))
        .isEqualTo("authentication_required");
    assertThat(code(renewal, "open", intent("requires_payment_method", null)))
        .isEqualTo("no_payment_method");
    assertThat(code(renewal, "open")).isEqualTo("no_payment_method");
    assertThat(code(renewal, "uncollectible", intent("requires_payment_method", null)))
        .isEqualTo("no_payment_method");
  }

  @Test
  void anErrorOfAnEarlierAttemptIsNotTheReasonOnceTheBankAsks() {
    assertThat(code("subscription_cycle", "open", intent("requires_action", "card_declined")))
        .isEqualTo("authentication_required");
  }

  @Test
  void theNewestOfSeveralIntentsCounts() {
    assertThat(
            code(
                "subscription_cycle",
                "open",
                intent("requires_payment_method", "expired_card"),
                intent("canceled", "card_declined")))
        .isEqualTo("expired_card");
  }

  @Test
  void aPaidProcessingOrVoidInvoiceHasNotFailed() {
    assertThat(code("subscription_cycle", "paid", intent("succeeded", null))).isNull();
    assertThat(code("subscription_cycle", "open", intent("processing", null))).isNull();
    assertThat(code("subscription_cycle", "void")).isNull();
  }

  @Test
  void thePayerOfAFirstInvoiceIsAskedWhileTheyPay() {
    assertThat(code("subscription_create", "open", intent("requires_action", null))).isNull();
    assertThat(
            code("subscription_create", "open", intent("requires_payment_method", "card_declined")))
        .isEqualTo("card_declined");
  }

  @Test
  void eachAttemptOfStripesHasAnIdOfItsOwn() {
    assertThat(InvoiceFailure.tried("in_1", 0)).isEqualTo("in_1");
    assertThat(InvoiceFailure.tried("in_1", 1)).isEqualTo("in_1");
    assertThat(InvoiceFailure.tried("in_1", 2)).isEqualTo("in_1:2");
  }
}
