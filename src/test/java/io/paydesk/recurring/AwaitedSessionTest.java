package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.RowCheckout;
import io.paydesk.stripe.Surface;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a row takes over of its checkout session. */
class AwaitedSessionTest {

  private static CheckoutSessionSnapshot session(String status, @Nullable String subscription) {
    return CheckoutSessionSnapshot.of(
        new ObjectMapper()
            .createObjectNode()
            .put("id", "cs_1")
            .put("mode", "subscription")
            .put("status", status)
            .put("subscription", subscription));
  }

  private static RecurringPayment row() {
    var row = new RecurringPayment();
    row.checkout = new RowCheckout(Surface.HOSTED, null, null);
    return row;
  }

  @Test
  void aCompleteSessionNamesTheSubscription() {
    var row = row();

    row.apply(session("complete", "sub_1"));

    assertThat(row.subscriptionId).isEqualTo("sub_1");
    assertThat(row.checkout.checkoutSessionId()).isEqualTo("cs_1");
  }

  @Test
  void whatAnOpenSessionHasBegunIsNotTakenOver() {
    var row = row();

    row.apply(session("open", "sub_1"));

    assertThat(row.subscriptionId).isNull();
    assertThat(row.status).isEqualTo(RecurringPaymentStatus.INCOMPLETE);
  }

  @Test
  void anExpiredSessionEndsTheRowForGood() {
    var row = row();
    row.apply(session("expired", null));

    row.apply(session("open", null));

    assertThat(row.status).isEqualTo(RecurringPaymentStatus.INCOMPLETE_EXPIRED);
    assertThat(row.isOnlyBelievedOver()).isFalse();
    assertThat(row.nextCheckAt).isNull();
  }
}
