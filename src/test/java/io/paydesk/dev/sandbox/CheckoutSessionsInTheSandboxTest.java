package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckoutSessionsInTheSandboxTest {

  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  private static String text(JsonNode session, String field) {
    return session.path(field).asText();
  }

  private JsonNode intent(JsonNode session) {
    return till.shop.sandbox.paymentIntent(text(session, "payment_intent"));
  }

  @Test
  void stripesOwnClientMakesAndReadsASession() throws StripeException {
    SessionCreateParams params =
        SessionCreateParams.builder()
            .setMode(SessionCreateParams.Mode.PAYMENT)
            .setUiMode(SessionCreateParams.UiMode.EMBEDDED_PAGE)
            .setReturnUrl("https://shop.example/back")
            .setClientReferenceId("7")
            .putMetadata("order", "7")
            .addExpand("line_items.data.price.product")
            .addLineItem(
                SessionCreateParams.LineItem.builder()
                    .setQuantity(3L)
                    .setPriceData(
                        SessionCreateParams.LineItem.PriceData.builder()
                            .setCurrency("eur")
                            .setUnitAmount(500L)
                            .setProductData(
                                SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                    .setName("Ticket")
                                    .build())
                            .build())
                    .build())
            .build();

    Session made = till.shop.stripe.v1().checkout().sessions().create(params);

    assertThat(made.getId()).startsWith("cs_test_");
    assertThat(made.getStatus()).isEqualTo("open");
    assertThat(made.getPaymentStatus()).isEqualTo("unpaid");
    assertThat(made.getAmountTotal()).isEqualTo(1500);
    assertThat(made.getPaymentIntent()).isNull();
    assertThat(made.getUrl()).isNull();
    assertThat(made.getClientSecret()).startsWith(made.getId() + "_secret_");
    var line = made.getLineItems().getData().get(0);
    assertThat(line.getDescription()).isEqualTo("Ticket");
    assertThat(line.getPrice().getActive()).isFalse();
    assertThat(line.getPrice().getProductObject().getName()).isEqualTo("Ticket");
    Session read = till.shop.stripe.v1().checkout().sessions().retrieve(made.getId());
    assertThat(read.getLineItems()).isNull();
    assertThat(read.getTotalDetails().getBreakdown()).isNull();
  }

  @Test
  void aPaidSessionIsCompleteAndHasItsPaymentIntent() {
    String id =
        till.open(
            "&metadata[order]=7&payment_intent_data[metadata][order]=7"
                + "&payment_intent_data[description]=Order&client_reference_id=ref"
                + "&payment_intent_data[receipt_email]=ada@example.com"
                + "&payment_intent_data[statement_descriptor_suffix]=SOCKS");
    assertThat(text(till.read(id), "url")).contains("/c/pay/" + id + "#");

    JsonNode paid = till.payer.pay(id, "4242424242424242");

    assertThat(text(paid, "status")).isEqualTo("complete");
    assertThat(text(paid, "payment_status")).isEqualTo("paid");
    assertThat(paid.path("url").isNull()).isTrue();
    assertThat(paid.path("customer").isNull()).isTrue();
    assertThat(paid.at("/customer_details/email").asText()).isEqualTo("ada@example.com");
    JsonNode intent = intent(paid);
    assertThat(text(intent, "status")).isEqualTo("succeeded");
    assertThat(intent.path("amount_received").asLong()).isEqualTo(2000);
    assertThat(intent.at("/metadata/order").asText()).isEqualTo("7");
    assertThat(text(intent, "description")).isEqualTo("Order");
    assertThat(text(intent, "statement_descriptor_suffix")).isEqualTo("SOCKS");
    assertThat(till.events("checkout.", "payment_intent.", "charge."))
        .containsExactly(
            "payment_intent.created",
            "charge.succeeded",
            "payment_intent.succeeded",
            "checkout.session.completed");
  }

  @Test
  void metadataOfTheSessionIsNotThatOfThePayment() {
    JsonNode paid = till.payer.pay(till.open("&metadata[order]=7"), "pm_card_visa");

    assertThat(intent(paid).path("metadata")).isEmpty();
  }

  @Test
  void aDeclinedCardLeavesTheSessionOpenAndAnotherCardPaysTheSamePayment() {
    String id = till.open("");

    JsonNode declined = till.payer.pay(id, "4000000000000002");

    assertThat(text(declined, "status")).isEqualTo("open");
    String intent = text(declined, "payment_intent");
    assertThat(text(intent(declined), "status")).isEqualTo("requires_payment_method");
    assertThat(till.events("checkout.")).isEmpty();
    JsonNode paid = till.payer.pay(id, "4242424242424242");
    assertThat(text(paid, "payment_intent")).isEqualTo(intent);
    assertThat(text(paid, "status")).isEqualTo("complete");
  }

  @Test
  void threeDSecureCompletesTheSessionOrLeavesItOpen() {
    String id = till.open("");
    JsonNode waiting = till.payer.pay(id, "4000000000003220");
    assertThat(text(waiting, "status")).isEqualTo("open");
    String intent = text(waiting, "payment_intent");
    assertThat(text(intent(waiting), "status")).isEqualTo("requires_action");

    till.shop.sandbox.authenticate(intent, false);
    assertThat(text(till.read(id), "status")).isEqualTo("open");

    till.payer.pay(id, "4000000000003220");
    till.shop.sandbox.authenticate(intent, true);
    assertThat(text(till.read(id), "status")).isEqualTo("complete");
  }

  @Test
  void aSlowPaymentCompletesTheSessionUnpaidAndSucceedsLater() {
    String id = till.open("");
    till.payer.pay(id, "pm_usBankAccount_success");

    JsonNode completed = completed();
    assertThat(text(completed, "payment_status")).isEqualTo("unpaid");
    assertThat(text(completed, "status")).isEqualTo("complete");
    Awaitility.await().until(() -> text(till.read(id), "payment_status").equals("paid"));
    assertThat(till.events("checkout."))
        .containsExactly("checkout.session.completed", "checkout.session.async_payment_succeeded");
  }

  private JsonNode completed() {
    return till.shop
        .sandbox
        .events(event -> text(event, "type").equals("checkout.session.completed"))
        .get(0)
        .at("/data/object");
  }

  @Test
  void aSlowPaymentMayFailAfterTheSessionIsComplete() {
    String id = till.open("");
    till.payer.pay(id, "pm_usBankAccount_insufficientFunds");

    Awaitility.await()
        .until(() -> till.events("checkout.").contains("checkout.session.async_payment_failed"));
    assertThat(text(till.read(id), "status")).isEqualTo("complete");
    assertThat(text(till.read(id), "payment_status")).isEqualTo("unpaid");
  }

  @Test
  void anExpiredSessionEndsItsPaymentAndCannotBePaid() {
    String id = till.open("");
    JsonNode declined = till.payer.pay(id, "4000000000000002");

    JsonNode expired = till.shop.post("/v1/checkout/sessions/" + id + "/expire", "").body();

    assertThat(text(expired, "status")).isEqualTo("expired");
    assertThat(expired.path("url").isNull()).isTrue();
    assertThat(text(intent(declined), "status")).isEqualTo("canceled");
    assertThat(till.events("checkout.")).containsExactly("checkout.session.expired");
    assertThatThrownBy(() -> till.payer.pay(id, "4242424242424242"))
        .hasMessageContaining("expired");
    Shop.Reply again = till.shop.post("/v1/checkout/sessions/" + id + "/expire", "");
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.error().path("message").asText())
        .isEqualTo(
            "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout"
                + " Session has a status of `expired`.");
  }

  @Test
  void aSessionExpiresByItself() {
    String day = till.open("");
    long soon = till.shop.sandbox.now().plus(Duration.ofMinutes(31)).getEpochSecond();
    String hour = till.open("&expires_at=" + soon);

    till.shop.sandbox.advanceClock(Duration.ofHours(1));

    assertThat(text(till.read(hour), "status")).isEqualTo("expired");
    assertThat(text(till.read(day), "status")).isEqualTo("open");
    till.shop.sandbox.advanceClock(Duration.ofHours(24));
    assertThat(text(till.read(day), "status")).isEqualTo("expired");
  }

  @Test
  void thePaymentOfASessionIsEndedWithTheSessionOnly() {
    String id = till.open("");
    JsonNode declined = till.payer.pay(id, "4000000000000002");
    String path = "/v1/payment_intents/" + text(declined, "payment_intent");

    Shop.Reply cancel = till.shop.post(path + "/cancel", "");
    assertThat(cancel.status()).isEqualTo(400);
    assertThat(cancel.error().path("message").asText()).contains("Expire the Checkout Session");
    assertThat(till.shop.post(path + "/confirm", "payment_method=pm_card_visa").status())
        .isEqualTo(400);
    assertThat(till.shop.post(path, "amount=1").status()).isEqualTo(400);
    assertThat(till.shop.post(path, "metadata[a]=b").status()).isEqualTo(200);
  }

  @Test
  void listsAreFilteredAndPaged() {
    String customer = till.customer("email=ada@example.com");
    String mine = text(till.socks("&customer=" + customer), "id");
    String paid = till.open("");
    JsonNode complete = till.payer.pay(paid, "pm_card_visa");
    till.socks("");

    String all = "/v1/checkout/sessions";
    assertThat(ids(all + "?customer=" + customer)).containsExactly(mine);
    assertThat(ids(all + "?status=complete")).containsExactly(paid);
    assertThat(ids(all + "?payment_intent=" + text(complete, "payment_intent")))
        .containsExactly(paid);
    assertThat(ids(all + "?customer_details[email]=ada@example.com")).containsExactly(paid, mine);
    assertThat(ids(all + "?limit=2")).hasSize(2);
    assertThat(ids(all + "?starting_after=" + paid)).containsExactly(mine);
    assertThat(till.shop.get(all + "?customer=cus_none").status()).isEqualTo(400);
    assertThat(till.shop.get(all + "?order=7").status()).isEqualTo(400);
    Shop.Reply unknown = till.shop.get(all + "/cs_test_none");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.error().path("message").asText())
        .isEqualTo("No such checkout.session: 'cs_test_none'");
  }

  private java.util.List<String> ids(String path) {
    return till.shop.get(path).body().path("data").findValuesAsText("id").stream()
        .filter(id -> id.startsWith("cs_"))
        .toList();
  }

  @Test
  void lineItemsArePaged() {
    String two =
        "&line_items[1][quantity]=1&line_items[1][price_data][currency]=usd"
            + "&line_items[1][price_data][unit_amount]=300"
            + "&line_items[1][price_data][product_data][name]=Hat";
    String path = "/v1/checkout/sessions/" + text(till.socks(two), "id") + "/line_items";

    JsonNode first = till.shop.get(path + "?limit=1").body();

    assertThat(first.at("/data/0/description").asText()).isEqualTo("Socks");
    assertThat(first.at("/data/0/amount_total").asLong()).isEqualTo(2000);
    assertThat(first.path("has_more").asBoolean()).isTrue();
    JsonNode rest =
        till.shop.get(path + "?starting_after=" + first.at("/data/0/id").asText()).body();
    assertThat(rest.at("/data/0/description").asText()).isEqualTo("Hat");
    assertThat(rest.path("has_more").asBoolean()).isFalse();
  }

  @Test
  void anIdempotencyKeyMakesOneSession() {
    String form = Till.SOCKS + Till.HOSTED;
    String path = "/v1/checkout/sessions";

    JsonNode first = till.shop.post(path, form, "Idempotency-Key", "k1").body();
    JsonNode second = till.shop.post(path, form, "Idempotency-Key", "k1").body();

    assertThat(second).isEqualTo(first);
    assertThat(till.payer.sessions()).hasSize(1);
  }

  @Test
  void theControlsSpeakJsonToo() {
    String path = "/sandbox/checkout-sessions/" + text(till.socks(""), "id");

    Shop.Reply paid =
        till.shop.control(path, "{\"email\":\"ada@example.com\",\"pay\":\"pm_card_visa\"}");

    assertThat(paid.status()).as(paid.http().body()).isEqualTo(200);
    assertThat(text(paid.body(), "status")).isEqualTo("complete");
    assertThat(till.shop.control(path, "{\"expire\":true}").status()).isEqualTo(400);
    assertThat(till.shop.control(path, "{}").status()).isEqualTo(400);
    assertThat(till.shop.get(path).body().at("/line_items/data")).hasSize(1);
    assertThat(till.shop.control("/sandbox/checkout-sessions/cs_none", "{\"pay\":\"\"}").status())
        .isEqualTo(400);
  }

  @Test
  void aPaymentThatSavesTheCardHasACustomer() {
    String id = till.open("&payment_intent_data[setup_future_usage]=off_session");

    JsonNode paid = till.payer.pay(id, "pm_card_visa");

    String customer = text(paid, "customer");
    assertThat(customer).startsWith("cus_");
    assertThat(text(intent(paid), "customer")).isEqualTo(customer);
    String method = text(intent(paid), "payment_method");
    assertThat(till.shop.get("/v1/payment_methods/" + method).body().path("customer").asText())
        .isEqualTo(customer);
  }

  @Test
  void heldMoneyCompletesTheSessionUnpaidUntilItIsCaptured() {
    String id = till.open("&payment_intent_data[capture_method]=manual");
    JsonNode held = till.payer.pay(id, "4242424242424242");

    assertThat(text(held, "status")).isEqualTo("complete");
    assertThat(text(held, "payment_status")).isEqualTo("unpaid");
    assertThat(text(intent(held), "status")).isEqualTo("requires_capture");
    String path = "/v1/payment_intents/" + text(held, "payment_intent");
    assertThat(till.shop.post(path + "/capture", "amount_to_capture=1500").status()).isEqualTo(200);
    assertThat(text(till.read(id), "payment_status")).isEqualTo("paid");
    assertThat(till.events("checkout.")).containsExactly("checkout.session.completed");

    JsonNode other =
        till.payer.pay(till.open("&payment_intent_data[capture_method]=manual"), "pm_card_visa");
    String released = "/v1/payment_intents/" + text(other, "payment_intent") + "/cancel";
    assertThat(till.shop.post(released, "").status()).isEqualTo(200);
    assertThat(text(till.read(text(other, "id")), "payment_status")).isEqualTo("unpaid");
  }

  @Test
  void theInvoiceOfAOneTimePaymentIsPaid() {
    String id =
        till.open(
            "&invoice_creation[enabled]=true&invoice_creation[invoice_data][metadata][order]=7"
                + "&allow_promotion_codes=true&automatic_tax[enabled]=true");
    till.payer.address(id, Till.in("DE"));
    till.payer.code(id, till.code("percent_off=25", ""));
    assertThat(till.read(id).path("invoice").isNull()).isTrue();

    JsonNode paid = till.payer.pay(id, "pm_card_visa");

    JsonNode invoice = till.shop.get("/v1/invoices/" + text(paid, "invoice")).body();
    assertThat(text(invoice, "status")).isEqualTo("paid");
    assertThat(invoice.path("amount_paid").asLong()).isEqualTo(1785);
    assertThat(invoice.at("/metadata/order").asText()).isEqualTo("7");
    assertThat(text(invoice, "customer")).isEqualTo(text(paid, "customer")).startsWith("cus_");
    JsonNode payments =
        till.shop.get("/v1/invoice_payments?invoice=" + text(paid, "invoice")).body();
    assertThat(payments.at("/data/0/payment/payment_intent"))
        .isEqualTo(paid.path("payment_intent"));
    assertThat(till.events("invoice.paid", "checkout."))
        .containsExactly("invoice.paid", "checkout.session.completed");
    till.shop.sandbox.advanceClock(Duration.ofDays(40));
  }

  @Test
  void aSlowPaymentHasItsInvoiceWhenTheMoneyHasCome() {
    String id = till.open("&invoice_creation[enabled]=true");
    till.payer.pay(id, "pm_usBankAccount_success");

    assertThat(completed().path("invoice").isNull()).isTrue();
    Awaitility.await().until(() -> text(till.read(id), "invoice").startsWith("in_"));
  }

  @Test
  void aPayerMaySaveTheCard() {
    String offer = "&saved_payment_method_options[payment_method_save]=enabled&customer=";
    String customer = till.customer("email=ada@example.com");
    String id = text(till.socks(offer + customer), "id");
    till.payer.save(id, true);

    JsonNode paid = till.payer.pay(id, "pm_card_visa");

    String saved = text(intent(paid), "payment_method");
    JsonNode method = till.shop.get("/v1/payment_methods/" + saved).body();
    assertThat(text(method, "customer")).isEqualTo(customer);
    assertThat(text(method, "allow_redisplay")).isEqualTo("always");
    String again = text(till.socks(offer + customer), "id");
    assertThat(text(till.payer.pay(again, saved), "status")).isEqualTo("complete");
    String stranger = till.open("");
    assertThatThrownBy(() -> till.payer.pay(stranger, saved)).hasMessageContaining("another");
    assertThatThrownBy(() -> till.payer.save(stranger, true)).hasMessageContaining("offer");
  }

  @Test
  void aPayerMayPayInAnotherCurrency() {
    String id = till.open("");

    till.payer.payIn(id, "eur", 1890);
    JsonNode paid = till.payer.pay(id, "pm_card_visa");

    assertThat(paid.at("/presentment_details/presentment_amount").asLong()).isEqualTo(1890);
    assertThat(paid.at("/presentment_details/presentment_currency").asText()).isEqualTo("eur");
    assertThat(paid.path("amount_total").asLong()).isEqualTo(2000);
    assertThat(intent(paid).path("amount_received").asLong()).isEqualTo(2000);
    assertThat(intent(paid).path("presentment_details"))
        .isEqualTo(paid.path("presentment_details"));
    String plain = till.open("&adaptive_pricing[enabled]=false");
    assertThatThrownBy(() -> till.payer.payIn(plain, "eur", 1)).hasMessageContaining("currency");
  }

  @Test
  void anOpenSessionIsUpdatedAndAClosedOneIsNot() {
    JsonNode session = till.socks("&metadata[a]=b");
    String path = "/v1/checkout/sessions/" + text(session, "id");
    String line = till.shop.get(path + "/line_items").body().at("/data/0/id").asText();

    String more = "line_items[0][id]=" + line + "&line_items[0][quantity]=3&metadata[c]=d";
    JsonNode updated = till.shop.post(path, more).body();

    assertThat(updated.path("amount_total").asLong()).isEqualTo(3000);
    assertThat(updated.at("/metadata/a").asText()).isEqualTo("b");
    assertThat(updated.at("/metadata/c").asText()).isEqualTo("d");
    assertThat(till.shop.post(path, "success_url=https://x.example/").status()).isEqualTo(400);
    assertThat(till.shop.post(path, "line_items[0][id]=li_none").status()).isEqualTo(400);
    till.payer.expire(text(session, "id"));
    assertThat(till.shop.post(path, more).status()).isEqualTo(400);
    assertThat(till.shop.post(path, "metadata[e]=f").status()).isEqualTo(200);
  }
}
