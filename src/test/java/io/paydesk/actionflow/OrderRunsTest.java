package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.order.OrderStatus;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.Receiver;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who had put something aside for an order is told that nobody will pay it. */
@QuarkusTest
class OrderRunsTest extends Endpoints {

  private final Receiver receiver = new Receiver();

  @Inject DueRound dueRound;

  @BeforeEach
  void follow() {
    Ledger.follows = true;
  }

  @AfterEach
  void forget() {
    Ledger.forget();
    receiver.close();
  }

  private long orderThatEnds() {
    var end = Instant.now().plus(Duration.ofHours(1)).toString();
    var body = Map.of("userId", user, "price", "99.99", "currency", "usd", "expiresAt", end);
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private List<Ledger.Entry> told() {
    return Ledger.of(user).stream()
        .filter(entry -> entry.bean().equals("FirstLedger"))
        .filter(entry -> entry.method().equals("orderCanceled"))
        .toList();
  }

  private Ledger.Entry eventuallyTold() {
    eventually(x -> assertThat(told()).hasSize(1));
    return told().get(0);
  }

  @Test
  void anOrderThatExpiresWithoutAPaymentIsToldOf() {
    long order = orderThatEnds();

    dueRound.orderNow(order);

    var entry = eventuallyTold();
    assertThat(entry.order().id()).isEqualTo(order);
    assertThat(entry.order().status()).isEqualTo(OrderStatus.CANCELED);
    assertThat(entry.run().transition()).isEqualTo("canceled");
    assertThat(entry.run().reason()).isEqualTo("expired");
    assertThat(entry.run().about()).isNull();
  }

  @Test
  void anOrderThatExpiresWithAPaymentIsToldOfOnce() {
    long order = orderThatEnds();
    started(order);

    dueRound.orderNow(order);
    workedOff();
    dueRound.orderNow(order);

    eventuallyTold();
    eventually(
        x ->
            assertThat(Ledger.of(user).stream().map(Ledger.Entry::method))
                .contains("stripePaymentFailed"));
    assertThat(told()).hasSize(1);
  }

  @Test
  void anOrderThatSomebodyCancelsIsToldOfWithoutAReason() {
    asService().post("/v1/orders/" + order() + "/cancel").then().statusCode(200);

    assertThat(eventuallyTold().run().reason()).isNull();
  }

  @Test
  void aPaymentThatIsCanceledAloneIsNoEndOfItsOrder() {
    long payment = started(order()).getLong("id");
    asUser().post("/v1/payments/" + payment + "/cancel").then().statusCode(200);

    eventually(x -> assertThat(Ledger.of(user)).isNotEmpty());
    assertThat(told()).isEmpty();
  }

  @Test
  void anEndpointIsToldOfOrdersIfItAsksForThem() {
    Ledger.follows = false;
    var secret = created(receiver.url(), "order").getString("secret");
    created(receiver.url() + "&of=payments", "payment");
    long order = orderThatEnds();

    dueRound.orderNow(order);

    eventually(x -> assertThat(receiver.hits(user)).hasSize(1));
    var hit = receiver.hits(user).get(0);
    assertThat(hit.verifies(secret)).isTrue();
    assertThat(hit.type()).isEqualTo("order.canceled");
    var data = hit.json().path("data");
    assertThat(data.path("flow").asText()).isEqualTo("order");
    assertThat(data.path("reason").asText()).isEqualTo("expired");
    assertThat(data.at("/order/id").asLong()).isEqualTo(order);
    assertThat(data.at("/order/cancelReason").asText()).isEqualTo("expired");
    assertThat(data.has("payment")).isFalse();
  }

  @Test
  void aRunOfAnOrderIsListedByItsSubject() {
    long order = orderThatEnds();
    dueRound.orderNow(order);
    eventuallyTold();

    var runs = asAdmin().queryParam("subject", "order:" + order).get("/v1/actionflows/runs").then();

    runs.body("data", hasSize(2))
        .body("data[0].flow", equalTo("order"))
        .body("data[0].transition", equalTo("canceled"));
    var id = runs.extract().jsonPath().getLong("data[0].id");
    asAdmin()
        .get("/v1/actionflows/runs/" + id)
        .then()
        .body("payload.order.id", equalTo((int) order))
        .body("payload.payment", nullValue());
  }

  @Test
  void aRunThatFailedCanBeGivenUp() {
    Ledger.SCRIPTS.put(
        "FirstLedger " + user,
        run -> {
          throw new IllegalStateException("no stock book");
        });
    long order = orderThatEnds();
    dueRound.orderNow(order);
    var run = "select id from actionflow_run where order_id = ? and target = 'flow:FirstLedger'";
    eventually(
        x ->
            assertThat(tables().number(run.replace("id from", "attempts from"), order))
                .isPositive());

    asAdmin()
        .post("/v1/actionflows/runs/" + tables().number(run, order) + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));
  }

  /** As a pod finds it while a later release takes its place. */
  @Test
  void aRunOfAnUnknownTransitionWaitsAndHoldsUpNoOther() {
    long order = orderThatEnds();
    tables()
        .change(
            """
            insert into actionflow_run (flow, subject, transition, target, in_process, is_outcome, order_id, user_id)
            values ('order', 'order:900000001', 'shipped', 'flow:FirstLedger', true, false, ?, ?)
            """,
            order,
            user);
    try {
      dueRound.orderNow(order);

      eventuallyTold();
      assertThat(
              tables().number("select attempts from actionflow_run where transition = 'shipped'"))
          .isZero();
    } finally {
      tables().change("delete from actionflow_run where transition = 'shipped'");
    }
  }

  /** As the release before leaves those of a later one. */
  @Test
  void aRunOfAnUnknownFlowWaitsAndHoldsUpNoOther() {
    long order = orderThatEnds();
    tables().change("alter table actionflow_run drop constraint actionflow_run_flow_check");
    try {
      tables()
          .change(
              """
              insert into actionflow_run (flow, subject, transition, target, in_process, is_outcome, order_id, user_id)
              values ('shipment', 'shipment:1', 'sent', 'flow:FirstLedger', true, false, ?, 'nobody')
              """,
              order);

      dueRound.orderNow(order);

      eventuallyTold();
      assertThat(tables().number("select attempts from actionflow_run where flow = 'shipment'"))
          .isZero();
    } finally {
      tables().change("delete from actionflow_run where flow = 'shipment'");
      tables()
          .change(
              """
              alter table actionflow_run add constraint actionflow_run_flow_check check (flow in ('order', 'payment',
                'refund', 'recurring_payment_management', 'recurring_payment_deduction')) not valid
              """);
    }
  }
}
