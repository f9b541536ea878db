package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.ChargeRetrieveParams;
import com.stripe.param.RefundCreateParams;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalanceOfTheSandboxTest {

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Refund refund(PaymentIntent paid, long amount) throws StripeException {
    return shop.stripe
        .v1()
        .refunds()
        .create(
            RefundCreateParams.builder().setPaymentIntent(paid.getId()).setAmount(amount).build());
  }

  private JsonNode refused(PaymentIntent paid, long amount) {
    Shop.Reply reply =
        shop.post("/v1/refunds", "payment_intent=" + paid.getId() + "&amount=" + amount);
    assertThat(reply.status()).isEqualTo(400);
    return reply.error();
  }

  private List<BalanceTransaction> transactions(BalanceTransactionListParams.Builder of)
      throws StripeException {
    return shop.stripe.v1().balanceTransactions().list(of.build()).getData();
  }

  @Test
  void paymentsAddToTheBalanceAndRefundsTakeFromIt() throws StripeException {
    assertThat(shop.available("usd")).isZero();
    PaymentIntent paid = shop.paid();
    assertThat(shop.available("usd")).isEqualTo(2000);

    refund(paid, 500);

    assertThat(shop.available("usd")).isEqualTo(1500);
    shop.sandbox.faults().banksWait(true);
    shop.confirm(shop.intent().getId(), "pm_usBankAccount_success");
    shop.post(
        "/v1/payment_intents",
        "amount=700&currency=eur&confirm=true&payment_method=" + "pm_card_visa");
    assertThat(shop.available("usd")).as("a debit that the bank decides on").isEqualTo(1500);
    assertThat(shop.available("eur")).isEqualTo(700);
  }

  @Test
  void everyMovementOfMoneyHasItsTransaction() throws StripeException {
    PaymentIntent paid = shop.paid();
    Refund refund = refund(paid, 500);

    BalanceTransaction of =
        shop.stripe.v1().balanceTransactions().retrieve(refund.getBalanceTransaction());
    assertThat(of.getNet()).isEqualTo(-500);
    assertThat(of.getSource()).isEqualTo(refund.getId());
    Charge charge =
        shop.stripe
            .v1()
            .charges()
            .retrieve(
                paid.getLatestCharge(),
                ChargeRetrieveParams.builder().addExpand("balance_transaction.source").build());
    assertThat(charge.getBalanceTransactionObject().getAmount()).isEqualTo(2000);
    assertThat(((Charge) charge.getBalanceTransactionObject().getSourceObject()).getId())
        .isEqualTo(charge.getId());
    assertThat(transactions(BalanceTransactionListParams.builder().setSource(charge.getId())))
        .extracting(BalanceTransaction::getType)
        .containsExactly("charge");
    assertThat(transactions(BalanceTransactionListParams.builder().setType("refund")))
        .extracting(BalanceTransaction::getId)
        .containsExactly(of.getId());
  }

  @Test
  void whatIsNotOnTheBalanceCannotBeRefunded() throws StripeException {
    PaymentIntent paid = shop.paid();
    shop.sandbox.payOut("usd");

    JsonNode error = refused(paid, 2000);

    assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(error.path("code").asText()).isEqualTo("balance_insufficient");
    assertThat(error.path("message").asText())
        .startsWith("Insufficient funds in your Stripe account to refund this charge.");
    assertThat(shop.get("/v1/refunds").body().path("data")).isEmpty();
    shop.paid();
    assertThat(refund(paid, 2000).getStatus()).isEqualTo("succeeded");
    assertThat(shop.available("usd")).isZero();
  }

  @Test
  void thePayoutCanBeAskedForOverHttp() throws StripeException {
    shop.paid();

    Shop.Reply reply = shop.control("/sandbox/payout", "{\"currency\": \"usd\"}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(shop.available("usd")).isZero();
    assertThat(shop.control("/sandbox/payout", "{}").status()).isEqualTo(400);
    assertThat(shop.control("/sandbox/payout", "usd").status()).isEqualTo(400);
  }

  @Test
  void refundsAtTheSameTimeNeverTakeMoreThanThereIs() throws StripeException {
    PaymentIntent paid = shop.paid();
    String form = "amount=300&payment_intent=" + paid.getId();

    var answers =
        IntStream.range(0, 16)
            .mapToObj(i -> shop.later(shop.posting(shop.settings.secretKey(), "/v1/refunds", form)))
            .toList();

    assertThat(answers.stream().map(answer -> answer.join().status()).filter(s -> s == 200))
        .hasSize(6);
    assertThat(shop.available("usd")).isEqualTo(200);
  }

  private String paidIn(String currency, long amount) {
    return shop.post(
            "/v1/payment_intents",
            "amount=%d&currency=%s&confirm=true&payment_method=pm_card_visa"
                .formatted(amount, currency))
        .body()
        .path("id")
        .asText();
  }

  private JsonNode bookingOf(String intent) {
    String expanded = "?expand[]=latest_charge.balance_transaction";
    return shop.get("/v1/payment_intents/" + intent + expanded)
        .body()
        .at("/latest_charge/balance_transaction");
  }

  @ParameterizedTest
  @CsvSource({
    "usd, 1000, eur, 890, 0.89",
    "usd, 1000, jpy, 1520, 1.52",
    "usd, 1000, kwd, 3200, 3.2",
    "jpy, 1000, usd, 658, 0.657895",
    "kwd, 1000, usd, 313, 0.3125",
    "eur, 1000, eur, 1000, null"
  })
  void whatComesInAnotherCurrencyThanTheBanksIsConverted(
      String paid, long amount, String bank, long booked, String rate) {
    shop.sandbox.settleIn(bank);

    JsonNode booking = bookingOf(paidIn(paid, amount));

    assertThat(booking.path("amount").asLong()).isEqualTo(booked);
    assertThat(booking.path("net").asLong()).isEqualTo(booked);
    assertThat(booking.path("currency").asText()).isEqualTo(bank);
    assertThat(booking.path("exchange_rate").asText()).isEqualTo(rate);
  }

  @Test
  void aRefundIsConvertedAtTheRateOfItsDayAndReturnsAsItWasTaken() throws StripeException {
    shop.sandbox.settleIn("eur");
    String intent = paidIn("usd", 1000);
    paidIn("eur", 5000);
    shop.sandbox.ratesAre(1100);

    String refund =
        shop.post("/v1/refunds", "payment_intent=" + intent + "&amount=1000")
            .body()
            .path("id")
            .asText();

    assertThat(shop.available("eur")).isEqualTo(890 + 5000 - 979);
    shop.sandbox.ratesAre(900);
    shop.sandbox.refundFails(refund, "lost_or_stolen_card");
    assertThat(shop.available("eur")).isEqualTo(890 + 5000);
    assertThat(shop.available("usd")).isZero();
  }

  @Test
  void aRefundNeedsItsMoneyInTheBanksCurrency() {
    shop.sandbox.settleIn("eur");
    String intent = paidIn("usd", 1000);
    shop.sandbox.ratesAre(1100);

    Shop.Reply reply = shop.post("/v1/refunds", "payment_intent=" + intent + "&amount=1000");

    assertThat(reply.error().path("code").asText()).isEqualTo("balance_insufficient");
    assertThat(shop.post("/v1/refunds", "payment_intent=" + intent + "&amount=900").status())
        .isEqualTo(200);
    Shop.Reply tooMuch = shop.post("/v1/refunds", "payment_intent=" + intent + "&amount=101");
    assertThat(tooMuch.error().path("message").asText()).contains("unrefunded");
  }
}
