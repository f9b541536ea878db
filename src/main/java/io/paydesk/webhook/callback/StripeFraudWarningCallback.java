package io.paydesk.webhook.callback;

import io.paydesk.dispute.FraudWarningRecorder;
import io.paydesk.dispute.FraudWarningRecorder.News;
import io.paydesk.order.LockedOrders;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.FraudWarningSnapshot;
import io.paydesk.stripe.StripeJson;
import io.paydesk.trace.LogId;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.Readings;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.ChargedPayments.Charged;
import io.paydesk.webhook.callback.ChargedPayments.Clue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happens when the issuer of a card warns of fraud. The event is believed: it says all, and a
 * restricted key may not be allowed to ask. Of several the newest counts.
 *
 * @see <a href="https://docs.stripe.com/disputes/measuring#early-fraud-warnings">early fraud
 *     warnings</a>
 */
@Singleton
public class StripeFraudWarningCallback implements StripeCallback<Void> {

  private final FraudWarningRecorder recorder;

  StripeFraudWarningCallback(FraudWarningRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public Set<String> types() {
    return Set.of("radar.early_fraud_warning.created", "radar.early_fraud_warning.updated");
  }

  @Override
  public Set<String> typesThatStandAlone() {
    return types();
  }

  @Override
  public Uni<Fetched<Void>> fetch(List<ClaimedEvent> deliveries) {
    return Uni.createFrom().item(Fetched.nothing());
  }

  /** An event of ours and what it says. */
  private record Read(ClaimedEvent delivery, Charged payment, News news) {

    static Read of(ClaimedEvent delivery, ChargedPayments payments) {
      var warning = FraudWarningSnapshot.of(delivery.object());
      var trueAt = delivery.askedAt() == null ? delivery.happenedAt() : delivery.askedAt();
      if (warning.warnedAt() == null || trueAt == null) {
        throw new IllegalStateException("the event says no time");
      }
      return new Read(delivery, payments.of(clue(delivery)), new News(warning, trueAt));
    }
  }

  @Override
  public Uni<Map<String, Verdict>> apply(List<ClaimedEvent> deliveries, Map<String, Void> found) {
    return ChargedPayments.find(
            deliveries.stream().map(StripeFraudWarningCallback::clue).collect(Collectors.toSet()))
        .flatMap(
            payments -> {
              var ours =
                  Readings.of(
                      deliveries.stream().filter(d -> payments.of(clue(d)) != null).toList(),
                      delivery -> Read.of(delivery, payments));
              var verdicts = new HashMap<>(ours.unreadable());
              deliveries.forEach(d -> verdicts.putIfAbsent(d.id(), verdict(d, payments)));
              return write(ours.read()).replaceWith(verdicts);
            });
  }

  private Uni<Void> write(List<Read> ours) {
    if (ours.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var byPayment = ours.stream().collect(Collectors.groupingBy(read -> read.payment.id()));
    return LockedOrders.of(ours.stream().map(read -> read.payment.orderId()).toList())
        .with(Payment.TABLE, byPayment.keySet())
        .lock()
        .onItem()
        .transformToMulti(locked -> Multi.createFrom().iterable(locked.rows(Payment.TABLE)))
        .onItem()
        .transformToUniAndConcatenate(payment -> record(payment, byPayment.get(payment.id)))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> record(Payment payment, List<Read> its) {
    return its.get(0)
        .delivery
        .trail()
        .around(
            () -> {
              LogId.PAYMENT.record(payment.id);
              LogId.ORDER.record(payment.orderId);
              return recorder.record(payment, its.stream().map(Read::news).toList());
            });
  }

  private static Verdict verdict(ClaimedEvent delivery, ChargedPayments payments) {
    return payments.of(clue(delivery)) == null
        ? Verdict.ignoredUntilPaymentOf(clue(delivery).paymentIntentId())
        : Verdict.DONE;
  }

  private static Clue clue(ClaimedEvent delivery) {
    return new Clue(
        StripeJson.id(delivery.object(), "payment_intent"),
        StripeJson.id(delivery.object(), "charge"));
  }
}
