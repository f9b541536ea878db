package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox takes and answers nothing that Stripe does not. */
@ParameterizedClass
@EnumSource
class SandboxAgreesWithStripesDescriptionTest {

  /** How Stripe.js sends a typed card; the public description leaves it out. */
  private static final String TYPED_CARD = "payment_method_data[card]";

  /** Only Stripe.js calls these; the public description leaves them out. */
  private static final String PAGES = "/v1/payment_pages/";

  private final DescribedVersion version;
  private final StripeDescription stripe;
  private final Shop shop;

  SandboxAgreesWithStripesDescriptionTest(DescribedVersion version) {
    this.version = version;
    this.stripe = version.description();
    this.shop = version.shop();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void assertConforms(JsonNode value, JsonNode schema) {
    version.assertConforms(value, schema);
  }

  private JsonNode intent(String more) {
    return shop.post("/v1/payment_intents", "amount=2000&currency=usd" + more).body();
  }

  private String paid() {
    return intent("&confirm=true&payment_method=pm_card_visa").path("id").asText();
  }

  @Test
  void everyParameterIsOneOfStripes() {
    Set<String> unknown = new TreeSet<>();
    for (Route route : shop.sandbox.routes()) {
      if (route.template().startsWith(PAGES)
          || route.template().startsWith(ElementsSessions.INTERNAL)
          || route.template().equals(ConfirmationTokens.FOR_BROWSERS)) {
        continue;
      }
      String method = route.method().toLowerCase(Locale.ROOT);
      Set<String> known = stripe.parameters(route.template(), method);
      assertThat(known).as(route.method() + " " + route.template()).isNotEmpty();
      route.parameters().stream()
          .filter(name -> version.spoken.takes(route, name))
          .filter(name -> !known.contains(name) && !name.startsWith(TYPED_CARD))
          .forEach(name -> unknown.add(route.method() + " " + route.template() + " " + name));
    }
    assertThat(unknown).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&payment_method=pm_card_visa",
        "&confirm=true&payment_method=pm_card_visa&description=x&shipping[name]=A"
            + "&shipping[address][line1]=1&metadata[a]=b&receipt_email=a@example.com",
        "&confirm=true&payment_method=pm_card_amex&TYPES[]=card",
        "&confirm=true&payment_method=pm_card_authenticationRequired&return_url=http://localhost/",
        "&confirm=true&payment_method=pm_usBankAccount_success",
        "&automatic_payment_methods[enabled]=false",
        "&confirm=true&payment_method=pm_card_visa&capture_method=manual"
      })
  void anIntentInEachStatusIsAsDescribed(String more) {
    assertConforms(intent(version.typed(more)), stripe.schema("payment_intent"));
  }

  @Test
  void anIntentThatWasDeclinedCanceledOrNotAuthenticatedIsAsDescribed() {
    JsonNode schema = stripe.schema("payment_intent");
    String id = intent("").path("id").asText();
    for (TestCard card : TestCards.ALL) {
      String other = intent("").path("id").asText();
      assertConforms(shop.sandbox.confirm(other, card.tokens().get(0)), schema);
    }
    shop.sandbox.confirm(id, "pm_card_authenticationRequired");
    assertConforms(shop.sandbox.authenticate(id, false), schema);
    assertConforms(
        shop.post("/v1/payment_intents/" + id + "/cancel", "cancellation_reason=duplicate").body(),
        schema);
  }

  @Test
  void whatIsHeldCapturedAndLetGoIsAsDescribed() {
    String manual = "&confirm=true&payment_method=pm_card_visa&capture_method=manual";
    JsonNode held = intent(manual);
    String charge = "/v1/charges/" + held.path("latest_charge").asText();
    String capture = "/v1/payment_intents/" + held.path("id").asText() + "/capture";
    assertConforms(shop.get(charge).body(), stripe.schema("charge"));
    assertConforms(
        shop.post(capture, "amount_to_capture=700").body(), stripe.schema("payment_intent"));
    assertConforms(shop.get(charge).body(), stripe.schema("charge"));
    String cancel = "/v1/payment_intents/" + intent(manual).path("id").asText() + "/cancel";
    assertConforms(shop.post(cancel, "").body(), stripe.schema("payment_intent"));
    intent(manual);
    shop.sandbox.advanceClock(java.time.Duration.ofDays(8));
    shop.get("/v1/refunds")
        .body()
        .path("data")
        .forEach(refund -> assertConforms(refund, stripe.schema("refund")));
  }

  @Test
  void aConfirmationTokenIsAsDescribedBeforeAndAfterItsUse() {
    JsonNode schema = stripe.schema("confirmation_token");
    String shipping =
        "&return_url=https://shop.example/paid&setup_future_usage=off_session"
            + "&shipping[name]=Ada&shipping[address][line1]=1 Main Street";
    JsonNode token =
        shop.post("/v1/test_helpers/confirmation_tokens", "payment_method=pm_card_visa" + shipping)
            .body();
    assertConforms(token, schema);
    String id = token.path("id").asText();
    intent("&confirm=true&confirmation_token=" + id);
    assertConforms(shop.get("/v1/confirmation_tokens/" + id).body(), schema);
  }

  @Test
  void aCustomerSessionIsAsDescribed() {
    String customer = shop.post("/v1/customers", "").body().path("id").asText();
    assertConforms(
        shop.post(
                "/v1/customer_sessions",
                "customer=" + customer + "&components[payment_element][enabled]=true")
            .body(),
        stripe.schema("customer_session"));
  }

  @Test
  void aPaymentMethodDomainIsAsDescribed() {
    JsonNode schema = stripe.schema("payment_method_domain");
    assertConforms(
        shop.post("/v1/payment_method_domains", "domain_name=shop.example").body(), schema);
    shop.sandbox.walletFails("shop.example", "apple_pay", "Apple cannot reach it.");
    assertConforms(shop.get("/v1/payment_method_domains").body().at("/data/0"), schema);
  }

  @Test
  void theComparisonNoticesWhatIsWrong() {
    ObjectNode wrong = (ObjectNode) intent("");
    wrong.remove("review");
    wrong.put("price", 7).put("livemode", "no").put("amount", "20").putNull("created");

    assertThat(stripe.complaints(wrong, stripe.schema("payment_intent"), "$")).hasSize(5);
  }

  @Test
  void customersChargesAndRefundsAreAsDescribed() {
    JsonNode customer =
        shop.post("/v1/customers", "email=a@example.com&metadata[a]=b&address[city]=Rome").body();
    assertConforms(customer, stripe.schema("customer"));
    String id = customer.path("id").asText();
    String charge =
        intent("&confirm=true&payment_method=pm_card_visa&customer=" + id)
            .path("latest_charge")
            .asText();
    assertConforms(
        shop.post("/v1/refunds", "amount=500&reason=duplicate&charge=" + charge).body(),
        stripe.schema("refund"));
    assertConforms(shop.get("/v1/charges/" + charge).body(), stripe.schema("charge"));
    JsonNode gone =
        shop.send(shop.request("/v1/customers/" + id, shop.settings.secretKey()).DELETE()).body();
    assertConforms(gone, stripe.schema("deleted_customer"));
    shop.sandbox.confirm(intent("").path("id").asText(), "pm_usBankAccount_insufficientFunds");
    shop.sandbox.confirm(intent("").path("id").asText(), "4000000000000069");
    for (String list : List.of("payment_intents", "customers", "charges", "refunds")) {
      assertConforms(shop.get("/v1/" + list).body(), stripe.answer("/v1/" + list, "get"));
    }
    assertConforms(
        shop.get("/v1/refunds?expand[]=data.charge&expand[]=data.payment_intent").body(),
        stripe.answer("/v1/refunds", "get"));
  }

  @Test
  void aRefundInEachStatusIsAsDescribed() {
    shop.sandbox.holdRefunds(true);
    String paid = intent("&confirm=true&payment_method=pm_card_pendingRefund").path("id").asText();
    JsonNode schema = stripe.schema("refund");
    JsonNode pending = shop.post("/v1/refunds", "payment_intent=" + paid).body();
    assertThat(pending.path("status").asText()).isEqualTo("pending");
    assertConforms(pending, schema);
    String id = pending.path("id").asText();
    shop.sandbox.refundSucceeds(id);
    assertConforms(shop.sandbox.refund(id), schema);
    shop.sandbox.refundFails(id, "declined");
    assertConforms(shop.sandbox.refund(id), schema);
    String expanded = "?expand[]=balance_transaction&expand[]=failure_balance_transaction";
    assertConforms(shop.get("/v1/refunds/" + id + expanded).body(), schema);
    assertEventsConform();
  }

  @Test
  void aDisputeInEachStatusIsAsDescribed() {
    JsonNode schema = stripe.schema("dispute");
    String inquiry = shop.sandbox.dispute(paid(), "general", true);
    for (String status : List.of("warning_under_review", "warning_closed", "needs_response")) {
      assertConforms(shop.sandbox.dispute(inquiry), schema);
      shop.sandbox.disputeIs(inquiry, status);
    }
    shop.post("/v1/disputes/" + inquiry, "evidence[uncategorized_text]=They paid&metadata[a]=b");
    for (String status : List.of("lost", "won", "prevented")) {
      assertConforms(shop.sandbox.dispute(inquiry), schema);
      shop.sandbox.disputeIs(inquiry, status);
    }
    String expanded = "expand[]=data.charge&expand[]=data.payment_intent";
    JsonNode list = shop.get("/v1/disputes?" + expanded).body();
    assertThat(list.path("data")).hasSize(1);
    assertConforms(list, stripe.answer("/v1/disputes", "get"));
    JsonNode moved =
        shop.get("/v1/balance_transactions?type=adjustment&expand[]=data.source").body();
    assertThat(moved.at("/data/1/source/object").asText()).isEqualTo("dispute");
    assertConforms(moved, stripe.answer("/v1/balance_transactions", "get"));
    assertThat(assertEventsConform())
        .contains(
            "charge.dispute.created",
            "charge.dispute.updated",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.funds_reinstated",
            "charge.dispute.closed");
  }

  @Test
  void warningsOfFraudAreAsDescribed() {
    String paid = paid();
    String warning = shop.sandbox.risk().warnOfFraud(paid, "misc");
    JsonNode schema = stripe.schema("radar.early_fraud_warning");
    assertConforms(shop.sandbox.risk().fraudWarning(warning), schema);
    shop.sandbox.risk().dispute(paid, "general", false, 500);
    String path = "/v1/radar/early_fraud_warnings";
    String expanded = "?expand[]=charge&expand[]=payment_intent";
    assertConforms(shop.get(path + "/" + warning + expanded).body(), schema);
    assertConforms(shop.get(path + "?payment_intent=" + paid).body(), stripe.answer(path, "get"));
    assertThat(assertEventsConform())
        .contains("radar.early_fraud_warning.created", "radar.early_fraud_warning.updated");
  }

  private Set<String> assertEventsConform() {
    Set<String> types = new TreeSet<>();
    for (JsonNode event : shop.get("/v1/events?limit=100").body().path("data")) {
      String type = event.path("type").asText();
      types.add(type);
      assertConforms(event, stripe.schema(type.replace('.', '_') + "_event_event"));
    }
    return types;
  }

  @Test
  void savedMethodsAndSetupIntentsAreAsDescribed() {
    String customer = shop.post("/v1/customers", "").body().path("id").asText();
    JsonNode schema = stripe.schema("setup_intent");
    String asked = "customer=" + customer + "&automatic_payment_methods[enabled]=true";
    for (String card : List.of("4242424242424242", "4000000000000002", "4000002760003184")) {
      JsonNode setup = shop.post("/v1/setup_intents", asked).body();
      assertConforms(setup, schema);
      String id = setup.path("id").asText();
      assertConforms(shop.sandbox.billing().confirmSetup(id, card), schema);
      shop.post("/v1/setup_intents/" + id + "/cancel", "cancellation_reason=abandoned");
      assertConforms(shop.get("/v1/setup_intents/" + id).body(), schema);
    }
    assertConforms(
        shop.get("/v1/setup_intents?customer=" + customer).body(),
        stripe.answer("/v1/setup_intents", "get"));
    JsonNode list = shop.get("/v1/customers/" + customer + "/payment_methods").body();
    assertThat(list.path("data")).hasSize(1);
    assertConforms(list, stripe.answer("/v1/customers/{id}/payment_methods", "get"));
    String method = list.at("/data/0/id").asText();
    shop.post("/v1/payment_methods/" + method, "allow_redisplay=always&card[exp_year]=2040");
    shop.post("/v1/payment_methods/" + method + "/detach", "");
    assertConforms(
        shop.get("/v1/payment_methods/" + method).body(), stripe.schema("payment_method"));
    assertThat(assertEventsConform())
        .contains(
            "setup_intent.created",
            "setup_intent.succeeded",
            "setup_intent.setup_failed",
            "setup_intent.requires_action",
            "setup_intent.canceled",
            "payment_method.attached",
            "payment_method.updated",
            "payment_method.detached");
  }

  @Test
  void theBalanceIsAsDescribed() {
    assertConforms(shop.get("/v1/balance").body(), stripe.schema("balance"));
    shop.post("/v1/refunds", "amount=500&payment_intent=" + paid());
    shop.sandbox.payOut("usd");
    assertConforms(shop.get("/v1/balance").body(), stripe.schema("balance"));
    JsonNode list = shop.get("/v1/balance_transactions?expand[]=data.source").body();
    assertConforms(list, stripe.answer("/v1/balance_transactions", "get"));
    assertThat(list.at("/data/1/source/object").asText()).isEqualTo("refund");
    String id = list.at("/data/0/id").asText();
    assertConforms(
        shop.get("/v1/balance_transactions/" + id).body(), stripe.schema("balance_transaction"));
  }

  @Test
  void eventsAreAsDescribed() {
    shop.post("/v1/refunds", "amount=500&payment_intent=" + paid());
    shop.post("/v1/refunds", "payment_intent=" + paid());
    String customer = shop.post("/v1/customers", "").body().path("id").asText();
    shop.post("/v1/customers/" + customer, "name=Ada");
    shop.sandbox.confirm(intent("").path("id").asText(), "pm_card_chargeDeclined");
    String canceled = intent("").path("id").asText();
    shop.sandbox.confirm(canceled, "pm_card_authenticationRequired");
    shop.post("/v1/payment_intents/" + canceled + "/cancel", "");
    shop.sandbox.confirm(intent("").path("id").asText(), "pm_usBankAccount_success");

    assertThat(assertEventsConform())
        .contains(
            "payment_intent.created",
            "payment_intent.requires_action",
            "payment_intent.processing",
            "payment_intent.payment_failed",
            "payment_intent.succeeded",
            "payment_intent.canceled",
            "charge.succeeded",
            "charge.failed",
            "charge.refunded",
            "refund.created",
            "customer.created");
  }

  @Test
  void errorsAreAsDescribed() {
    String id = intent("").path("id").asText();
    String confirm = "/v1/payment_intents/" + id + "/confirm";
    shop.sandbox.faults().failNext("POST /v1/customers", 500, 1);
    List<Shop.Reply> errors =
        List.of(
            shop.post("/v1/payment_intents", "amount=1"),
            shop.post(confirm, "payment_method=pm_card_chargeDeclined"),
            shop.post(confirm, ""),
            shop.get("/v1/payment_intents/pi_none"),
            shop.post("/v1/customers", ""),
            shop.getAs("sk_test_x", "/v1/events"));
    for (Shop.Reply reply : errors) {
      ObjectNode error = (ObjectNode) reply.error();
      // The short schema of errors has four fields; the long one is that of a failed payment.
      JsonNode schema = stripe.schema("payment_intent").at("/properties/last_payment_error");
      assertConforms(error, schema);
      error.retain("type", "code", "message", "param");
      assertConforms(reply.body(), stripe.schema("error"));
    }
  }
}
