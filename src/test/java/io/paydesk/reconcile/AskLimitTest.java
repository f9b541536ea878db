package io.paydesk.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.dispute.DisputeReconciler;
import io.paydesk.payment.PaymentReconciler;
import io.paydesk.recurring.RecurringReconciler;
import io.paydesk.refund.PaymentRefundsReconciler;
import io.paydesk.refund.RefundReconciler;
import io.paydesk.stripe.AskLimit;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** As many as may ask Stripe about one row do so, and none has its answer yet. */
@QuarkusTest
class AskLimitTest extends PaydeskTest {

  /** No row has this id: the refusal comes before any read. */
  private static final long ID = 987_654_321;

  @Inject AskLimit limit;
  @Inject PaymentReconciler payments;
  @Inject RefundReconciler refunds;
  @Inject RecurringReconciler subscriptions;
  @Inject PaymentRefundsReconciler refundsOfPayments;
  @Inject DisputeReconciler disputesOfPayments;

  private void whileAllAsk(String table, Runnable then) {
    List<Cancellable> asking =
        IntStream.range(0, 16)
            .mapToObj(
                n ->
                    limit
                        .within(table, ID, () -> Uni.createFrom().nothing())
                        .subscribe()
                        .with(answer -> {}))
            .toList();
    try {
      then.run();
    } finally {
      asking.forEach(Cancellable::cancel);
    }
  }

  private static void isRefused(Supplier<Uni<?>> asked) {
    assertThatThrownBy(
            () -> VertxContextSupport.subscribeAndAwait(() -> asked.get().replaceWithVoid()))
        .hasMessageContaining("being asked about this already");
  }

  @Test
  void paymentsRefundsSubscriptionsAndDisputesHaveSeparateLimits() {
    Map<String, List<LongFunction<Uni<?>>>> asks =
        Map.of(
            "payment",
            List.of(
                payments::reconcile, refundsOfPayments::reconcile, disputesOfPayments::reconcile),
            "refund",
            List.of(refunds::reconcile),
            "recurring_payment",
            List.of(subscriptions::reconcile));

    asks.forEach(
        (table, itsAsks) ->
            whileAllAsk(table, () -> itsAsks.forEach(ask -> isRefused(() -> ask.apply(ID)))));
  }

  /** Whoever has a link could otherwise keep the owner from paying. */
  @Test
  void linksLeaveRoomForTheOwner() throws Throwable {
    List<Cancellable> byLinks =
        IntStream.range(0, 16)
            .mapToObj(
                n ->
                    limit
                        .leavingRoom(
                            true,
                            ID,
                            () ->
                                limit.within(
                                    "recurring_payment", ID, () -> Uni.createFrom().nothing()))
                        .subscribe()
                        .with(answer -> {}, refused -> {}))
            .toList();
    try {
      isRefused(() -> limit.leavingRoom(true, ID, () -> Uni.createFrom().item("asked")));
      assertThat(asked(() -> limit.leavingRoom(false, null, () -> asking("by the owner"))))
          .isEqualTo("by the owner");
    } finally {
      byLinks.forEach(Cancellable::cancel);
    }

    assertThat(asked(() -> limit.leavingRoom(true, ID, () -> asking("by a link"))))
        .isEqualTo("by a link");
  }

  private Uni<String> asking(String answer) {
    return limit.within("recurring_payment", ID, () -> Uni.createFrom().item(answer));
  }

  @Test
  void anAnsweredRequestMakesRoom() throws Throwable {
    whileAllAsk("payment", () -> isRefused(() -> disputesOfPayments.reconcile(ID)));

    var answer =
        VertxContextSupport.subscribeAndAwait(
            () -> limit.within(ID, () -> Uni.createFrom().item("asked")));

    assertThat(answer).isEqualTo("asked");
  }

  @Test
  void workThatThrowsGivesItsPlaceBack() throws Throwable {
    for (int n = 0; n < 16; n++) {
      assertThatThrownBy(() -> asked(this::thrown)).hasMessageContaining("no work");
    }

    assertThat(asked(() -> Uni.createFrom().item("done"))).isEqualTo("done");
  }

  private String asked(Supplier<Uni<String>> work) throws Throwable {
    return VertxContextSupport.subscribeAndAwait(() -> limit.within("payment", ID, work));
  }

  private Uni<String> thrown() {
    throw new IllegalStateException("no work");
  }
}
