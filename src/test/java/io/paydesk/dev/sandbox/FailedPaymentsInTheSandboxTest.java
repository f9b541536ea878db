package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailedPaymentsInTheSandboxTest {

  private final Shop shop = new Shop(Shop.settings(null, Duration.ofMillis(50)));

  @AfterEach
  void close() {
    shop.close();
  }

  private List<JsonNode> failures() {
    return shop.sandbox.events().stream()
        .filter(event -> event.path("type").asText().equals("payment_intent.payment_failed"))
        .toList();
  }

  private static StripeError told(JsonNode failure) {
    Event event = Event.GSON.fromJson(failure.toString(), Event.class);
    var intent = (PaymentIntent) event.getDataObjectDeserializer().getObject().orElseThrow();
    return intent.getLastPaymentError();
  }

  @Test
  void aDeclineTellsItsChargeAndItsCard() throws StripeException {
    String id = shop.intent().getId();
    JsonNode declined = shop.sandbox.confirm(id, "pm_card_chargeDeclinedInsufficientFunds");

    StripeError error = told(failures().get(0));

    assertThat(error.getCharge()).isEqualTo(declined.path("latest_charge").asText());
    assertThat(error.getDeclineCode()).isEqualTo("insufficient_funds");
    assertThat(error.getPaymentMethod().getType()).isEqualTo("card");
    assertThat(error.getPaymentMethod().getCard().getLast4()).isEqualTo("9995");
    assertThat(error.getPaymentMethod().getCard().getFingerprint()).isNotBlank();
    var charge = shop.stripe.v1().charges().retrieve(error.getCharge());
    assertThat(charge.getPaymentMethodDetails().getCard().getFingerprint())
        .isEqualTo(error.getPaymentMethod().getCard().getFingerprint());
  }

  @Test
  void aBankDebitThatComesBackTellsItsChargeAndItsAccount() throws StripeException {
    shop.confirm(shop.intent().getId(), "pm_usBankAccount_insufficientFunds");
    await().until(() -> failures().size() == 1);

    StripeError error = told(failures().get(0));

    assertThat(error.getCharge()).startsWith("ch_");
    assertThat(error.getPaymentMethod().getUsBankAccount().getFingerprint()).isNotBlank();
    assertThat(failures().get(0).at("/request/id").isNull()).isTrue();
  }

  @Test
  void theSameCardHasTheSameFingerprintHoweverItIsGiven() throws StripeException {
    shop.sandbox.confirm(shop.intent().getId(), "4000000000000002");
    shop.sandbox.confirm(shop.intent(900).getId(), "pm_card_chargeDeclined");
    shop.sandbox.confirm(shop.intent().getId(), "pm_card_visa_chargeDeclined");

    assertThat(failures())
        .hasSize(3)
        .extracting(failure -> told(failure).getPaymentMethod().getCard().getFingerprint())
        .containsOnly(told(failures().get(0)).getPaymentMethod().getCard().getFingerprint());
  }

  @Test
  void notTwoCardsHaveTheSameFingerprint() {
    assertThat(TestCards.ALL)
        .extracting(TestCard::fingerprint)
        .doesNotHaveDuplicates()
        .allMatch(fingerprint -> fingerprint.matches("[A-Za-z0-9]{16,18}"));
  }
}
