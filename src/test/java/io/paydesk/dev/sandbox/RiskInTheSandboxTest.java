package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.radar.EarlyFraudWarningListParams;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Partial disputes, several of one charge, appeals, and early fraud warnings. */
class RiskInTheSandboxTest {

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private PaymentIntent paid(String card) throws StripeException {
    var intent = shop.intent();
    shop.sandbox.confirm(intent.getId(), card);
    return shop.stripe.v1().paymentIntents().retrieve(intent.getId());
  }

  private List<JsonNode> disputesOf(String intent) {
    var list = shop.get("/v1/disputes?payment_intent=" + intent).body().path("data");
    return List.of(Json.MAPPER.convertValue(list, JsonNode[].class));
  }

  private List<String> eventsOf(String id) {
    return shop.sandbox.events().stream()
        .filter(event -> event.at("/data/object/id").asText().equals(id))
        .map(event -> event.path("type").asText())
        .toList();
  }

  @Test
  void aPartIsDisputedAndTheRestMayBeToo() throws StripeException {
    String intent = shop.paid().getId();

    String first = shop.sandbox.risk().dispute(intent, "product_not_received", false, 500);
    assertThatThrownBy(
            () -> shop.sandbox.risk().dispute(intent, "product_not_received", false, 1501))
        .hasMessageContaining("1500");
    String second = shop.sandbox.dispute(intent, "fraudulent", false);

    assertThat(disputesOf(intent))
        .extracting(dispute -> dispute.path("id").asText() + dispute.path("amount"))
        .containsExactly(second + 1500, first + 500);
    assertThat(shop.available("usd")).isEqualTo(-3000);
    shop.sandbox.disputeIs(first, "won");
    assertThat(shop.available("usd")).isEqualTo(-1000);
    assertThat(shop.sandbox.dispute(first).path("is_charge_refundable").asBoolean()).isTrue();
    assertThat(shop.sandbox.dispute(second).path("is_charge_refundable").asBoolean()).isFalse();
    assertThatThrownBy(() -> refund(intent)).hasMessageContaining("charged back");
    assertThatThrownBy(() -> shop.sandbox.risk().dispute(intent, "general", true, 501))
        .hasMessageContaining("500");
  }

  private void refund(String intent) throws StripeException {
    shop.stripe
        .v1()
        .refunds()
        .create(RefundCreateParams.builder().setPaymentIntent(intent).build());
  }

  @Test
  void theCardOfSeveralDisputesIsDisputedTwice() throws StripeException {
    var intent = paid("pm_card_createMultipleDisputes");

    assertThat(disputesOf(intent.getId()))
        .extracting(dispute -> dispute.path("amount").asLong())
        .containsExactly(1000L, 1000L);
  }

  @Test
  void whatIsLostMayBeAppealedAndWonAfterAll() throws StripeException {
    String intent = shop.paid().getId();
    String id = shop.sandbox.dispute(intent, "fraudulent", false);

    for (String status : List.of("lost", "appeal_needs_response", "appeal_under_review")) {
      shop.sandbox.disputeIs(id, status);
      assertThat(shop.available("usd")).isEqualTo(-1500);
      assertThat(shop.sandbox.dispute(id).path("is_charge_refundable").asBoolean()).isFalse();
    }
    shop.sandbox.disputeIs(id, "won");

    assertThat(shop.available("usd")).isEqualTo(2000);
    assertThat(eventsOf(id))
        .containsExactly(
            "charge.dispute.created",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.closed",
            "charge.dispute.updated",
            "charge.dispute.updated",
            "charge.dispute.closed",
            "charge.dispute.funds_reinstated");
  }

  @Test
  void theCardThatIsWarnedOfHasAWarningThatCanBeListedAndRead() throws StripeException {
    var intent = paid("pm_card_createIssuerFraudRecord");
    paid("pm_card_createIssuerFraudRecord");
    var warnings = shop.stripe.v1().radar().earlyFraudWarnings();

    var listed =
        warnings
            .list(EarlyFraudWarningListParams.builder().setPaymentIntent(intent.getId()).build())
            .getData();

    assertThat(listed).hasSize(1);
    var warning = warnings.retrieve(listed.get(0).getId());
    assertThat(warning.getCharge()).isEqualTo(intent.getLatestCharge());
    assertThat(warning.getPaymentIntent()).isEqualTo(intent.getId());
    assertThat(warning.getFraudType()).isEqualTo("made_with_stolen_card");
    assertThat(warning.getActionable()).isTrue();
    assertThat(
            warnings
                .list(
                    EarlyFraudWarningListParams.builder()
                        .setCharge(intent.getLatestCharge())
                        .build())
                .getData())
        .hasSize(1);
    assertThat(eventsOf(warning.getId())).containsExactly("radar.early_fraud_warning.created");
  }

  @Test
  void aWarningIsOverOnceAllIsRefundedOrAPartIsDisputed() throws StripeException {
    String refunded = shop.paid().getId();
    String disputed = shop.paid().getId();
    String first = shop.sandbox.risk().warnOfFraud(refunded, "misc");
    String second = shop.sandbox.risk().warnOfFraud(disputed, "misc");
    shop.sandbox.refundAtDashboard(refunded, 500);
    assertThat(shop.sandbox.risk().fraudWarning(first).path("actionable").asBoolean()).isTrue();

    shop.sandbox.refundAtDashboard(refunded, 1500);
    shop.sandbox.risk().dispute(disputed, "fraudulent", true, 500);

    for (String id : List.of(first, second)) {
      assertThat(shop.sandbox.risk().fraudWarning(id).path("actionable").asBoolean()).isFalse();
      assertThat(eventsOf(id))
          .containsExactly(
              "radar.early_fraud_warning.created", "radar.early_fraud_warning.updated");
    }
  }

  @Test
  void warningsAndPartsCanBeMadeOverHttp() throws StripeException {
    String paid = shop.paid().getId();
    String warning = "{\"paymentIntent\": \"%s\", \"type\": \"misc\"}".formatted(paid);
    String part =
        "{\"paymentIntent\": \"%s\", \"reason\": \"general\", \"amount\": 700}".formatted(paid);

    assertThat(
            shop.control("/sandbox/fraud-warnings", warning).body().path("actionable").asBoolean())
        .isTrue();
    assertThat(shop.control("/sandbox/disputes", part).body().path("amount").asLong())
        .isEqualTo(700);
    assertThat(shop.control("/sandbox/fraud-warnings", warning.replace("misc", "x")).status())
        .isEqualTo(400);
  }
}
