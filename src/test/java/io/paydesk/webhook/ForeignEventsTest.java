package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.PaymentIntentCreateParams;
import io.paydesk.dev.sandbox.ThinEvents;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another app's objects on our account cost as few calls to Stripe as possible. */
@QuarkusTest
class ForeignEventsTest extends PaydeskTest {

  @Inject StripeClient stripe;
  @Inject LongPatience patience;

  private String intent;

  @BeforeEach
  void waitForStripe() {
    patience.begin();
  }

  @AfterEach
  void waitAsUsual() {
    patience.end();
  }

  @BeforeEach
  void anotherApp() throws StripeException {
    loseEvents();
    intent =
        stripe
            .v1()
            .paymentIntents()
            .create(
                PaymentIntentCreateParams.builder()
                    .setAmount(5000L)
                    .setCurrency("usd")
                    .addPaymentMethodType("card")
                    .build())
            .getId();
    sandbox.clearRequests();
  }

  private String told(JsonNode event) {
    deliverAndWait(event);
    return verdict(event);
  }

  /** Once, since it was last looked at. */
  private void isAskedFor() {
    assertThat(sandbox.requests()).hasSize(1);
    sandbox.clearRequests();
  }

  /** A thin event, which only names its object. */
  private ObjectNode thin(String type, JsonNode object) {
    return ThinEvents.of(StripeEvents.event(type, object)).get(0).putNull("snapshot_event");
  }

  @Test
  void anotherAppsIntentInThinEventsIsAskedForOnce() {
    var told = sandbox.paymentIntent(intent);

    assertThat(told(thin("payment_intent.created", told)))
        .isEqualTo("ignored not-of-this-installation");
    isAskedFor();
    assertThat(told(thin("payment_intent.processing", told)))
        .isEqualTo("ignored not-of-this-installation");
    assertThat(told(thin("payment_intent.succeeded", told)))
        .isEqualTo("ignored not-of-this-installation");

    assertThat(sandbox.requests()).isEmpty();
  }

  /** Without a customer, so that it cannot be one of ours. */
  @Test
  void anotherAppsIntentWithoutACustomerCostsNoCall() {
    assertThat(told(StripeEvents.succeeded(sandbox.paymentIntent(intent))))
        .isEqualTo("ignored not-of-this-installation");

    assertThat(sandbox.requests()).isEmpty();
  }

  /** Somebody may have changed the object since. */
  @Test
  void aForeignObjectIsAskedForAgainMinutesLater() {
    var told = sandbox.paymentIntent(intent);
    var first = thin("payment_intent.created", told);
    told(first);
    isAskedFor();
    tables()
        .change(
            "update stripe_event set finished_at = now() - interval '11 minutes' where id = ?",
            first.get("id").textValue());

    told(thin("payment_intent.succeeded", told));

    isAskedFor();
  }

  /** It may belong to a renewal whose invoice was not listed yet. */
  @Test
  void aFailedAttemptIsAskedForEachTime() {
    var told = sandbox.paymentIntent(intent);
    told(thin("payment_intent.created", told));
    isAskedFor();

    told(thin("payment_intent.payment_failed", told));

    isAskedFor();
  }

  @Test
  void anotherAppsRefundInThinEventsIsAskedForOnceAndWaitsForItsPayment() {
    sandbox.confirm(intent, "4242424242424242");
    var refund = sandbox.refund(sandbox.refundAtDashboard(intent, 500));
    sandbox.clearRequests();

    assertThat(told(thin("refund.created", refund))).isEqualTo("ignored unknown-payment");
    isAskedFor();
    var updated = thin("refund.updated", refund);
    assertThat(told(updated)).isEqualTo("ignored unknown-payment");

    assertThat(sandbox.requests()).isEmpty();
    assertThat(
            tables()
                .text(
                    "select waits_for from stripe_event where id = ?",
                    updated.get("id").textValue()))
        .isEqualTo(intent);
  }

  @Test
  void aPaymentOfAForeignInvoiceCostsNoCall() {
    var json = new ObjectMapper();
    var invoice = json.createObjectNode();
    invoice.put("id", "in_" + UUID.randomUUID()).put("object", "invoice");
    invoice
        .putObject("parent")
        .put("type", "subscription_details")
        .putObject("subscription_details")
        .put("subscription", "sub_of_another_app")
        .putObject("metadata");
    var payment = json.createObjectNode();
    payment.put("id", "inpay_" + UUID.randomUUID()).put("object", "invoice_payment");
    payment.set("invoice", invoice.get("id"));

    assertThat(told(StripeEvents.event("invoice.paid", invoice)))
        .isEqualTo("ignored unknown-subscription");
    assertThat(told(StripeEvents.event("invoice_payment.paid", payment)))
        .isEqualTo("ignored unknown-subscription");

    assertThat(sandbox.requests()).isEmpty();
  }
}
