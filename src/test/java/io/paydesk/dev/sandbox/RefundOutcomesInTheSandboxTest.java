package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefundOutcomesInTheSandboxTest {

  private final Shop shop = new Shop(Shop.settings(null, Duration.ofMillis(50)));

  @AfterEach
  void close() {
    shop.close();
  }

  private PaymentIntent paidWith(String card) throws StripeException {
    return shop.confirm(shop.intent().getId(), card);
  }

  private Refund refund(PaymentIntent paid, long amount) throws StripeException {
    return shop.stripe
        .v1()
        .refunds()
        .create(
            RefundCreateParams.builder().setPaymentIntent(paid.getId()).setAmount(amount).build());
  }

  private Refund now(Refund refund) throws StripeException {
    return shop.stripe.v1().refunds().retrieve(refund.getId());
  }

  private Charge charge(PaymentIntent paid) throws StripeException {
    return shop.stripe.v1().charges().retrieve(paid.getLatestCharge());
  }

  private List<JsonNode> eventsOf(Refund refund) {
    return shop.sandbox.events().stream()
        .filter(event -> event.at("/data/object/id").asText().equals(refund.getId()))
        .toList();
  }

  private List<String> typesOf(Refund refund) {
    return eventsOf(refund).stream().map(event -> event.path("type").asText()).toList();
  }

  @Test
  void aPendingRefundCountsAndSucceedsAfterAWhile() throws StripeException {
    shop.sandbox.holdRefunds(true);
    PaymentIntent paid = paidWith("pm_card_pendingRefund");
    assertThat(paid.getStatus()).isEqualTo("succeeded");
    Refund refund = refund(paid, 1500);
    assertThat(refund.getStatus()).isEqualTo("pending");
    assertThat(refund.getPendingReason()).isEqualTo("processing");
    assertThat(charge(paid).getAmountRefunded()).isEqualTo(1500);
    assertThat(shop.available("usd")).isEqualTo(500);
    assertThatThrownBy(() -> refund(paid, 501)).hasMessageContaining("greater than unrefunded");

    shop.sandbox.holdRefunds(false);

    await().until(() -> now(refund).getStatus().equals("succeeded"));
    assertThat(now(refund).getPendingReason()).isNull();
    assertThat(typesOf(refund))
        .containsExactly("refund.created", "refund.updated", "charge.refund.updated");
    JsonNode updated = eventsOf(refund).get(1);
    assertThat(updated.at("/data/previous_attributes/status").asText()).isEqualTo("pending");
    assertThat(updated.at("/request/id").isNull()).isTrue();
    assertThat(eventsOf(refund).get(0).at("/request/id").asText()).startsWith("req_");
  }

  @Test
  void aRefundThatFailsLaterGivesTheMoneyBack() throws StripeException {
    shop.sandbox.holdRefunds(true);
    PaymentIntent paid = paidWith("pm_card_refundFail");
    Refund refund = refund(paid, 2000);
    assertThat(refund.getStatus()).isEqualTo("succeeded");
    assertThat(charge(paid).getRefunded()).isTrue();
    assertThat(shop.available("usd")).isZero();

    shop.sandbox.holdRefunds(false);

    await().until(() -> now(refund).getStatus().equals("failed"));
    assertThat(now(refund).getFailureReason()).isEqualTo("expired_or_canceled_card");
    BalanceTransaction back =
        shop.stripe.v1().balanceTransactions().retrieve(now(refund).getFailureBalanceTransaction());
    assertThat(back.getNet()).isEqualTo(2000);
    assertThat(shop.available("usd")).isEqualTo(2000);
    assertThat(charge(paid).getAmountRefunded()).isZero();
    assertThat(charge(paid).getRefunded()).isFalse();
    assertThat(typesOf(refund))
        .containsExactly(
            "refund.created", "refund.updated", "refund.failed", "charge.refund.updated");
    Event failed = Event.GSON.fromJson(eventsOf(refund).get(2).toString(), Event.class);
    assertThat(((Refund) failed.getDataObjectDeserializer().getObject().orElseThrow()).getStatus())
        .isEqualTo("failed");
    assertThat(refund(paid, 2000).getStatus()).as("once more").isEqualTo("succeeded");
  }

  @Test
  void theRefundOfABankDebitTakesItsTime() throws StripeException {
    PaymentIntent paid = paidWith("pm_usBankAccount_success");
    await().until(() -> shop.available("usd") == 2000);
    shop.sandbox.holdRefunds(true);
    Refund refund = refund(paid, 700);
    assertThat(refund.getStatus()).isEqualTo("pending");

    shop.sandbox.holdRefunds(false);

    await().until(() -> now(refund).getStatus().equals("succeeded"));
  }

  @Test
  void heldRefundsStayAsTheyBeganUntilTold() throws StripeException {
    shop.sandbox.holdRefunds(true);
    Refund first = refund(paidWith("pm_card_pendingRefund"), 500);
    Refund second = refund(paidWith("pm_card_pendingRefund"), 500);
    // By then, what was begun earlier would have happened.
    PaymentIntent debit = paidWith("pm_usBankAccount_success");
    await()
        .until(
            () ->
                shop.sandbox
                    .paymentIntent(debit.getId())
                    .path("status")
                    .asText()
                    .equals("succeeded"));
    assertThat(now(first).getStatus()).isEqualTo("pending");

    shop.sandbox.refundSucceeds(first.getId());
    shop.sandbox.refundFails(second.getId(), "declined");

    assertThat(shop.sandbox.refund(first.getId()).path("status").asText()).isEqualTo("succeeded");
    assertThat(now(second).getFailureReason()).isEqualTo("declined");
    assertThat(now(second).getPendingReason()).isNull();
  }

  @Test
  void aRefundThatSucceededMayStillFailButOnlyOnce() throws StripeException {
    Refund refund = refund(shop.paid(), 500);
    String id = refund.getId();
    assertThatThrownBy(() -> shop.sandbox.refundSucceeds(id))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> shop.sandbox.refundFails(id, "bad luck"))
        .isInstanceOf(IllegalStateException.class);

    shop.sandbox.refundFails(id, "lost_or_stolen_card");

    assertThat(now(refund).getStatus()).isEqualTo("failed");
    assertThatThrownBy(() -> shop.sandbox.refundFails(id, "declined"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it is failed");
    assertThat(shop.available("usd")).isEqualTo(2000);
    assertThatThrownBy(() -> shop.sandbox.refundFails("re_none", "declined"))
        .hasMessage("No such refund: 're_none'");
  }

  @Test
  void whatIsRefundedAtTheDashboardIsNobodysRequest() throws StripeException {
    PaymentIntent paid = shop.paid();

    String id = shop.sandbox.refundAtDashboard(paid.getId(), 300);

    Refund refund = shop.stripe.v1().refunds().retrieve(id);
    assertThat(refund.getAmount()).isEqualTo(300);
    assertThat(refund.getMetadata()).isEmpty();
    List<JsonNode> events = shop.sandbox.events();
    assertThat(events.subList(events.size() - 2, events.size()))
        .extracting(event -> event.path("type").asText() + event.at("/request/id"))
        .containsExactly("refund.creatednull", "charge.refundednull");
    assertThatThrownBy(() -> shop.sandbox.refundAtDashboard(paid.getId(), 1701))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("greater than unrefunded amount");
  }

  @Test
  void refundsCanBeMovedOverHttp() throws StripeException {
    shop.sandbox.holdRefunds(true);
    Refund refund = refund(paidWith("pm_card_pendingRefund"), 500);
    String path = "/sandbox/refunds/" + refund.getId();

    assertThat(shop.control(path, "{\"status\": \"succeeded\"}").status()).isEqualTo(200);
    Shop.Reply failed =
        shop.control(path, "{\"status\": \"failed\", \"failureReason\": \"declined\"}");

    assertThat(failed.body().path("failure_reason").asText()).isEqualTo("declined");
    assertThat(shop.control(path, "{\"status\": \"succeeded\"}").status()).isEqualTo(400);
    assertThat(shop.control(path, "{\"status\": \"failed\"}").status()).isEqualTo(400);
    assertThat(shop.control(path, "{\"status\": \"lost\"}").status()).isEqualTo(400);
  }

  @Test
  void newMetadataIsToldWithWhatItWas() throws StripeException {
    Refund refund = refund(shop.paid(), 500);
    shop.post("/v1/refunds/" + refund.getId(), "metadata[a]=1");
    shop.post("/v1/refunds/" + refund.getId(), "metadata[a]=2");

    JsonNode last = eventsOf(refund).get(4);
    assertThat(typesOf(refund)).endsWith("refund.updated", "charge.refund.updated");
    assertThat(last.at("/data/previous_attributes").toString())
        .isEqualTo("{\"metadata\":{\"a\":\"1\"}}");
  }

  @Test
  void refundsAreListedByWhenTheyWereMade() throws StripeException {
    PaymentIntent paid = shop.paid();
    Refund first = refund(paid, 100);
    shop.sandbox.advanceClock(Duration.ofHours(1));
    Refund second = refund(paid, 100);

    var since = RefundListParams.Created.builder().setGt(first.getCreated()).build();
    var later = RefundListParams.builder().setCreated(since).build();
    assertThat(shop.stripe.v1().refunds().list(later).getData())
        .extracting(Refund::getId)
        .containsExactly(second.getId());
  }
}
