package io.paydesk.webhook.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which failed attempts are recorded. */
@QuarkusTest
class DeclinesTest extends PaydeskTest {

  @Inject MeterRegistry meters;

  private final String charge = "ch_" + UUID.randomUUID().toString().replace("-", "");
  private final String card = "card" + UUID.randomUUID().toString().replace("-", "");

  /** Only events that a test delivers itself arrive. */
  @BeforeEach
  void silence() {
    loseEvents();
  }

  private JsonNode intent() {
    return sandbox.paymentIntent(started(order()).getString("paymentIntentId"));
  }

  private ObjectNode declined(JsonNode intent) {
    var event =
        StripeEvents.intentEvent(
            "payment_intent.payment_failed", intent, "requires_payment_method");
    var error =
        StripeEvents.object(event)
            .putObject("last_payment_error")
            .put("code", "card_declined")
            .put("decline_code", "insufficient_funds")
            .put("message", "Your card has insufficient funds.")
            .put("charge", charge);
    error.putObject("payment_method").putObject("card").put("fingerprint", card);
    return event;
  }

  private static ObjectNode error(ObjectNode event) {
    return (ObjectNode) StripeEvents.object(event).path("last_payment_error");
  }

  private void deliverAndWait(ObjectNode... events) {
    for (var event : events) {
      deliver(event.toString()).then().statusCode(200);
    }
    for (var event : events) {
      eventually(x -> assertThat(statusOf(event)).isNotEqualTo("waiting"));
    }
  }

  private String statusOf(ObjectNode event) {
    return tables()
        .text("select status from stripe_event where id = ?", event.get("id").textValue());
  }

  private long remembered() {
    return tables().number("select count(*) from payment_decline where user_id = ?", user);
  }

  private String rememberedAs(String columns) {
    return tables()
        .text(
            "select concat_ws(' ', " + columns + ") from payment_decline where user_id = ?", user);
  }

  private double counted(String code) {
    return meters.counter("paydesk.payment.declines", "code", code).count();
  }

  /** It is counted after the commit that others see. */
  private void eventuallyCounted(String code, double times) {
    eventually(x -> assertThat(counted(code)).isEqualTo(times));
  }

  @Test
  void aDeclineIsRecordedWithItsCardItsCodesAndItsTime() {
    double before = counted("insufficient_funds");
    var event = declined(intent());
    event.put("created", 1_795_443_037L);

    deliverAndWait(event);

    assertThat(rememberedAs("id, card_fingerprint, code, decline_code"))
        .isEqualTo(charge + " " + card + " card_declined insufficient_funds");
    assertThat(rememberedAs("extract(epoch from declined_at)::bigint, payment_id"))
        .isEqualTo("1795443037 " + tables().text("select id from payment where user_id = ?", user));
    eventuallyCounted("insufficient_funds", before + 1);
  }

  @Test
  void aDeclineFromStripesOwnDeliveryIsRecorded() {
    sandbox.faults().clear();
    var intent = intent();

    sandbox.confirm(intent.path("id").textValue(), "4000000000009995");

    eventually(x -> assertThat(remembered()).isEqualTo(1));
    assertThat(rememberedAs("code, decline_code")).isEqualTo("card_declined insufficient_funds");
    assertThat(rememberedAs("card_fingerprint")).isNotBlank();
  }

  @Test
  void twoEventsOfOneChargeCountOnceAtOnceAndLater() {
    var intent = intent();
    double before = counted("insufficient_funds");

    deliverAndWait(declined(intent), declined(intent));
    deliverAndWait(declined(intent));

    assertThat(remembered()).isEqualTo(1);
    eventuallyCounted("insufficient_funds", before + 1);
  }

  @Test
  void anEventThatIsReplayedCountsOnce() {
    var event = declined(intent());
    deliverAndWait(event);

    asAdmin().post("/v1/events/" + event.get("id").textValue() + "/replay").then().statusCode(200);

    eventually(x -> assertThat(statusOf(event)).isEqualTo("done"));
    assertThat(remembered()).isEqualTo(1);
  }

  @Test
  void eachChargeOfAPaymentCounts() {
    var intent = intent();
    var second = declined(intent);
    error(second).put("charge", charge + "2");

    deliverAndWait(declined(intent), second);

    assertThat(remembered()).isEqualTo(2);
  }

  @Test
  void aDeclineReportedAfterTheSuccessStillCounts() {
    var intent = intent();
    sandbox.confirm(intent.path("id").textValue(), "4242424242424242");
    deliverAndWait(StripeEvents.succeeded(intent));

    deliverAndWait(declined(intent));

    assertThat(tables().text("select status from payment where user_id = ?", user))
        .isEqualTo("succeeded");
    assertThat(remembered()).isEqualTo(1);
  }

  @Test
  void anAttemptWithoutAChargeIsIdentifiedByItsEvent() {
    var event = declined(intent());
    error(event).put("code", "payment_intent_authentication_failure").remove("charge");
    error(event).remove(List.of("decline_code", "payment_method"));
    // Of the attempt before.
    StripeEvents.object(event).put("latest_charge", charge);
    double before = counted("payment_intent_authentication_failure");

    deliverAndWait(event);

    assertThat(rememberedAs("id, card_fingerprint, code, decline_code"))
        .isEqualTo(event.get("id").textValue() + " payment_intent_authentication_failure");
    eventuallyCounted("payment_intent_authentication_failure", before + 1);
  }

  /** Reported by a snapshot event and an unrelated thin event. */
  @Test
  void anAttemptWithoutAChargeCountsOncePerSecond() {
    var intent = intent();
    var first = declined(intent);
    var second = declined(intent);
    var later = declined(intent);
    long time = first.get("created").longValue();
    for (var event : List.of(first, second, later)) {
      error(event).put("code", "payment_intent_authentication_failure").remove("charge");
    }
    second.put("created", time);
    later.put("created", time + 1);

    deliverAndWait(first);
    deliverAndWait(second, later);

    assertThat(remembered()).isEqualTo(2);
  }

  @Test
  void malformedCodesAndFingerprintsAreNotRecorded() {
    var event = declined(intent());
    error(event).put("code", "Out of\nshape").put("decline_code", "x".repeat(61));
    ((ObjectNode) error(event).at("/payment_method/card")).put("fingerprint", "a\nb\u0000");
    double before = counted("other");

    deliverAndWait(event);

    assertThat(rememberedAs("id, card_fingerprint, code, decline_code")).isEqualTo(charge);
    eventuallyCounted("other", before + 1);
  }

  @Test
  void aDeclineOfAnotherInstallationIsNotOurs() {
    var event = declined(intent());
    StripeEvents.object(event).put("id", "pi_of_another_installation");
    ((ObjectNode) StripeEvents.object(event).path("metadata"))
        .put("paydesk_installation", UUID.randomUUID().toString());

    deliverAndWait(event);

    assertThat(statusOf(event)).isEqualTo("ignored");
    assertThat(remembered()).isZero();
  }
}
