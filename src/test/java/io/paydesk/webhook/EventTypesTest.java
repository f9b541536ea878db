package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EventTypesTest extends PaydeskTest {

  @Inject Callbacks callbacks;

  @Test
  void aThinTypeIsTakenByTheCallbackOfItsSnapshot() {
    for (var type : List.of("payment_intent.succeeded", "invoice.paid", "charge.refunded")) {
      assertThat(callbacks.of("v1." + type)).isNotNull().isSameAs(callbacks.of(type));
      assertThat(callbacks.types()).contains(type, "v1." + type);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "active",
        "past_due",
        "unpaid",
        "incomplete",
        "incomplete_expired",
        "trialing",
        "cancel_at_changed",
        "item_added",
        "item_removed",
        "item_price_changed",
        "item_quantity_changed",
        "default_payment_method_changed"
      })
  void finerTypesOfASubscriptionCountAsUpdates(String name) {
    var type = "v1.customer.subscription." + name;

    assertThat(callbacks.of(type))
        .isNotNull()
        .isSameAs(callbacks.of("customer.subscription.updated"));
    assertThat(callbacks.types()).contains(type);
    assertThat(callbacks.of("customer.subscription." + name)).isNull();
  }

  @Test
  void nothingThatIsLeftOutOnPurposeIsTaken() {
    assertThat(EventTypes.leftOutOnPurpose()).allMatch(type -> callbacks.of(type) == null);
  }

  @Test
  void anUnhandledTypeThatConcernsUsIsReported() {
    for (var type :
        List.of(
            "payment_intent.prayed_for",
            "v1.payment_intent.prayed_for",
            "v1.customer.subscription.sold",
            "refund.sung_of",
            "charge.dispute.laughed_at",
            "invoice.overpaid",
            "v1.invoice.finalization_failed",
            "checkout.session.dreamt_of")) {
      assertThat(callbacks.of(type)).as(type).isNull();
      assertThat(EventTypes.whyNobodyTakes(type)).as(type).isEqualTo(IgnoredBecause.UNHANDLED_TYPE);
    }
    for (var type :
        List.of(
            "customer.updated",
            "v1.customer.updated",
            "charge.succeeded",
            "invoice.created",
            "v1.invoice.created",
            "v2.core.event_destination.ping",
            "balance.available")) {
      assertThat(EventTypes.whyNobodyTakes(type))
          .as(type)
          .isEqualTo(IgnoredBecause.NO_CALLBACK_FOR_THIS_TYPE);
    }
  }
}
