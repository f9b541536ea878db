package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentUpdateParams;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentIntentsInTheSandboxTest {

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void aNewIntentWaitsForAPaymentMethod() throws StripeException {
    PaymentIntent intent =
        shop.stripe
            .v1()
            .paymentIntents()
            .create(
                PaymentIntentCreateParams.builder()
                    .setAmount(9999L)
                    .setCurrency("eur")
                    .putMetadata("order", "7")
                    .setAutomaticPaymentMethods(
                        PaymentIntentCreateParams.AutomaticPaymentMethods.builder()
                            .setEnabled(true)
                            .build())
                    .build());

    assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
    assertThat(intent.getAmount()).isEqualTo(9999);
    assertThat(intent.getMetadata()).containsEntry("order", "7");
    assertThat(intent.getClientSecret()).startsWith(intent.getId() + "_secret_");
    assertThat(intent.getLivemode()).isFalse();
  }

  @Test
  void aGoodCardPaysAtOnce() throws StripeException {
    PaymentIntent paid = shop.paid();

    assertThat(paid.getStatus()).isEqualTo("succeeded");
    assertThat(paid.getAmountReceived()).isEqualTo(2000);
    var charge = shop.stripe.v1().charges().retrieve(paid.getLatestCharge());
    assertThat(charge.getPaid()).isTrue();
    assertThat(charge.getPaymentMethodDetails().getCard().getLast4()).isEqualTo("4242");
  }

  @Test
  void aDeclineIsACardErrorAndTheIntentWaitsAgain() throws StripeException {
    PaymentIntent intent = shop.intent();

    CardException declined =
        catchThrowableOfType(
            CardException.class,
            () -> shop.confirm(intent.getId(), "pm_card_chargeDeclinedInsufficientFunds"));

    assertThat(declined.getStatusCode()).isEqualTo(402);
    assertThat(declined.getCode()).isEqualTo("card_declined");
    assertThat(declined.getDeclineCode()).isEqualTo("insufficient_funds");
    assertThat(declined.getStripeError().getPaymentIntent().getId()).isEqualTo(intent.getId());
    PaymentIntent after = shop.stripe.v1().paymentIntents().retrieve(intent.getId());
    assertThat(after.getStatus()).isEqualTo("requires_payment_method");
    assertThat(after.getLastPaymentError().getDeclineCode()).isEqualTo("insufficient_funds");
    assertThat(after.getLatestCharge()).isEqualTo(declined.getCharge());
  }

  @ParameterizedTest
  @CsvSource({
    "4242424242424242,succeeded",
    "4000000000000002,requires_payment_method",
    "4000000000000069,requires_payment_method",
    "4000002500003155,requires_action",
    "4000000000003220,requires_action",
    "pm_card_visa_chargeDeclined,requires_payment_method",
    "pm_card_authenticationRequired,requires_action",
    "pm_usBankAccount_success,processing"
  })
  void everyTestCardDoesWhatItIsFor(String card, String status) throws StripeException {
    PaymentIntent intent = shop.intent();

    assertThat(shop.sandbox.confirm(intent.getId(), card).path("status").asText())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"4242424242424241", "4111111111111111", "12"})
  void anUnknownNumberIsIncorrect(String number) throws StripeException {
    var reply =
        shop.post(
            "/v1/payment_intents/" + shop.intent().getId() + "/confirm",
            "payment_method_data[type]=card&payment_method_data[card][exp_month]=12"
                + "&payment_method_data[card][exp_year]=2034&payment_method_data[card][number]="
                + number);

    assertThat(reply.status()).isEqualTo(402);
    assertThat(reply.error().path("code").asText()).isEqualTo("incorrect_number");
  }

  @Test
  void threeDSecureEndsInMoneyOrInAnotherTry() throws StripeException {
    PaymentIntent passed = shop.confirm(shop.intent().getId(), "pm_card_authenticationRequired");
    assertThat(passed.getNextAction().getRedirectToUrl().getUrl())
        .startsWith(shop.sandbox.baseUri() + "/sandbox/3ds/" + passed.getId());
    assertThat(shop.sandbox.authenticate(passed.getId(), true).path("status").asText())
        .isEqualTo("succeeded");

    PaymentIntent failed = shop.confirm(shop.intent().getId(), "pm_card_authenticationRequired");
    var after = shop.sandbox.authenticate(failed.getId(), false);
    assertThat(after.path("status").asText()).isEqualTo("requires_payment_method");
    assertThat(after.at("/last_payment_error/code").asText())
        .isEqualTo("payment_intent_authentication_failure");
  }

  @Test
  void aBankDebitTakesItsTimeAndMayComeBack() throws StripeException {
    PaymentIntent good = shop.confirm(shop.intent().getId(), "pm_usBankAccount_success");
    PaymentIntent bad = shop.confirm(shop.intent().getId(), "pm_usBankAccount_insufficientFunds");

    assertThat(good.getStatus()).isEqualTo("processing");
    await()
        .untilAsserted(
            () -> {
              assertThat(status(good)).isEqualTo("succeeded");
              assertThat(status(bad)).isEqualTo("requires_payment_method");
            });
    assertThat(shop.sandbox.paymentIntent(bad.getId()).at("/last_payment_error/code").asText())
        .isEqualTo("payment_intent_payment_attempt_failed");
  }

  private String status(PaymentIntent intent) {
    return shop.sandbox.paymentIntent(intent.getId()).path("status").asText();
  }

  @Test
  void cancelingEndsAnOpenIntentAndIsRefusedOnAPaidOne() throws StripeException {
    PaymentIntent canceled =
        shop.stripe
            .v1()
            .paymentIntents()
            .cancel(
                shop.intent().getId(),
                PaymentIntentCancelParams.builder()
                    .setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
                    .build());
    assertThat(canceled.getStatus()).isEqualTo("canceled");
    assertThat(canceled.getCancellationReason()).isEqualTo("abandoned");

    PaymentIntent paid = shop.paid();
    InvalidRequestException refused =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> shop.stripe.v1().paymentIntents().cancel(paid.getId()));
    assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
    assertThat(refused.getStripeError().getPaymentIntent().getStatus()).isEqualTo("succeeded");
    assertThat(
            catchThrowableOfType(
                    InvalidRequestException.class, () -> shop.confirm(paid.getId(), "pm_card_visa"))
                .getCode())
        .isEqualTo("payment_intent_unexpected_state");
  }

  @Test
  void anUpdateChangesWhatWasSentAndMetadataIsMerged() throws StripeException {
    var intents = shop.stripe.v1().paymentIntents();
    String id = shop.intent().getId();
    intents.update(
        id,
        PaymentIntentUpdateParams.builder().putMetadata("a", "1").putMetadata("b", "2").build());

    PaymentIntent after =
        intents.update(
            id, PaymentIntentUpdateParams.builder().setAmount(2500L).putMetadata("a", "").build());

    assertThat(after.getAmount()).isEqualTo(2500);
    assertThat(after.getMetadata()).containsOnlyKeys("b");
  }

  @Test
  void listsAreNewestFirstAndPaged() throws StripeException {
    String customer =
        shop.stripe.v1().customers().create(CustomerCreateParams.builder().build()).getId();
    for (int i = 1; i <= 25; i++) {
      var params = PaymentIntentCreateParams.builder().setAmount(100L * i).setCurrency("usd");
      shop.stripe
          .v1()
          .paymentIntents()
          .create((i % 5 == 0 ? params : params.setCustomer(customer)).build());
    }
    var intents = shop.stripe.v1().paymentIntents();

    var all =
        intents.list(PaymentIntentListParams.builder().setCustomer(customer).setLimit(6L).build());

    assertThat(all.getHasMore()).isTrue();
    List<Long> amounts =
        StreamSupport.stream(all.autoPagingIterable().spliterator(), false)
            .map(PaymentIntent::getAmount)
            .toList();
    assertThat(amounts).hasSize(20).startsWith(2400L, 2300L).endsWith(100L);
    String middle = all.getData().get(3).getId();
    var newer = PaymentIntentListParams.builder().setCustomer(customer).setEndingBefore(middle);
    assertThat(intents.list(newer.setLimit(2L).build()).getData())
        .extracting(PaymentIntent::getAmount)
        .containsExactly(2300L, 2200L);
    long future = all.getData().get(0).getCreated() + 1000;
    var none = PaymentIntentListParams.Created.builder().setGte(future).build();
    assertThat(intents.list(PaymentIntentListParams.builder().setCreated(none).build()).getData())
        .isEmpty();
  }

  @Test
  void idsAreExpandedWhereAsked() throws StripeException {
    PaymentIntent intent =
        shop.stripe
            .v1()
            .paymentIntents()
            .retrieve(
                shop.paid().getId(),
                PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build());

    assertThat(intent.getLatestChargeObject().getStatus()).isEqualTo("succeeded");
  }
}
