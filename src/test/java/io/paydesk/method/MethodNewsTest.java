package io.paydesk.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.dev.sandbox.EventStyle;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A method that a payer has saved is removed, renewed or changed, and the app is told. */
@QuarkusTest
class MethodNewsTest extends SavedMethodTest {

  private String card;

  /** The last payment that the card paid. */
  private long payment;

  @BeforeEach
  void aSavedCardHasPaid() {
    asAdmin()
        .body(Map.of("url", "http://127.0.0.1:1/" + UUID.randomUUID(), "flows", List.of("payment")))
        .post("/v1/actionflows/endpoints")
        .then()
        .statusCode(201);
    card = saved("4242424242424242");
    json(pay(order(), card), 201);
    payment = json(pay(order(), card), 201).getLong("id");
    workedOff();
  }

  /** Endpoints of other tests would get this test's payments. */
  @AfterEach
  void noEndpoints() {
    tables()
        .change(
            "update actionflow_run set status = 'canceled', finished_at = now(), claim = null"
                + " where status = 'waiting' and not in_process");
    tables().change("update actionflow_endpoint set status = 'deleted'");
  }

  /** What is told of methods: the row, what happened, the method, why. */
  private String told() {
    workedOff();
    return tables()
        .text(
            """
            select string_agg(concat_ws(' ', subject, transition, split_part(occurrence, '#', 1), reason), ', ' order by id)
            from actionflow_run where user_id = ? and transition like 'method%'
            """,
            user);
  }

  @ParameterizedTest
  @EnumSource(EventStyle.class)
  void aRemovedMethodIsToldOnceWithTheLastPaymentThatItPaid(EventStyle style) {
    sandbox.faults().eventsAs(style);

    asUser().delete(methods() + "/" + card).then().statusCode(204);

    assertThat(told()).isEqualTo("payment:" + payment + " method_detached " + card);
  }

  @Test
  void aMethodThatIsRemovedAtStripeIsToldTheSame() throws Exception {
    stripe.v1().paymentMethods().detach(card);

    assertThat(told()).isEqualTo("payment:" + payment + " method_detached " + card);
  }

  @Test
  void aRenewedCardIsToldAndItsEventOnceHoweverOftenItComes() {
    sandbox.faults().duplicateEvents(2);
    sandbox.cardIsGoodUntil(card, 1, 2055);

    var once = "payment:" + payment + " method_updated " + card + " automatically_updated";
    assertThat(told()).isEqualTo(once);
    sandbox.cardIsGoodUntil(card, 2, 2056);
    assertThat(told()).isEqualTo(once + ", " + once);
    assertThat(methodsNow().getInt("data[0].expYear")).isEqualTo(2056);
  }

  @Test
  void aMethodThatWasSavedWithItsPaymentIsToldToo() {
    long order = order();
    var begun =
        json(
            asUser().body(Map.of("orderId", order, "savePaymentMethod", true)).post("/v1/payments"),
            201);
    sandbox.confirm(begun.getString("paymentIntentId"), "5555555555554444");
    eventuallyPaid(order);
    var saved = payment(begun.getLong("id")).getString("paymentMethodId");

    asUser().delete(methods() + "/" + saved).then().statusCode(204);

    assertThat(told()).isEqualTo("payment:" + begun.getLong("id") + " method_detached " + saved);
  }

  @Test
  void ofAMethodThatWasNotSavedHereNothingIsTold() {
    var other = attached(user, "pm_card_mastercard");
    json(pay(order(), other), 201);

    asUser().delete(methods() + "/" + other).then().statusCode(204);

    assertThat(told()).isNull();
    assertThat(
            tables()
                .number(
                    "select count(*) from stripe_event where reason = 'no-saved-method' and body::text like '%"
                        + other
                        + "%'"))
        .isEqualTo(1);
  }

  /** The metadata of a method is the app's own, or anybody's. */
  @Test
  void anEventThatNamesNoMethodIsIgnored() {
    var method = sandbox.events(e -> e.path("type").asText().equals("payment_method.attached"));
    var event = StripeEvents.event("payment_method.detached", method.get(0).at("/data/object"));
    StripeEvents.object(event).remove("id");

    deliver(event.toString()).then().statusCode(200);

    assertThat(told()).isNull();
  }
}
