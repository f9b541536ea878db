package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Period;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubscriptionsAtCheckoutInTheSandboxTest {

  private static final String PLAN =
      "mode=subscription&line_items[0][price]=price_monthly&line_items[0][quantity]=2"
          + Till.HOSTED;

  private final Till till = new Till();
  private final BillingControls billing = till.shop.sandbox.billing();

  @AfterEach
  void close() {
    till.close();
  }

  private String open(String more) {
    String id = till.made(PLAN + more).path("id").asText();
    till.payer.email(id, "ada@example.com");
    return id;
  }

  private JsonNode subscription(JsonNode session) {
    return billing.subscription(session.path("subscription").asText());
  }

  @Test
  void aPaidSessionHasAnActiveSubscriptionAndItsInvoice() {
    String id = open("&subscription_data[metadata][order]=7&subscription_data[description]=Club");
    assertThat(till.read(id).path("subscription").isNull()).isTrue();

    JsonNode paid = till.payer.pay(id, "4242424242424242");

    assertThat(paid.path("status").asText()).isEqualTo("complete");
    assertThat(paid.path("payment_status").asText()).isEqualTo("paid");
    assertThat(paid.path("payment_intent").isNull()).isTrue();
    JsonNode subscription = subscription(paid);
    assertThat(subscription.path("status").asText()).isEqualTo("active");
    assertThat(subscription.at("/metadata/order").asText()).isEqualTo("7");
    assertThat(subscription.path("description").asText()).isEqualTo("Club");
    assertThat(subscription.at("/items/data/0/quantity").asLong()).isEqualTo(2);
    assertThat(subscription.path("latest_invoice")).isEqualTo(paid.path("invoice"));
    assertThat(billing.invoice(paid.path("invoice").asText()).path("amount_paid").asLong())
        .isEqualTo(2000);
    JsonNode customer = till.shop.get("/v1/customers/" + paid.path("customer").asText()).body();
    assertThat(customer.path("email").asText()).isEqualTo("ada@example.com");
    List<String> events = till.events("checkout.", "customer.subscription.created");
    assertThat(events)
        .containsExactly("customer.subscription.created", "checkout.session.completed");
    till.shop.sandbox.advanceClock(Period.ofMonths(1));
    assertThat(billing.invoices(subscription.path("id").asText())).hasSize(2);
    assertThat(subscription(paid).path("status").asText()).isEqualTo("active");
  }

  @Test
  void aDeclinedCardMakesNoSubscription() {
    String id = open("");

    JsonNode declined = till.payer.pay(id, "4000000000000002");

    assertThat(declined.path("status").asText()).isEqualTo("open");
    assertThat(billing.subscriptions()).isEmpty();
    assertThat(till.payer.pay(id, "pm_card_visa").path("status").asText()).isEqualTo("complete");
    assertThat(billing.subscriptions()).hasSize(1);
  }

  private String waiting() {
    return till.shop.sandbox.paymentIntents().stream()
        .filter(intent -> intent.path("status").asText().equals("requires_action"))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asText();
  }

  @Test
  void threeDSecureDecidesWhetherItBegins() {
    String id = open("");
    JsonNode waits = till.payer.pay(id, "4000000000003220");
    assertThat(waits.path("subscription").isNull()).isTrue();
    assertThat(billing.subscriptions()).as("nothing before the payment is completed").isEmpty();

    till.shop.sandbox.authenticate(waiting(), false);

    assertThat(till.read(id).path("status").asText()).isEqualTo("open");
    assertThat(billing.subscriptions()).isEmpty();
    till.payer.pay(id, "4000000000003220");
    till.shop.sandbox.authenticate(waiting(), true);
    JsonNode complete = till.read(id);
    assertThat(complete.path("status").asText()).isEqualTo("complete");
    assertThat(subscription(complete).path("status").asText()).isEqualTo("active");
    assertThat(billing.subscriptions()).hasSize(1);
    assertThat(till.events("payment_intent.", "invoice.", "customer.subscription."))
        .containsExactly(
            "payment_intent.created",
            "payment_intent.requires_action",
            "payment_intent.payment_failed",
            "payment_intent.requires_action",
            "payment_intent.succeeded",
            "customer.subscription.created",
            "invoice.created",
            "invoice.finalized",
            "invoice.updated",
            "invoice.paid",
            "invoice.payment_succeeded");
  }

  @Test
  void creditOfTheCustomerIsTakenOffTheFirstPayment() {
    String customer = till.customer("email=ada@example.com");
    till.shop.post(
        "/v1/customers/" + customer + "/balance_transactions", "amount=-500&currency=usd");
    String id = till.made(PLAN + "&customer=" + customer).path("id").asText();

    JsonNode complete = till.payer.pay(id, "4242424242424242");

    JsonNode invoice = billing.invoice(complete.path("invoice").asText());
    assertThat(invoice.path("amount_paid").asLong()).isEqualTo(1500);
    assertThat(till.shop.sandbox.paymentIntents())
        .singleElement()
        .satisfies(paid -> assertThat(paid.path("amount_received").asLong()).isEqualTo(1500));
  }

  @Test
  void creditOfTheCustomerMayPayAllOfIt() {
    String customer = till.customer("email=ada@example.com");
    till.shop.post(
        "/v1/customers/" + customer + "/balance_transactions", "amount=-5000&currency=usd");
    String id = till.made(PLAN + "&customer=" + customer).path("id").asText();

    JsonNode complete = till.payer.pay(id, "4242424242424242");

    assertThat(complete.path("status").asText()).isEqualTo("complete");
    assertThat(subscription(complete).path("status").asText()).isEqualTo("active");
    assertThat(till.shop.sandbox.paymentIntents()).isEmpty();
  }

  @Test
  void anotherCardEndsWhatWaitsForThreeDSecure() {
    String id = open("");
    till.payer.pay(id, "4000000000003220");

    JsonNode complete = till.payer.pay(id, "4242424242424242");

    assertThat(complete.path("status").asText()).isEqualTo("complete");
    assertThat(billing.subscriptions())
        .extracting(subscription -> subscription.path("status").asText())
        .containsExactly("active");
  }

  @Test
  void anExpiredSessionEndsWhatWaitsForThreeDSecure() {
    String id = open("");
    till.payer.pay(id, "4000000000003220");
    String intent = waiting();

    till.payer.expire(id);

    assertThat(till.shop.sandbox.authenticate(intent, true).path("status").asText())
        .isEqualTo("canceled");
    assertThat(billing.subscriptions()).isEmpty();
  }

  @Test
  void aSlowPaymentBeginsIncomplete() {
    String id = open("");
    JsonNode session = till.payer.pay(id, "pm_usBankAccount_success");

    assertThat(session.path("status").asText()).isEqualTo("complete");
    assertThat(session.path("subscription").asText()).startsWith("sub_");
    Awaitility.await()
        .until(() -> till.events("checkout.").contains("checkout.session.async_payment_succeeded"));
    assertThat(subscription(till.read(id)).path("status").asText()).isEqualTo("active");
    assertThat(till.read(id).path("payment_status").asText()).isEqualTo("paid");
  }

  @Test
  void aTrialSavesTheCardAndCostsNothingYet() {
    String id = open("&subscription_data[trial_period_days]=7");
    assertThat(till.read(id).path("amount_total").asLong()).isZero();

    JsonNode complete = till.payer.pay(id, "pm_card_visa");

    assertThat(complete.path("payment_status").asText()).isEqualTo("no_payment_required");
    JsonNode subscription = subscription(complete);
    assertThat(subscription.path("status").asText()).isEqualTo("trialing");
    assertThat(subscription.path("default_payment_method").asText()).startsWith("pm_");
    till.shop.sandbox.advanceClock(Period.ofDays(8));
    assertThat(subscription(complete).path("status").asText()).isEqualTo("active");
  }

  @Test
  void aTrialMayBeginWithoutACard() {
    String id =
        open(
            "&subscription_data[trial_period_days]=7&payment_method_collection=if_required"
                + "&subscription_data[trial_settings][end_behavior][missing_payment_method]=cancel");

    JsonNode complete = till.payer.pay(id, null);

    assertThat(subscription(complete).path("status").asText()).isEqualTo("trialing");
    till.shop.sandbox.advanceClock(Period.ofDays(8));
    assertThat(subscription(complete).path("status").asText()).isEqualTo("canceled");
  }

  @Test
  void whatIsPaidOnceComesWithTheFirstInvoiceOnly() {
    String id =
        open(
            "&line_items[1][quantity]=1&line_items[1][price_data][currency]=usd"
                + "&line_items[1][price_data][unit_amount]=500"
                + "&line_items[1][price_data][product_data][name]=Setup");
    assertThat(till.read(id).path("amount_total").asLong()).isEqualTo(2500);

    JsonNode complete = till.payer.pay(id, "pm_card_visa");

    JsonNode first = billing.invoice(complete.path("invoice").asText());
    assertThat(first.path("amount_paid").asLong()).isEqualTo(2500);
    assertThat(first.at("/lines/data")).hasSize(2);
    till.shop.sandbox.advanceClock(Period.ofMonths(1));
    String renewal = subscription(complete).path("latest_invoice").asText();
    assertThat(billing.invoice(renewal).path("amount_paid").asLong()).isEqualTo(2000);
  }

  @Test
  void aPriceOfTheRequestRecurs() {
    String form =
        "mode=subscription&line_items[0][quantity]=1&line_items[0][price_data][currency]=eur"
            + "&line_items[0][price_data][unit_amount]=900"
            + "&line_items[0][price_data][recurring][interval]=week"
            + "&line_items[0][price_data][product_data][name]=Paper"
            + Till.HOSTED;
    String id = till.made(form).path("id").asText();
    till.payer.email(id, "ada@example.com");

    JsonNode complete = till.payer.pay(id, "pm_card_visa");

    till.shop.sandbox.advanceClock(Period.ofDays(7));
    String renewal = subscription(complete).path("latest_invoice").asText();
    assertThat(billing.invoice(renewal).path("amount_paid").asLong()).isEqualTo(900);
  }

  @Test
  void discountAndTaxHoldForTheInvoicesToo() {
    String code = till.code("percent_off=50&duration=once", "");
    String id = open("&allow_promotion_codes=true&automatic_tax[enabled]=true");
    till.payer.code(id, code);
    till.payer.address(id, Till.in("DE"));
    assertThat(till.read(id).path("amount_total").asLong()).isEqualTo(1190);

    JsonNode complete = till.payer.pay(id, "pm_card_visa");

    JsonNode first = billing.invoice(complete.path("invoice").asText());
    assertThat(first.path("amount_paid").asLong()).isEqualTo(1190);
    assertThat(first.at("/automatic_tax/status").asText()).isEqualTo("complete");
    assertThat(subscription(complete).at("/automatic_tax/enabled").asBoolean()).isTrue();
    till.shop.sandbox.advanceClock(Period.ofMonths(1));
    String renewal = subscription(complete).path("latest_invoice").asText();
    assertThat(billing.invoice(renewal).path("amount_paid").asLong()).isEqualTo(2380);
    JsonNode used = till.shop.get("/v1/promotion_codes?code=" + code).body();
    assertThat(used.at("/data/0/times_redeemed").asLong()).isEqualTo(1);
  }

  @Test
  void aDiscountOfCentsIsSpreadAlikeInSessionAndInvoice() {
    StringBuilder form = new StringBuilder("mode=subscription&allow_promotion_codes=true");
    for (int i = 0; i < 4; i++) {
      String line = "&line_items[" + i + "]";
      form.append(line).append("[quantity]=1").append(line).append("[price_data][currency]=jpy");
      form.append(line).append("[price_data][unit_amount]=").append(i == 3 ? 101 : 1);
      form.append(line).append("[price_data][product_data][name]=Cent");
    }
    form.append("&line_items[3][price_data][recurring][interval]=month");
    String id = till.made(form + Till.HOSTED).path("id").asText();
    till.payer.email(id, "ada@example.com");
    till.payer.code(id, till.code("percent_off=50&duration=once", ""));
    JsonNode items = till.shop.get("/v1/checkout/sessions/" + id + "/line_items").body();

    JsonNode complete = till.payer.pay(id, "pm_card_visa");

    assertThat(items.path("data"))
        .extracting(item -> item.path("amount_discount").asLong())
        .containsExactly(1L, 0L, 0L, 51L);
    JsonNode invoice = billing.invoice(complete.path("invoice").asText());
    assertThat(invoice.at("/lines/data"))
        .extracting(line -> line.at("/discount_amounts/0/amount").asLong())
        .containsExactly(51L, 1L, 0L, 0L);
    assertThat(invoice.path("amount_paid")).isEqualTo(complete.path("amount_total"));
  }

  @Test
  void setupModeSavesACard() {
    String customer = till.customer("email=ada@example.com");
    JsonNode session =
        till.made(
            "mode=setup&currency=usd&customer="
                + customer
                + "&setup_intent_data[metadata][a]=b"
                + Till.HOSTED);
    String id = session.path("id").asText();
    String setup = session.path("setup_intent").asText();
    assertThat(session.path("payment_status").asText()).isEqualTo("no_payment_required");
    assertThat(session.path("amount_total").isNull()).isTrue();
    assertThat(till.shop.get("/v1/checkout/sessions/" + id + "/line_items").body().path("data"))
        .isEmpty();

    assertThat(till.payer.pay(id, "4000000000000002").path("status").asText()).isEqualTo("open");
    String path = "/v1/setup_intents/" + setup + "/confirm";
    assertThat(till.shop.post(path, "payment_method=pm_card_visa").status()).isEqualTo(400);
    JsonNode complete = till.payer.pay(id, "4242424242424242");

    assertThat(complete.path("status").asText()).isEqualTo("complete");
    JsonNode saved = billing.setupIntent(setup);
    assertThat(saved.path("status").asText()).isEqualTo("succeeded");
    assertThat(saved.at("/metadata/a").asText()).isEqualTo("b");
    String method = saved.path("payment_method").asText();
    assertThat(till.shop.get("/v1/payment_methods/" + method).body().path("customer").asText())
        .isEqualTo(customer);
  }

  @Test
  void anExpiredSetupSessionCancelsItsSetupIntent() {
    JsonNode session = till.made("mode=setup&currency=usd" + Till.HOSTED);

    till.payer.expire(session.path("id").asText());

    assertThat(billing.setupIntent(session.path("setup_intent").asText()).path("status").asText())
        .isEqualTo("canceled");
  }
}
