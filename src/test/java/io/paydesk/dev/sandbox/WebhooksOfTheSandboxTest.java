package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.net.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhooksOfTheSandboxTest {

  private final Shop shop = new Shop();
  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    shop.close();
    receiver.close();
  }

  private void awaitDeliveries(int count) {
    await().untilAsserted(() -> assertThat(receiver.deliveries).hasSizeGreaterThanOrEqualTo(count));
  }

  @Test
  void anEventComesSignedAsStripeSignsIt() throws Exception {
    shop.sandbox.deliverTo(receiver.uri());
    PaymentIntent intent = shop.intent();
    awaitDeliveries(1);

    Receiver.Delivery delivery = receiver.deliveries.get(0);
    Event event =
        Webhook.constructEvent(
            delivery.body(), delivery.signature(), shop.settings.webhookSecret());

    assertThat(event.getType()).isEqualTo("payment_intent.created");
    PaymentIntent delivered =
        (PaymentIntent) event.getDataObjectDeserializer().getObject().orElseThrow();
    assertThat(delivered.getId()).isEqualTo(intent.getId());
    assertThat(delivery.userAgent()).isEqualTo("Stripe/1.0 (+https://stripe.com/docs/webhooks)");
    assertThat(delivery.contentType()).isEqualTo("application/json; charset=utf-8");
    assertThat(shop.sandbox.signature("{}", Instant.ofEpochSecond(7), "whsec_x"))
        .matches("t=7,v1=[0-9a-f]{64}");
  }

  @Test
  void aRefusedEventComesAgainUnchangedUntilItIsTaken() throws StripeException {
    receiver.refusals.set(2);
    shop.sandbox.deliverTo(receiver.uri());
    shop.intent();
    awaitDeliveries(3);

    assertThat(receiver.deliveries)
        .extracting(Receiver.Delivery::body)
        .containsOnly(receiver.deliveries.get(0).body());
    await().until(() -> pendingWebhooks() == 0);
    assertThat(receiver.deliveries).hasSize(3);
  }

  private int pendingWebhooks() {
    String id = shop.sandbox.events().get(0).path("id").asText();
    return shop.get("/v1/events/" + id).body().path("pending_webhooks").asInt();
  }

  @Test
  void whatHappenedBeforeAnybodyListenedIsDeliveredLater() throws StripeException {
    shop.paid();
    assertThat(shop.get("/v1/events?delivery_success=false").body().path("data")).hasSize(3);

    shop.sandbox.deliverTo(receiver.uri());

    awaitDeliveries(3);
    assertThat(receiver.types())
        .containsExactlyInAnyOrder(
            "payment_intent.created", "charge.succeeded", "payment_intent.succeeded");
  }

  @Test
  void eventsCanComeMoreThanOnce() throws StripeException {
    shop.sandbox.deliverTo(receiver.uri());
    shop.sandbox.faults().duplicateEvents(2);
    shop.intent();
    awaitDeliveries(3);

    assertThat(receiver.deliveries)
        .extracting(Receiver.Delivery::id)
        .containsOnly(shop.sandbox.events().get(0).path("id").asText());
  }

  @Test
  void itIsQuietOnlyWhenEachCopyOfAnEventWasTaken() throws StripeException {
    receiver.refusals.set(2);
    shop.sandbox.deliverTo(receiver.uri());
    shop.sandbox.faults().duplicateEvents(2);
    shop.intent();

    await().until(shop.sandbox::isQuiet);

    assertThat(receiver.deliveries).hasSize(5);
  }

  @Test
  void itIsNotQuietWhileAnEventIsSentAgainByHand() throws StripeException {
    shop.sandbox.deliverTo(receiver.uri());
    shop.intent();
    await().until(shop.sandbox::isQuiet);
    receiver.refusals.set(1);

    shop.sandbox.redeliver(shop.sandbox.events().get(0).path("id").asText());
    await().until(shop.sandbox::isQuiet);

    assertThat(receiver.deliveries).hasSize(3);
  }

  @Test
  void eventsCanComeInTheWrongOrder() {
    shop.sandbox.deliverTo(receiver.uri());
    shop.sandbox.faults().reorderEvents(true);
    shop.post(
        "/v1/payment_intents", "amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa");
    awaitDeliveries(3);

    assertThat(receiver.types())
        .isEqualTo(
            List.of("payment_intent.succeeded", "charge.succeeded", "payment_intent.created"));
  }

  @Test
  void eventsCanComeLate() throws StripeException {
    shop.sandbox.deliverTo(receiver.uri());
    shop.sandbox.faults().delayEvents(Duration.ofMillis(400));
    long start = System.nanoTime();
    shop.intent();
    awaitDeliveries(1);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(390));
  }

  @Test
  void aDroppedEventIsListedAndComesOnlyWhenSentByHand() throws StripeException {
    shop.sandbox.deliverTo(receiver.uri());
    shop.sandbox.faults().dropEvents(true);
    shop.intent();
    shop.sandbox.faults().clear();
    shop.post("/v1/customers", "");
    awaitDeliveries(1);
    shop.sandbox.deliverTo(receiver.uri());

    assertThat(receiver.types()).containsExactly("customer.created");
    assertThat(shop.sandbox.events()).hasSize(2);
    shop.sandbox.redeliver(shop.sandbox.events().get(0).path("id").asText());
    awaitDeliveries(2);
    assertThat(receiver.types()).containsExactly("customer.created", "payment_intent.created");
  }
}
