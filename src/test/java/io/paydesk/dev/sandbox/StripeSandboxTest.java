package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.stripe.StripeClient;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.Webhook;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pretend Stripe as other projects' tests use it. */
class StripeSandboxTest {

  private final StripeSandbox stripe = StripeSandbox.start();
  private final Receiver webhookEndpoint = new Receiver();
  private final StripeClient client =
      StripeClient.builder()
          .setApiKey(stripe.secretKey())
          .setApiBase(stripe.apiBase().toString())
          .setMaxNetworkRetries(0)
          .build();

  @AfterEach
  void close() {
    stripe.close();
    webhookEndpoint.close();
  }

  private PaymentIntent paid(String paymentMethod) throws StripeException {
    return client
        .v1()
        .paymentIntents()
        .create(
            PaymentIntentCreateParams.builder()
                .setAmount(2500L)
                .setCurrency("usd")
                .setPaymentMethod(paymentMethod)
                .setConfirm(true)
                .setReturnUrl("https://shop.example/return")
                .build());
  }

  @Test
  void eventsAreSentSignedAndAgainWhenAsked() throws Exception {
    stripe.sendEventsTo(webhookEndpoint.uri());
    paid("pm_card_visa");
    await().until(() -> webhookEndpoint.types().contains("payment_intent.succeeded"));
    await().until(stripe::hasSentAllEvents);

    var sent = webhookEndpoint.deliveries.get(0);
    var event = Webhook.constructEvent(sent.body(), sent.signature(), stripe.webhookSecret());
    stripe.resendEvent(event.getId());

    await()
        .until(
            () ->
                webhookEndpoint.deliveries.stream()
                        .filter(each -> each.id().equals(event.getId()))
                        .count()
                    == 2);
  }

  @Test
  void theNextCallFailsAsAskedAndIsRemembered() throws StripeException {
    stripe.faults().failNext("POST /v1/payment_intents", 500, 1);

    assertThatThrownBy(() -> paid("pm_card_visa")).isInstanceOf(ApiException.class);
    assertThat(paid("pm_card_visa").getStatus()).isEqualTo("succeeded");
    assertThat(stripe.requests())
        .extracting(RecordedRequest::path)
        .containsExactly("/v1/payment_intents", "/v1/payment_intents");
    stripe.clearRequests();
    assertThat(stripe.requests()).isEmpty();
  }

  @Test
  void banksAndPayersDoWhatIsAsked() throws StripeException {
    var intent = paid("pm_card_threeDSecure2Required");
    assertThat(intent.getStatus()).isEqualTo("requires_action");
    stripe.authenticate(intent.getId(), true);

    var refund =
        client
            .v1()
            .refunds()
            .create(
                RefundCreateParams.builder()
                    .setPaymentIntent(intent.getId())
                    .setAmount(500L)
                    .build());
    stripe.failRefund(refund.getId(), "lost_or_stolen_card");
    var dispute = stripe.dispute(intent.getId(), "fraudulent");
    stripe.setDisputeStatus(dispute, "won");

    assertThat(client.v1().refunds().retrieve(refund.getId()).getStatus()).isEqualTo("failed");
    assertThat(client.v1().disputes().retrieve(dispute).getStatus()).isEqualTo("won");
  }

  @Test
  void aPayerPaysAtCheckout() throws StripeException {
    var params =
        SessionCreateParams.builder()
            .setMode(SessionCreateParams.Mode.PAYMENT)
            .setSuccessUrl("https://shop.example/done")
            .setAllowPromotionCodes(true)
            .setAutomaticTax(SessionCreateParams.AutomaticTax.builder().setEnabled(true).build())
            .addLineItem(
                SessionCreateParams.LineItem.builder()
                    .setQuantity(1L)
                    .setPriceData(
                        SessionCreateParams.LineItem.PriceData.builder()
                            .setCurrency("usd")
                            .setUnitAmount(2000L)
                            .setProductData(
                                SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                    .setName("Socks")
                                    .build())
                            .build())
                    .build())
            .build();
    var session = client.v1().checkout().sessions().create(params);
    stripe.enterAddress(session.getId(), Map.of("country", "DE"));
    assertThatThrownBy(() -> stripe.enterPromotionCode(session.getId(), "NONE"))
        .hasMessage("This code is invalid.");

    stripe.payCheckout(session.getId(), "ada@example.com", "4242424242424242");

    var paid = client.v1().checkout().sessions().retrieve(session.getId());
    assertThat(paid.getPaymentStatus()).isEqualTo("paid");
    assertThat(paid.getAmountTotal()).isEqualTo(2380);
  }

  @Test
  void whatCannotBeIsRefusedWithAReason() throws StripeException {
    assertThatThrownBy(() -> paid("pm_card_visa_chargeDeclined")).isInstanceOf(CardException.class);
    var unpaid = client.v1().paymentIntents().list().getData().get(0);

    assertThatThrownBy(() -> stripe.dispute(unpaid.getId(), "fraudulent"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("null");
    assertThatThrownBy(() -> stripe.resendEvent("evt_of_nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("evt_of_nobody");
  }

  @Test
  void theClockMovesOn() {
    var before = stripe.now();

    stripe.advanceClock(Duration.ofDays(40));

    assertThat(stripe.now()).isAfterOrEqualTo(before.plus(Duration.ofDays(40)));
  }

  /** The jar contains Jackson under another package name, which nobody should have to import. */
  @Test
  void nothingThatOthersCallShowsALibrary() {
    assertThat(
            Stream.of(
                    StripeSandbox.class,
                    SandboxSettings.class,
                    Faults.class,
                    Garble.class,
                    EventStyle.class,
                    RecordedRequest.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .flatMap(StripeSandboxTest::shown)
                .map(Class::getName))
        .isNotEmpty()
        .allMatch(name -> !name.contains("jackson"));
  }

  private static Stream<Class<?>> shown(Method method) {
    return Stream.concat(
        Stream.of(method.getReturnType()), List.of(method.getParameterTypes()).stream());
  }
}
