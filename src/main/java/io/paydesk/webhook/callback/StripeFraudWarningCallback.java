package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

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
 * Applies early fraud warnings of card issuers. The event is believed: it says everything, and a
 * restricted key may not be allowed to ask. Of several, the newest counts.
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
  public Uni<Fetched<Void>> fetch(List<ClaimedEvent> events) {
    return Uni.createFrom().item(Fetched.nothing());
  }

  /** One of our events and what it says. */
  private record Read(ClaimedEvent event, Charged payment, News news) {

    static Read of(ClaimedEvent event, ChargedPayments payments) {
      var warning = FraudWarningSnapshot.of(event.object());
      var trueAt = event.askedAt() == null ? event.happenedAt() : event.askedAt();
      if (warning.warnedAt() == null || trueAt == null) {
        throw new IllegalStateException("the event has no time");
      }
      return new Read(event, requireNonNull(payments.of(clue(event))), new News(warning, trueAt));
    }
  }

  @Override
  public Uni<Map<String, Verdict>> apply(List<ClaimedEvent> events, Map<String, Void> found) {
    return ChargedPayments.find(
            events.stream().map(StripeFraudWarningCallback::clue).collect(Collectors.toSet()))
        .flatMap(
            payments -> {
              var ours =
                  Readings.of(
                      events.stream().filter(d -> payments.of(clue(d)) != null).toList(),
                      event -> Read.of(event, payments));
              var verdicts = new HashMap<>(ours.unreadable());
              events.forEach(d -> verdicts.putIfAbsent(d.id(), verdict(d, payments)));
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
        .transformToUniAndConcatenate(
            payment -> record(payment, requireNonNull(byPayment.get(payment.id))))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> record(Payment payment, List<Read> its) {
    return its.get(0)
        .event
        .trail()
        .around(
            () -> {
              LogId.PAYMENT.record(payment.id);
              LogId.ORDER.record(payment.orderId);
              return recorder.record(payment, its.stream().map(Read::news).toList());
            });
  }

  private static Verdict verdict(ClaimedEvent event, ChargedPayments payments) {
    return payments.of(clue(event)) == null
        ? Verdict.ignoredUntilPaymentOf(clue(event).paymentIntentId())
        : Verdict.DONE;
  }

  private static Clue clue(ClaimedEvent event) {
    return new Clue(
        StripeJson.id(event.object(), "payment_intent"), StripeJson.id(event.object(), "charge"));
  }
}
