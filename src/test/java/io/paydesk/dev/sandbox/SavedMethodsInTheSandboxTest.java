package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Payment methods that a payer saves, and what Stripe allows with them. */
class SavedMethodsInTheSandboxTest {

  private static final String AUTOMATIC = "&automatic_payment_methods[enabled]=true";
  private static final String BACK = "&return_url=https://shop.example/paid";

  private final Shop shop = new Shop();
  private final String customer = id(shop.post("/v1/customers", ""));

  @AfterEach
  void close() {
    shop.close();
  }

  private static String id(Shop.Reply reply) {
    assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
    return reply.body().path("id").asText();
  }

  private String saved(String token) {
    return id(shop.post("/v1/payment_methods/" + token + "/attach", "customer=" + customer));
  }

  private String intent(String more) {
    return id(shop.post("/v1/payment_intents", "amount=2000&currency=usd" + more));
  }

  private Shop.Reply confirm(String intent, String more) {
    return shop.post("/v1/payment_intents/" + intent + "/confirm", more);
  }

  private List<String> idsOf(String path) {
    return StreamSupport.stream(shop.get(path).body().path("data").spliterator(), false)
        .map(method -> method.path("id").asText())
        .toList();
  }

  private void isRefused(Shop.Reply reply, String words) {
    assertThat(reply.status()).as(reply.body().toString()).isEqualTo(400);
    assertThat(reply.error().path("message").asText()).contains(words);
  }

  @Test
  void aCustomersMethodsAreListedNewestFirstAndNobodyElses() {
    String other = id(shop.post("/v1/customers", ""));
    shop.post("/v1/payment_methods/pm_card_visa/attach", "customer=" + other);
    String first = saved("pm_card_visa");
    String second = saved("pm_card_mastercard");
    String bank = saved("pm_usBankAccount_success");

    assertThat(idsOf("/v1/customers/" + customer + "/payment_methods"))
        .containsExactly(bank, second, first);
    assertThat(idsOf("/v1/customers/" + customer + "/payment_methods?type=card"))
        .containsExactly(second, first);
    assertThat(idsOf("/v1/payment_methods?customer=" + customer))
        .containsExactly(bank, second, first);
    assertThat(shop.get("/v1/customers/cus_nobody/payment_methods").status()).isEqualTo(404);
  }

  @Test
  void aDetachedMethodIsOfNoMoreUse() {
    String method = saved("pm_card_visa");
    id(shop.post("/v1/payment_methods/" + method + "/detach", ""));

    isRefused(
        shop.post("/v1/payment_methods/" + method + "/attach", "customer=" + customer),
        "may not be used again");
    isRefused(
        confirm(intent("&customer=" + customer), "payment_method=" + method),
        "may not be used again");
    assertThat(idsOf("/v1/customers/" + customer + "/payment_methods")).isEmpty();
  }

  @Test
  void aMethodOfAnotherCustomerPaysNothing() {
    String method = saved("pm_card_visa");
    String other = id(shop.post("/v1/customers", ""));

    isRefused(confirm(intent("&customer=" + other), "payment_method=" + method), "does not belong");
    isRefused(confirm(intent(""), "payment_method=" + method), "Please include the Customer");
    assertThat(
            confirm(intent("&customer=" + customer), "payment_method=" + method)
                .body()
                .path("status")
                .asText())
        .isEqualTo("succeeded");
  }

  @Test
  void aPaymentSavesItsMethodWhereThatWasAskedForAndElseSpendsIt() {
    String saving = intent("&customer=" + customer + "&setup_future_usage=off_session");
    String method =
        confirm(saving, "payment_method=pm_card_visa").body().path("payment_method").asText();
    assertThat(idsOf("/v1/customers/" + customer + "/payment_methods")).containsExactly(method);

    String once = intent("&customer=" + customer);
    String spent =
        confirm(once, "payment_method=pm_card_visa").body().path("payment_method").asText();
    isRefused(
        shop.post("/v1/payment_methods/" + spent + "/attach", "customer=" + customer),
        "may not be used again");
  }

  @Test
  void whetherAMethodIsSavedCanBeTakenBackBeforeItPays() {
    String intent = intent("&customer=" + customer + "&setup_future_usage=off_session");
    JsonNode changed = shop.post("/v1/payment_intents/" + intent, "setup_future_usage=").body();

    assertThat(changed.path("setup_future_usage").isNull()).isTrue();
    confirm(intent, "payment_method=pm_card_visa");
    assertThat(idsOf("/v1/customers/" + customer + "/payment_methods")).isEmpty();
  }

  @Test
  void nothingIsSavedWhileThePayerIsNotThere() {
    String method = saved("pm_card_visa");
    String intent = intent("&customer=" + customer + "&setup_future_usage=off_session");

    isRefused(
        confirm(intent, "off_session=true&payment_method=" + method),
        "`setup_future_usage` is also set");
    assertThat(
            confirm(intent, "off_session=true&setup_future_usage=&payment_method=" + method)
                .status())
        .isEqualTo(200);
  }

  @Test
  void aCardThatAlwaysAsksDeclinesWhileThePayerIsNotThereAndWaitsForThem() {
    String method = saved("pm_card_authenticationRequired");
    String intent = intent("&customer=" + customer);

    Shop.Reply declined = confirm(intent, "off_session=true&payment_method=" + method);
    assertThat(declined.status()).isEqualTo(402);
    assertThat(declined.error().path("code").asText()).isEqualTo("authentication_required");
    assertThat(declined.error().at("/payment_intent/status").asText())
        .isEqualTo("requires_payment_method");

    JsonNode asked = confirm(intent, "use_stripe_sdk=true&payment_method=" + method).body();
    assertThat(asked.path("status").asText()).isEqualTo("requires_action");
    assertThat(asked.at("/next_action/type").asText()).isEqualTo("use_stripe_sdk");
    assertThat(shop.sandbox.authenticate(intent, true).path("status").asText())
        .isEqualTo("succeeded");
  }

  @Test
  void anIntentThatMayRedirectNeedsAnAddressToReturnToWhateverTheMethodIs() {
    String intent = intent(AUTOMATIC + "&customer=" + customer);
    String method = saved("pm_card_visa");

    isRefused(confirm(intent, "payment_method=" + method), "A `return_url` must be specified");
    assertThat(confirm(intent, "payment_method=" + method + BACK).status()).isEqualTo(200);
    String never = intent(AUTOMATIC + "&automatic_payment_methods[allow_redirects]=never");
    assertThat(confirm(never, "payment_method=pm_card_visa").status()).isEqualTo(200);
  }

  @Test
  void aSetupIntentSavesACardForItsCustomer() {
    String setup =
        id(shop.post("/v1/setup_intents", "customer=" + customer + "&metadata[a]=b" + AUTOMATIC));
    assertThat(idsOf("/v1/setup_intents?customer=" + customer)).containsExactly(setup);

    isRefused(
        shop.post("/v1/setup_intents/" + setup + "/confirm", "payment_method=pm_card_visa"),
        "A `return_url` must be specified");
    JsonNode done = shop.sandbox.billing().confirmSetup(setup, "4242424242424242");
    assertThat(done.path("status").asText()).isEqualTo("succeeded");
    assertThat(idsOf("/v1/customers/" + customer + "/payment_methods"))
        .containsExactly(done.path("payment_method").asText());
    Shop.Reply late = shop.post("/v1/setup_intents/" + setup + "/cancel", "");
    assertThat(late.error().path("code").asText()).isEqualTo("setup_intent_unexpected_state");
  }

  @Test
  void aSetupIntentThatIsCanceledSavesNothing() {
    String setup = id(shop.post("/v1/setup_intents", "customer=" + customer));
    JsonNode canceled =
        shop.post("/v1/setup_intents/" + setup + "/cancel", "cancellation_reason=abandoned").body();

    assertThat(canceled.path("status").asText()).isEqualTo("canceled");
    assertThat(
            shop.post("/v1/setup_intents/" + setup + "/confirm", "payment_method=pm_card_visa")
                .status())
        .isEqualTo(400);
    assertThat(shop.sandbox.events(e -> e.path("type").asText().equals("setup_intent.canceled")))
        .hasSize(1);
  }

  @Test
  void aSavedMethodIsChangedAndItsEventSaysWhatWas() {
    String method = saved("pm_card_visa");
    JsonNode changed =
        shop.post(
                "/v1/payment_methods/" + method,
                "allow_redisplay=always&card[exp_month]=3&card[exp_year]=2040")
            .body();

    assertThat(changed.at("/card/exp_year").asInt()).isEqualTo(2040);
    assertThat(idsOf("/v1/payment_methods?customer=" + customer + "&allow_redisplay=always"))
        .containsExactly(method);
    shop.control("/sandbox/payment-methods/" + method, "{\"month\": 4, \"year\": 2031}");
    assertThat(
            shop.sandbox
                .events(e -> e.path("type").asText().equals("payment_method.automatically_updated"))
                .get(0)
                .at("/data/object/card/exp_year")
                .asInt())
        .isEqualTo(2031);
    JsonNode event =
        shop.sandbox.events(e -> e.path("type").asText().equals("payment_method.updated")).get(0);
    assertThat(event.at("/data/previous_attributes/allow_redisplay").asText())
        .isEqualTo("unspecified");
  }
}
