package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.actionflow.DeliveryType;
import io.paydesk.testing.Receiver;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.transaction.CallbackFlow;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever writes an endpoint reads its webhooks in the description of the API. */
@QuarkusTest
class DescribedDeliveriesTest extends SubscriptionTest {

  private static final String ENDPOINTS = "/v1/actionflows/endpoints";

  private final Receiver receiver = new Receiver();
  private DescribedApi api;
  private JsonNode webhooks;

  @BeforeEach
  void read() {
    api = DescribedApi.read();
    webhooks = api.root().path("webhooks");
  }

  /** It would get the payments of other tests. */
  @AfterEach
  void forget() {
    receiver.close();
    tables()
        .change(
            "update actionflow_run set status = 'canceled', finished_at = now(), claim = null"
                + " where status = 'waiting' and not in_process");
    tables().change("update actionflow_endpoint set status = 'deleted'");
  }

  private DescribedSchema schemaOf(String type) {
    return new DescribedSchema(api, media(type).path("schema"));
  }

  private JsonNode media(String type) {
    return webhooks.path(type).at("/post/requestBody/content/application~1json");
  }

  private List<String> types() {
    var types = new ArrayList<>(DeliveryType.all().stream().map(DeliveryType::name).toList());
    types.add("endpoint.test");
    return types;
  }

  @Test
  void eachTypeOfDeliveryIsAWebhookAndNothingElseIs() {
    var described = new ArrayList<String>();
    webhooks.fieldNames().forEachRemaining(described::add);

    assertThat(described).containsExactlyInAnyOrderElementsOf(types());
  }

  @Test
  void eachWebhookHasANameItsHeadersAndASchemaThatAllowsItsType() {
    var names = new TreeSet<String>();
    for (var type : types()) {
      var operation = webhooks.path(type).path("post");
      assertThat(names.add(operation.path("operationId").asText())).as(type).isTrue();
      assertThat(operation.path("summary").asText()).as(type).isNotBlank();
      assertThat(operation.path("security").isEmpty()).as(type).isTrue();
      assertThat(operation.path("parameters").findValuesAsText("$ref"))
          .as(type)
          .extracting(header -> api.root().at(header.substring(1)).path("name").asText())
          .containsExactly("webhook-id", "webhook-timestamp", "webhook-signature");
      var schema = api.resolve(media(type).path("schema"));
      assertThat(schema.at("/properties/type/enum").toString())
          .as(type)
          .contains("\"" + type + "\"");
    }
  }

  @Test
  void eachExampleOfAWebhookIsOfItsTypeAndHasItsShape() {
    int examples = 0;
    for (var type : types()) {
      for (var example : media(type).path("examples")) {
        var value = example.path("value");
        assertThat(value.path("type").asText()).isEqualTo(type);
        assertThat(schemaOf(type).faultsOf(value)).as(type).isEmpty();
        examples++;
      }
    }
    assertThat(examples).isGreaterThanOrEqualTo(CallbackFlow.values().length);
  }

  @Test
  void whatIsDeliveredHasTheShapeThatIsDescribed() {
    var endpoint =
        json(
            asAdmin()
                .body(Map.of("url", receiver.url(), "flows", List.of(CallbackFlow.values())))
                .post(ENDPOINTS),
            201);
    payRefundAndDispute();
    subscribeAndEnd();
    asAdmin()
        .post(ENDPOINTS + "/" + endpoint.getLong("endpoint.id") + "/test")
        .then()
        .statusCode(200);

    eventually(
        x ->
            assertThat(receiver.all())
                .extracting(Receiver.Hit::type)
                .contains(
                    "payment.declined",
                    "payment.succeeded",
                    "payment.disputed",
                    "refund.succeeded",
                    "recurring_payment.started",
                    "recurring_payment.paid",
                    "recurring_payment.cancel_scheduled",
                    "recurring_payment.canceled",
                    "endpoint.test"));
    assertThat(receiver.all())
        .allSatisfy(
            hit -> assertThat(schemaOf(hit.type()).faultsOf(hit.json())).as(hit.body()).isEmpty());
  }

  private void payRefundAndDispute() {
    long order = order();
    var started = started(order);
    var intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, "4000000000000002");
    workedOff();
    sandbox.confirm(intent, GOOD_CARD);
    eventuallyPaid(order);
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("paymentId", started.getLong("id"), "refundAmount", 100))
        .post("/v1/refunds")
        .then()
        .statusCode(201);
    workedOff();
    sandbox.dispute(intent, "fraudulent", false);
    workedOff();
    sandbox.payOut("usd");
  }

  private void subscribeAndEnd() {
    var path = "/v1/recurring-payments/" + active(monthly()).getLong("recurringPayment.id");
    for (var when : List.of("period_end", "now")) {
      asUser().body(Map.of("when", when)).post(path + "/cancel").then().statusCode(200);
    }
    workedOff();
  }
}
