package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Dispute;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.param.DisputeListParams;
import com.stripe.param.DisputeRetrieveParams;
import com.stripe.param.DisputeUpdateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.service.DisputeService;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DisputesInTheSandboxTest {

  private final Shop shop = new Shop();
  private final DisputeService disputes = shop.stripe.v1().disputes();

  @AfterEach
  void close() {
    shop.close();
  }

  private PaymentIntent paidWith(String card) throws StripeException {
    return shop.confirm(shop.intent().getId(), card);
  }

  private Dispute disputeOf(PaymentIntent paid) throws StripeException {
    var of = DisputeListParams.builder().setPaymentIntent(paid.getId()).build();
    List<Dispute> found = disputes.list(of).getData();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private Dispute disputed(String card) throws StripeException {
    return disputeOf(paidWith(card));
  }

  private Dispute submit(Dispute dispute, String text) throws StripeException {
    var evidence = DisputeUpdateParams.Evidence.builder().setUncategorizedText(text).build();
    return disputes.update(
        dispute.getId(), DisputeUpdateParams.builder().setEvidence(evidence).build());
  }

  private void refund(String intent, Long amount) throws StripeException {
    shop.stripe
        .v1()
        .refunds()
        .create(RefundCreateParams.builder().setPaymentIntent(intent).setAmount(amount).build());
  }

  private InvalidRequestException refused(Dispute dispute) {
    return catchThrowableOfType(
        InvalidRequestException.class, () -> refund(dispute.getPaymentIntent(), null));
  }

  private List<JsonNode> eventsOf(Dispute dispute) {
    return shop.sandbox.events().stream()
        .filter(event -> event.at("/data/object/id").asText().equals(dispute.getId()))
        .toList();
  }

  private List<String> typesOf(Dispute dispute) {
    return eventsOf(dispute).stream()
        .map(event -> event.path("type").asText().substring("charge.dispute.".length()))
        .toList();
  }

  @Test
  void aCardThatIsDisputedCostsItsAmountAndAFee() throws StripeException {
    PaymentIntent paid = paidWith("pm_card_createDispute");
    Dispute dispute = disputeOf(paid);

    assertThat(paid.getStatus()).isEqualTo("succeeded");
    assertThat(dispute.getReason()).isEqualTo("fraudulent");
    assertThat(dispute.getStatus()).isEqualTo("needs_response");
    assertThat(dispute.getAmount()).isEqualTo(2000);
    assertThat(dispute.getIsChargeRefundable()).isFalse();
    assertThat(dispute.getBalanceTransactions())
        .extracting(BalanceTransaction::getNet)
        .containsExactly(-3500L);
    assertThat(shop.available("usd")).isEqualTo(-1500);
    assertThat(shop.stripe.v1().charges().retrieve(paid.getLatestCharge()).getDisputed()).isTrue();
    assertThat(shop.sandbox.events())
        .extracting(event -> event.path("type").asText())
        .containsExactly(
            "payment_intent.created",
            "charge.succeeded",
            "payment_intent.succeeded",
            "charge.dispute.created",
            "charge.dispute.funds_withdrawn");
    JsonNode created = eventsOf(dispute).get(0);
    assertThat(created.at("/request/id").isNull()).isTrue();
    Event event = Event.GSON.fromJson(created.toString(), Event.class);
    Dispute told = (Dispute) event.getDataObjectDeserializer().getObject().orElseThrow();
    assertThat(told.getCharge()).isEqualTo(paid.getLatestCharge());
  }

  @Test
  void aProductMayNotHaveBeenReceived() throws StripeException {
    Dispute dispute = disputed("pm_card_createDisputeProductNotReceived");

    assertThat(dispute.getReason()).isEqualTo("product_not_received");
    assertThat(dispute.getPaymentMethodDetails().getCard().getNetworkReasonCode())
        .isEqualTo("13.1");
  }

  @Test
  void anInquiryTakesNoMoney() throws StripeException {
    Dispute inquiry = disputed("pm_card_createDisputeInquiry");

    assertThat(inquiry.getStatus()).isEqualTo("warning_needs_response");
    assertThat(inquiry.getIsChargeRefundable()).isTrue();
    assertThat(inquiry.getBalanceTransactions()).isEmpty();
    assertThat(inquiry.getPaymentMethodDetails().getCard().getCaseType()).isEqualTo("inquiry");
    assertThat(shop.available("usd")).isEqualTo(2000);
    assertThat(typesOf(inquiry)).containsExactly("created");
  }

  @Test
  void winningEvidenceBringsTheMoneyBack() throws StripeException {
    Dispute dispute = disputed("pm_card_createDispute");

    Dispute won = submit(dispute, "winning_evidence");

    assertThat(won.getStatus()).isEqualTo("won");
    assertThat(won.getEvidenceDetails().getSubmissionCount()).isEqualTo(1);
    assertThat(won.getBalanceTransactions()).hasSize(2);
    assertThat(shop.available("usd")).isEqualTo(2000);
    assertThat(typesOf(dispute))
        .containsExactly("created", "funds_withdrawn", "updated", "closed", "funds_reinstated");
    JsonNode closed = eventsOf(dispute).get(3);
    assertThat(closed.at("/data/previous_attributes/status").asText()).isEqualTo("under_review");
    assertThat(closed.at("/request/id").isNull()).isTrue();
    refund(won.getPaymentIntent(), null);
    assertThat(shop.available("usd")).isZero();
  }

  @Test
  void losingEvidenceLosesIt() throws StripeException {
    Dispute dispute = disputed("pm_card_createDispute");

    assertThat(submit(dispute, "losing_evidence").getStatus()).isEqualTo("lost");

    assertThat(shop.available("usd")).isEqualTo(-1500);
    assertThat(typesOf(dispute)).endsWith("updated", "closed");
    assertThat(refused(dispute).getCode()).isEqualTo("charge_disputed");
    InvalidRequestException again =
        catchThrowableOfType(
            InvalidRequestException.class, () -> submit(dispute, "winning_evidence"));
    assertThat(again.getMessage()).startsWith("This dispute is already closed");
  }

  @Test
  void otherEvidenceIsUnderReview() throws StripeException {
    Dispute dispute = submit(disputed("pm_card_createDispute"), "They were there.");
    Dispute inquiry = submit(disputed("pm_card_createDisputeInquiry"), "They were there.");

    assertThat(dispute.getStatus()).isEqualTo("under_review");
    assertThat(dispute.getEvidence().getUncategorizedText()).isEqualTo("They were there.");
    assertThat(dispute.getEvidenceDetails().getHasEvidence()).isTrue();
    assertThat(typesOf(dispute)).endsWith("updated");
    assertThat(eventsOf(dispute).get(2).at("/request/id").asText()).startsWith("req_");
    assertThat(inquiry.getStatus()).isEqualTo("warning_under_review");
  }

  @Test
  void evidenceMayBeStagedFirst() throws StripeException {
    String path = "/v1/disputes/" + disputed("pm_card_createDispute").getId();

    JsonNode staged =
        shop.post(path, "evidence[customer_name]=Pia&submit=false&metadata[a]=b").body();

    assertThat(staged.path("status").asText()).isEqualTo("needs_response");
    assertThat(staged.at("/evidence_details/has_evidence").asBoolean()).isTrue();
    assertThat(staged.at("/evidence_details/submission_count").asInt()).isZero();
    assertThat(shop.post(path, "metadata[a]=c").body().path("status").asText())
        .isEqualTo("needs_response");
    JsonNode submitted = shop.post(path, "submit=true").body();
    assertThat(submitted.path("status").asText()).isEqualTo("under_review");
    assertThat(submitted.at("/evidence/customer_name").asText()).isEqualTo("Pia");
    assertThat(submitted.at("/metadata/a").asText()).isEqualTo("c");
    assertThat(shop.post(path, "evidence[receipt]=file_1").error().path("code").asText())
        .isEqualTo("resource_missing");
  }

  @Test
  void whoClosesADisputeLosesItOnce() throws StripeException {
    Dispute dispute = disputed("pm_card_createDispute");

    assertThat(disputes.close(dispute.getId()).getStatus()).isEqualTo("lost");

    assertThat(typesOf(dispute)).containsExactly("created", "funds_withdrawn", "closed");
    assertThatThrownBy(() -> disputes.close(dispute.getId()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("This dispute is already closed");
    assertThat(disputes.close(disputed("pm_card_createDisputeInquiry").getId()).getStatus())
        .isEqualTo("warning_closed");
  }

  @Test
  void aChargeThatWasChargedBackCannotBeRefunded() throws StripeException {
    shop.paid();
    shop.paid();
    Dispute dispute = disputed("pm_card_createDispute");

    InvalidRequestException refused = refused(dispute);

    assertThat(refused.getCode()).isEqualTo("charge_disputed");
    assertThat(refused.getMessage())
        .startsWith(
            "Charge %s has been charged back; cannot issue a refund."
                .formatted(dispute.getCharge()));
  }

  @Test
  void refundingAllOfItEndsAnInquiry() throws StripeException {
    Dispute inquiry = disputed("pm_card_createDisputeInquiry");
    refund(inquiry.getPaymentIntent(), 500L);
    assertThat(disputes.retrieve(inquiry.getId()).getStatus()).isEqualTo("warning_needs_response");

    refund(inquiry.getPaymentIntent(), null);

    assertThat(disputes.retrieve(inquiry.getId()).getStatus()).isEqualTo("warning_closed");
    assertThat(typesOf(inquiry)).containsExactly("created", "closed");
    assertThat(shop.available("usd")).isZero();
  }

  @Test
  void anInquiryMayEscalate() throws StripeException {
    Dispute inquiry = disputed("pm_card_createDisputeInquiry");

    shop.sandbox.disputeIs(inquiry.getId(), "needs_response");

    Dispute dispute = disputes.retrieve(inquiry.getId());
    assertThat(dispute.getIsChargeRefundable()).isFalse();
    assertThat(dispute.getPaymentMethodDetails().getCard().getCaseType()).isEqualTo("chargeback");
    assertThat(typesOf(inquiry)).containsExactly("created", "updated", "funds_withdrawn");
    assertThat(shop.available("usd")).isEqualTo(-1500);
    assertThat(submit(disputed("pm_card_createDisputeInquiry"), "escalate_inquiry_evidence"))
        .extracting(Dispute::getStatus)
        .isEqualTo("needs_response");
  }

  @Test
  void anyPaymentCanBeDisputedAndMovedOn() throws StripeException {
    PaymentIntent paid = shop.paid();
    refund(paid.getId(), 500L);

    String id = shop.sandbox.dispute(paid.getId(), "subscription_canceled", false);

    Dispute dispute = disputes.retrieve(id);
    assertThat(dispute.getAmount()).isEqualTo(1500);
    for (String status : List.of("under_review", "lost", "won", "prevented")) {
      shop.sandbox.disputeIs(id, status);
      assertThat(shop.sandbox.dispute(id).path("status").asText()).isEqualTo(status);
    }
    assertThat(typesOf(dispute))
        .containsExactly(
            "created",
            "funds_withdrawn",
            "updated",
            "closed",
            "closed",
            "funds_reinstated",
            "closed");
    assertThat(shop.available("usd")).isEqualTo(1500);
  }

  @Test
  void whatCannotHappenIsRefused() throws StripeException {
    String open = shop.intent().getId();
    String paid = shop.paid().getId();
    assertThatThrownBy(() -> shop.sandbox.dispute(open, "fraudulent", false))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> shop.sandbox.dispute(paid, "spite", false))
        .isInstanceOf(IllegalStateException.class);
    String id = shop.sandbox.dispute(paid, "fraudulent", false);
    assertThatThrownBy(() -> shop.sandbox.dispute(paid, "fraudulent", false))
        .hasMessageContaining("open dispute");
    for (String status : List.of("needs_response", "warning_closed", "settled")) {
      assertThatThrownBy(() -> shop.sandbox.disputeIs(id, status))
          .isInstanceOf(IllegalStateException.class);
    }
    String inquiry = shop.sandbox.dispute(shop.paid().getId(), "general", true);
    assertThatThrownBy(() -> shop.sandbox.disputeIs(inquiry, "won"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(typesOf(disputes.retrieve(id))).hasSize(2);
  }

  @Test
  void disputesCanBeMadeAndMovedOverHttp() throws StripeException {
    String paid = shop.paid().getId();
    String order = "{\"paymentIntent\": \"%s\", \"reason\": \"fraudulent\"}".formatted(paid);

    JsonNode made = shop.control("/sandbox/disputes", order).body();

    assertThat(made.path("status").asText()).isEqualTo("needs_response");
    String path = "/sandbox/disputes/" + made.path("id").asText();
    JsonNode won = shop.control(path, "{\"status\": \"won\"}").body();
    assertThat(won.path("status").asText()).isEqualTo("won");
    assertThat(shop.control(path, "{\"status\": \"won\"}").status()).isEqualTo(400);
    assertThat(shop.control(path, "{}").status()).isEqualTo(400);
    assertThat(shop.control("/sandbox/disputes", "{}").status()).isEqualTo(400);
    String inquiry = order.replace("}", ", \"inquiry\": true}");
    assertThat(shop.control("/sandbox/disputes", inquiry).body().path("status").asText())
        .isEqualTo("warning_needs_response");
    assertThat(shop.control("/sandbox/nothing", "{}").status()).isEqualTo(404);
  }

  @Test
  void whatADisputeNamesCanBeExpanded() throws StripeException {
    Dispute dispute = disputed("pm_card_createDispute");
    var all =
        DisputeRetrieveParams.builder()
            .addExpand("charge.balance_transaction")
            .addExpand("payment_intent.latest_charge")
            .build();

    Dispute expanded = disputes.retrieve(dispute.getId(), all);

    assertThat(expanded.getChargeObject().getBalanceTransactionObject().getNet()).isEqualTo(2000);
    assertThat(expanded.getPaymentIntentObject().getLatestChargeObject().getDisputed()).isTrue();
    assertThat(disputes.list(DisputeListParams.builder().setCharge(dispute.getCharge()).build()))
        .extracting(list -> list.getData().size())
        .isEqualTo(1);
  }
}
