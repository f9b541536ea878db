package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.checkout.CheckoutTest;
import io.paydesk.dev.sandbox.ThinEvents;
import io.paydesk.testing.Docs;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each reason to ignore an event is right: its own case leads to it, and nothing else does. */
@QuarkusTest
class IgnoredBecauseTest extends SubscriptionTest {

  @Inject OldEvents oldEvents;

  /** Only events that a test delivers itself arrive. */
  @BeforeEach
  void silence() {
    sandbox.faults().dropEvents(true);
  }

  private ObjectNode succeeded() {
    return StripeEvents.succeeded(
        sandbox.paymentIntent(started(order()).getString("paymentIntentId")));
  }

  private static ObjectNode thinly(JsonNode event) {
    return ThinEvents.of(event).get(0);
  }

  private static ObjectNode refundOf(String intent) {
    var event = StripeEvents.event("refund.created", JsonNodeFactory.instance.objectNode());
    StripeEvents.object(event)
        .put("id", id("re_"))
        .put("object", "refund")
        .put("payment_intent", intent);
    return event;
  }

  private static String id(String prefix) {
    return prefix + UUID.randomUUID().toString().replace("-", "");
  }

  private JsonNode subscription(Json started) {
    return sandbox.billing().subscription(started.getString("recurringPayment.subscriptionId"));
  }

  private ObjectNode paid(Json started) {
    pay(started, GOOD_CARD);
    return StripeEvents.event(
        "invoice.paid",
        sandbox.billing().invoice(subscription(started).path("latest_invoice").asText()));
  }

  /** An event that only this reason fits. */
  private JsonNode eventFor(IgnoredBecause reason) throws Throwable {
    return switch (reason) {
      case NO_CALLBACK_FOR_THIS_TYPE -> succeeded().put("type", "customer.tax_id.created");
      case UNHANDLED_TYPE -> succeeded().put("type", "payment_intent.prayed_for");
      case WRONG_MODE -> succeeded().put("livemode", true);
      case ANOTHER_ACCOUNT -> succeeded().put("account", "acct_of_a_connected_shop");
      case TOLD_BY_ITS_SNAPSHOT -> {
        var snapshot = succeeded();
        deliverAndWait(snapshot);
        yield thinly(snapshot);
      }
      case NAMES_NO_OBJECT -> {
        var thin = thinly(succeeded());
        thin.putNull("related_object").putNull("snapshot_event");
        yield thin;
      }
      case GONE_AT_STRIPE -> {
        var gone = succeeded();
        StripeEvents.object(gone).put("id", "pi_that_is_gone");
        yield thinly(gone);
      }
      case NOT_OF_THIS_INSTALLATION -> {
        var event = succeeded();
        StripeEvents.object(event).put("id", id("pi_")).putObject("metadata");
        yield event;
      }
      case UNKNOWN_PAYMENT -> {
        var event = succeeded();
        StripeEvents.object(event).put("id", id("pi_"));
        ((ObjectNode) StripeEvents.object(event).path("metadata"))
            .put("paydesk_uuid", UUID.randomUUID().toString());
        yield event;
      }
      case PAYMENT_NEVER_CAME -> {
        var event = refundOf(id("pi_"));
        deliverAndWait(event);
        tables()
            .change(
                "update stripe_event set finished_at = now() - interval '31 days' where id = ?",
                event.get("id").textValue());
        VertxContextSupport.subscribeAndAwait(() -> oldEvents.forget());
        yield event;
      }
      case ANOTHER_INTENT -> {
        var event = succeeded();
        StripeEvents.object(event).put("id", id("pi_"));
        yield event;
      }
      case ANOTHER_SESSION -> {
        var event = succeeded().put("type", "checkout.session.completed");
        StripeEvents.object(event).put("object", "checkout.session").put("id", id("cs_test_"));
        yield event;
      }
      case NOT_OF_THE_SESSION -> {
        long order = monthly();
        var session =
            json(
                asUser().body(CheckoutTest.on("hosted", order)).post("/v1/checkout-sessions"), 201);
        var marks = sandbox.checkout().session(session.getString("sessionId")).path("metadata");
        sell();
        var event =
            StripeEvents.event(
                "customer.subscription.updated", subscription(subscribed(monthly())));
        StripeEvents.object(event).put("id", id("sub_")).set("metadata", marks);
        yield event;
      }
      case PAYMENT_OF_AN_INVOICE -> {
        var invoice = subscription(subscribed(monthly())).path("latest_invoice").asText();
        yield StripeEvents.event(
            "payment_intent.created", sandbox.paymentIntent(sandbox.billing().paymentOf(invoice)));
      }
      case NOT_OF_A_SUBSCRIPTION -> {
        var event = paid(subscribed(monthly()));
        StripeEvents.object(event).putNull("parent");
        yield event;
      }
      case UNKNOWN_SUBSCRIPTION -> {
        var event =
            StripeEvents.event(
                "customer.subscription.updated", subscription(subscribed(monthly())));
        StripeEvents.object(event).put("id", id("sub_")).putObject("metadata");
        yield event;
      }
      case ANOTHER_SUBSCRIPTION -> {
        var event =
            StripeEvents.event(
                "customer.subscription.updated", subscription(subscribed(monthly())));
        StripeEvents.object(event).put("id", id("sub_"));
        yield event;
      }
      case UNKNOWN_SETUP_INTENT -> {
        var event = succeeded().put("type", "setup_intent.succeeded");
        StripeEvents.object(event).put("object", "setup_intent").put("id", id("seti_"));
        yield event;
      }
      case NO_SAVED_METHOD -> {
        var event = succeeded().put("type", "payment_method.detached");
        StripeEvents.object(event).put("object", "payment_method").put("id", id("pm_"));
        yield event;
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void eachReasonIsReachedByItsOwnCase(IgnoredBecause reason) throws Throwable {
    var event = eventFor(reason);

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("ignored " + reason.text());
  }

  @Test
  void noReasonIsReachedByOurEvents() {
    var intent = succeeded();
    var thin = thinly(succeeded());
    var started = subscribed(monthly());
    var subscription = StripeEvents.event("customer.subscription.updated", subscription(started));
    var invoice = paid(started);

    for (var event : new JsonNode[] {intent, thin, subscription, invoice}) {
      deliverAndWait(event);
      assertThat(verdict(event)).isEqualTo("done");
    }
  }

  /** Whose it is comes before its type: a foreign type raises no alert. */
  @Test
  void anUnhandledTypeOfAnotherModeOrAccountRaisesNoAlert() {
    var live = succeeded().put("type", "payment_intent.prayed_for").put("livemode", true);
    var connected = succeeded().put("type", "payment_intent.prayed_for").put("account", "acct_2");

    deliverAndWait(live);
    deliverAndWait(connected);

    assertThat(verdict(live)).isEqualTo("ignored wrong-mode");
    assertThat(verdict(connected)).isEqualTo("ignored another-account");
  }

  @Test
  void aReplayedEventOfAnotherAccountIsIgnoredAgain() throws Throwable {
    var event = eventFor(IgnoredBecause.ANOTHER_ACCOUNT);
    deliverAndWait(event);

    asAdmin().post("/v1/events/" + event.get("id").textValue() + "/replay").then().statusCode(200);

    eventually(x -> assertThat(verdict(event)).isEqualTo("ignored another-account"));
  }

  /** Even if it waits already: it was queued before the key was changed, or is replayed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "payment_intent.succeeded",
        "refund.created",
        "charge.dispute.updated",
        "radar.early_fraud_warning.created",
        "invoice.paid",
        "customer.subscription.updated"
      })
  void anEventOfTheOtherModeReachesNoCallback(String type) {
    var event = succeeded().put("type", type).put("livemode", true);
    deliverAndWait(event);

    asAdmin().post("/v1/events/" + event.get("id").textValue() + "/replay").then().statusCode(200);

    eventually(x -> assertThat(attempts(event)).isEqualTo(1));
    eventually(x -> assertThat(verdict(event)).isEqualTo("ignored wrong-mode"));
  }

  private long attempts(JsonNode event) {
    return tables()
        .number("select attempts from stripe_event where id = ?", event.get("id").textValue());
  }

  @Test
  void theDocumentationHasEachReasonAndNoOther() {
    var told =
        Docs.page("reference/events.md")
            .text()
            .lines()
            .dropWhile(line -> !line.startsWith("| an event is ignored because |"))
            .takeWhile(line -> line.startsWith("|"))
            .skip(2)
            .map(row -> row.replaceAll("^\\| `([a-z-]+)`.*", "$1"))
            .toList();

    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(IgnoredBecause.values()).map(IgnoredBecause::text).toList());
  }
}
