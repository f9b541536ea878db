package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.actionflow.DeliveryPreview;
import io.paydesk.actionflow.EndpointTestAddressBook;
import io.paydesk.testing.HeldLock;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Answer;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** What Stripe tells, what follows from it, and what is unusual. */
abstract class EventChapter extends RefundChapter {

  @Inject DeliveryPreview deliveries;

  // --- Stripe's events
  // ----------------------------------------------------------------------------

  void ofEvents() {
    var signed = "{\"id\": \"evt_\", \"object\": \"event\"}";
    call("receiveStripeEvent")
        .by(anybody())
        .header("Stripe-Signature", "t=1,v1=0")
        .sends(signed)
        .isRefused(400, "invalid-signature");
    refused(
        "not-an-event",
        "not-an-event",
        Recording.json(deliver("{\"object\": \"event\", \"livemode\": false}").asString()));
    try (var held = HeldLock.take(tables(), "lock table stripe_event in share mode")) {
      refused(
          "inbox-away",
          "inbox-away",
          Recording.json(
              deliver(
                      StripeEvents.event(
                              "customer.updated",
                              Recording.json("{\"id\": \"cus_1\", \"object\": \"customer\"}"))
                          .toString())
                  .asString()));
    }
    var paid = paid(user, "24.00", "One ticket");
    quiet();
    var event =
        sandbox
            .events(
                one ->
                    one.path("type").asText().equals("payment_intent.succeeded")
                        && one.at("/data/object/id").asText().equals(paid.intent()))
            .get(0);
    var told = event.path("id").asText();
    recording.request("receiveStripeEvent", "payment-succeeded", members(event));
    deliver(event.toString()).then().statusCode(200);
    recording.drove("receiveStripeEvent");

    call("listEvents").with("type=payment_intent.succeeded&limit=1").answers(200, "a-page");
    call("listEvents").with("status=lost").isRefused(400, "invalid-status", "invalid-event-status");
    call("replayEvent").of("evt_4711").isRefused(404, "not-found", "event-not-found");
    var updated =
        StripeEvents.event(
            "customer.updated",
            Recording.json("{\"id\": \"cus_123456789012\", \"object\": \"customer\"}"));
    deliver(updated.toString()).then().statusCode(200);
    quiet();
    call("replayEvent").of(updated.path("id").asText()).isRefused(409, "event-without-callback");
    call("replayEvent").of(told).answers(200, "waiting");
    quiet();
    tables()
        .change(
            "update stripe_event set status = 'failed', attempts = 75, last_error = 'No answer came from Stripe',"
                + " finished_at = now() where id = ?",
            told);
    call("listEvents").with("status=failed&limit=1").answers(200, "the-last-page");
    call("retryEvents").sends("{\"since\": \"yesterday\"}").isRefused(400, "invalid-time");
    call("retryEvents")
        .shown("all", "{\"since\": \"2026-11-23T09:31:01Z\"}")
        .answers(200, "retried");
    call("retryEvents")
        .shown(
            "of-one-type",
            "{\"since\": \"2026-11-23T09:31:01Z\", \"type\": \"payment_intent.succeeded\"}")
        .succeeds(200);
    quiet();
  }

  /** What of an event Paydesk reads; Stripe sends more. */
  private static JsonNode members(JsonNode event) {
    var shown = (ObjectNode) event.deepCopy();
    shown.retain("id", "object", "type", "api_version", "created", "livemode", "data");
    shown.put("created", 1_795_426_261);
    ((ObjectNode) shown.path("data")).retain("object");
    ((ObjectNode) shown.at("/data/object")).retain("id", "object");
    return shown;
  }

  // --- Runs and endpoints
  // -------------------------------------------------------------------------

  void ofRuns() {
    for (var refused :
        List.of(
            List.of("\"shop.example/paydesk\", \"flows\": [\"payment\"]", "invalid-endpoint-url"),
            List.of(
                "\"https://name:word@shop.example/paydesk\", \"flows\": [\"payment\"]",
                "endpoint-url-with-user-info"),
            List.of(
                "\"http://shop.example/paydesk\", \"flows\": [\"payment\"]",
                "endpoint-url-not-https"),
            List.of(
                "\"https://shop.invalid/paydesk\", \"flows\": [\"payment\"]",
                "endpoint-host-unknown"),
            List.of(
                "\"https://10.0.0.1/paydesk\", \"flows\": [\"payment\"]", "endpoint-not-public"))) {
      call("createActionflowEndpoint")
          .sends("{\"url\": " + refused.get(0) + "}")
          .isRefused(422, refused.get(1));
    }
    call("createActionflowEndpoint")
        .sends("{\"url\": \"https://shop.example\", \"flows\": []}")
        .isRefused(400, "endpoint-without-flows");
    call("createActionflowEndpoint")
        .sends("{\"url\": \"https://shop.example\", \"flows\": [\"PAYMENT\"]}")
        .isRefused(400, "unknown-flow");
    call("createActionflowEndpoint")
        .sends(
            "{\"url\": \"https://shop.example\", \"flows\": [\"payment\"], \"secret\": \"open sesame\"}")
        .isRefused(400, "invalid-endpoint-secret");

    EndpointTestAddressBook.NAMES.put("shop.example", List.of("93.184.215.14"));
    endpoint("https://shop.example/paydesk/old").then().statusCode(201);
    long endpoint =
        call("createActionflowEndpoint")
            .shown(
                "tickets",
                """
                {"url": "https://shop.example/paydesk", "flows": ["payment", "refund"], "description": "Sends the tickets"}
                """)
            .answers(201, "made")
            .getLong("endpoint.id");
    call("createActionflowEndpoint")
        .shown(
            "at-each-start",
            """
            {"url": "https://shop.example/paydesk", "flows": ["payment", "refund"],
             "secret": "whsec_a2VlcCBpdCBzYWZlIGluIHRoZSB2YXVsdA=="}
            """)
        .answers(200, "registered-already");
    call("rotateActionflowEndpoint").of(endpoint).answers(200, "rotated");
    call("getActionflowEndpoint").of(endpoint).answers(200, "active");
    call("getActionflowEndpoint").of(4711).isRefused(404, "not-found", "endpoint-not-found");
    var page = call("listActionflowEndpoints").with("limit=1").answers(200, "a-page");
    var old =
        call("listActionflowEndpoints")
            .with("limit=1&after=" + page.getString("next"))
            .answers(200, "the-last-page");
    call("deleteActionflowEndpoint").of(old.getLong("data[0].id")).succeeds(204);
    // From here on its name leads nowhere, so each delivery fails.
    EndpointTestAddressBook.NAMES.clear();
    call("testActionflowEndpoint").of(endpoint).answers(200, "not-delivered");
    ofFailures(endpoint);
  }

  private Answer endpoint(String url) {
    return asAdmin()
        .body(Map.of("url", url, "flows", List.of("payment")))
        .post("/v1/actionflows/endpoints");
  }

  private void ofFailures(long endpoint) {
    var paid = paid(user, "24.00", "One ticket");
    var target = "endpoint:" + endpoint;
    var failed =
        "select id from actionflow_run where order_id = ? and target = ? and status = 'failed'";
    eventually(
        x -> {
          tables()
              .change(
                  "update actionflow_run set attempts = 19, next_attempt_at = now()"
                      + " where order_id = ? and target = ? and status = 'waiting' and claim is null and attempts > 0",
                  paid.order(),
                  target);
          assertThat(tables().text(failed, paid.order(), target)).isNotNull();
        });
    long run = tables().number(failed, paid.order(), target);
    // How often it was tried before this test made it due is luck.
    tables()
        .change(
            "delete from actionflow_attempt where run_id = ? and attempt > 1 and attempt < 20",
            run);
    call("getRun").of(run).answers(200, "failed");
    pages("listRuns", "orderId=" + paid.order());
    call("listRuns").with("flow=payments").isRefused(400, "invalid-run-filter");
    call("getRun").of(4711).isRefused(404, "not-found", "run-not-found");
    tables().change("update actionflow_endpoint set failures = 2 where id = ?", endpoint);
    call("pauseActionflowEndpoint").of(endpoint).answers(200, "paused");
    call("getActionflowEndpoint").of(endpoint).answers(200, "paused");
    call("retryRuns").shown("all", "{\"since\": \"2026-11-23T09:31:02Z\"}").answers(200, "retried");
    call("retryRuns")
        .shown(
            "of-one-target",
            "{\"since\": \"2026-11-23T09:31:02Z\", \"target\": \"flow:GrantAccess\"}")
        .succeeds(200);
    call("retryRun").of(run).answers(200, "waiting");
    call("cancelRun").of(run).answers(200, "canceled");
    call("retryRun").of(run).isRefused(409, "run-is-over");
    call("resumeActionflowEndpoint").of(endpoint).answers(200, "active");
    call("deleteActionflowEndpoint").of(endpoint).succeeds(204);
  }

  /** As an endpoint that follows everything would have been sent it. */
  void ofDeliveries() {
    for (var type :
        List.of(
            "payment.succeeded",
            "payment.declined",
            "payment.disputed",
            "refund.succeeded",
            "recurring_payment.started",
            "recurring_payment.cancel_scheduled",
            "recurring_payment.paid",
            "order.paid",
            "order.canceled")) {
      recording.request(
          DeliveryPreview.operation(type),
          type.replace('.', '-').replace('_', '-'),
          Recording.json(deliveries.firstOf(type)));
    }
  }

  // --- Alerts
  // -------------------------------------------------------------------------------------

  void ofAlerts() {
    for (var payer : List.of("pia", "paul")) {
      var intent =
          begunBy(payer, ordered(payer, "99.99", "Two tickets")).getString("paymentIntentId");
      heard(
          () -> {
            for (int i = 0; i < 5; i++) {
              sandbox.confirm(intent, "4000000000000002");
            }
          });
      eventually(
          x ->
              assertThat(
                      tables()
                          .text(
                              "select observed from alert where kind = 'user_declines' and subject = ?",
                              payer))
                  .isEqualTo("5"));
    }
    pages("listAlerts", "kind=user_declines");
    call("listAlerts").with("kind=weather").isRefused(400, "invalid-alert-filter");
    soldInOctober();
    call("getFigures")
        .with("from=2026-09-30T22:00:00Z&to=2026-10-02T22:00:00Z&zone=Europe/Berlin")
        .answers(200, "figures");
    call("getFigures").with("every=second").isRefused(400, "invalid-figures");
    call("getAttention").answers(200, "attention");
  }

  private void soldInOctober() {
    tables()
        .change(
            """
            with one as (
              insert into orders (user_id, amount, currency, status, created_at)
              values ('user-of-october', 9999, 'usd', 'partially_refunded', '2026-10-01T07:00:00Z') returning id),
            paid as (
              insert into payment (order_id, user_id, uuid, origin, amount, amount_received, amount_refunded, currency,
                status, created_at, succeeded_at)
              select id, 'user-of-october', gen_random_uuid(), 'invoice', 9999, 9999, 2500, 'usd', 'partially_refunded',
                '2026-10-01T07:00:00Z', '2026-10-01T07:01:00Z' from one returning id, order_id),
            declined as (
              insert into payment_decline (id, payment_id, user_id, code, decline_code, currency, declined_at)
              select 'ch_of_october', id, 'user-of-october', 'card_declined', 'insufficient_funds', 'usd',
                '2026-10-01T07:00:30Z' from paid)
            insert into refund (payment_id, order_id, user_id, uuid, origin, amount, currency, status, succeeded_at)
            select id, order_id, 'user-of-october', gen_random_uuid(), 'dashboard', 2500, 'usd', 'succeeded',
              '2026-10-02T07:00:00Z' from paid
            """);
  }
}
