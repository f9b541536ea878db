package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.testing.Moves;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A subscription in each status gets every kind of news. */
class RecurringMovesTest {

  private static final StripeFailure NO = new StripeFailure("resource_missing", null, "No.");

  private static final List<String> OF_ONE_THAT_RUNS =
      List.of("trialing", "active", "past_due", "unpaid", "paused", "canceled", "new");

  private static final List<String> ALL =
      Stream.concat(OF_ONE_THAT_RUNS.stream(), Stream.of("incomplete", "incomplete_expired"))
          .toList();

  private final Moves<RecurringPaymentStatus> made = new Moves<>();

  /** As Stripe last showed it, where it did. */
  private static RecurringPayment row(RecurringPaymentStatus status) {
    var row = new RecurringPayment();
    row.id = 1L;
    row.priceId = "price_1";
    row.status = status;
    if (!status.isNotConfirmedByStripe()) {
      row.subscriptionId = "sub_1";
      row.stripeStatus = status.text();
    }
    return row;
  }

  private static SubscriptionSnapshot seen(String status) {
    return SubscriptionSnapshot.of(
        JsonNodeFactory.instance.objectNode().put("id", "sub_1").put("status", status));
  }

  private void hear(RecurringPayment row, String says) {
    var before = row.status;
    row.apply(seen(says), Instant.now(), Instant.now());
    made.add(before, row.status);
  }

  @Test
  void eachMoveIsAnEdgeAndEachEdgeIsMade() {
    for (var status : RecurringPaymentStatus.values()) {
      for (var says : status.isRunning() ? OF_ONE_THAT_RUNS : ALL) {
        hear(row(status), says);
      }
      var lost = row(status);
      lost.loseSight();
      made.add(status, lost.status);
      if (status.isLive()) {
        var gone = row(status);
        gone.lose(NO);
        made.add(status, gone.status);
      }
      if (status.isNotConfirmedByStripe()) {
        var refused = row(status);
        refused.refuse(NO);
        made.add(status, refused.status);
      }
    }
    for (var says : ALL) {
      var believedOver = row(RecurringPaymentStatus.ACTIVE);
      believedOver.lose(NO);
      hear(believedOver, says);
    }

    made.areThoseOf(RecurringPaymentStatus.MOVES);
  }

  /** Stripe documents no such move, so somebody should know. It would be recorded all the same. */
  @ParameterizedTest
  @EnumSource(
      value = RecurringPaymentStatus.class,
      names = {"TRIALING", "ACTIVE", "PAST_DUE", "UNPAID", "PAUSED"})
  void aSubscriptionThatRanIsNeverIncompleteAgain(RecurringPaymentStatus status) {
    for (var says : List.of("incomplete", "incomplete_expired")) {
      assertThatThrownBy(() -> row(status).apply(seen(says), Instant.now(), Instant.now()))
          .isInstanceOf(AssertionError.class);
      assertThat(RecurringPaymentStatus.MOVES.leads(status, RecurringPaymentStatus.ofStripe(says)))
          .isFalse();
    }
  }
}
