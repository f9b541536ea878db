package io.paydesk.payment;

import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.Seen;
import io.paydesk.testing.Moves;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A payment in each status gets every kind of news. */
class PaymentMovesTest {

  private static final StripeFailure NO = new StripeFailure("card_declined", null, "No.");

  private final Moves<PaymentStatus> made = new Moves<>();

  private static Payment payment(PaymentStatus status) {
    var payment = new Payment();
    payment.id = 1L;
    payment.status = status;
    payment.amountReceived = status.hasMoney() ? 9999 : 0;
    return payment;
  }

  private void hear(PaymentStatus status, Seen<PaymentIntentSnapshot> seen) {
    var payment = payment(status);
    switch (payment.stepFor(seen)) {
      case WAIT -> payment.waitForPayer();
      case PROCESS -> payment.process();
      case AUTHORIZE -> payment.authorize(seen.value().hold());
      case CANCEL -> payment.cancel();
      case FAIL -> payment.refuse(NO);
      case SUCCEED -> payment.succeed(9999);
      case NOTE -> payment.loseSight();
      case KEEP, ASK -> {
        // its status stays
      }
    }
    made.add(status, payment.status);
  }

  @Test
  void eachMoveIsAnEdgeAndEachEdgeIsMade() {
    for (var status : PaymentStatus.values()) {
      for (var says :
          List.of(
              "requires_action",
              "processing",
              "requires_capture",
              "succeeded",
              "canceled",
              "new")) {
        var intent =
            new PaymentIntentSnapshot(
                "pi_1", says, 9999, 0, null, "usd", null, null, null, false, Map.of(), null, null,
                null);
        hear(status, Seen.byEvent(intent));
        hear(status, Seen.asked(intent, Instant.now()));
      }
      noAnswerComes(status);
      refunds(status);
    }
    var refused = payment(PaymentStatus.FAILED);
    refused.reopen();
    made.add(PaymentStatus.FAILED, refused.status);

    made.areThoseOf(PaymentStatus.MOVES);
  }

  private void noAnswerComes(PaymentStatus status) {
    var lost = payment(status);
    lost.loseSight();
    made.add(status, lost.status);
    if (status.isLive()) {
      var refused = payment(status);
      refused.refuse(NO);
      made.add(status, refused.status);
    }
  }

  private void refunds(PaymentStatus status) {
    if (status.hasMoney()) {
      for (long returned : List.of(0L, 1L, 9999L)) {
        var payment = payment(status);
        payment.applyRefunded(returned);
        made.add(status, payment.status);
      }
    }
  }
}
