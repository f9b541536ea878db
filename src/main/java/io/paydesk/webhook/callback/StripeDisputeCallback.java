package io.paydesk.webhook.callback;

import io.paydesk.changed.DatabaseClock;
import io.paydesk.changed.Transactions;
import io.paydesk.dispute.DisputeRecorder;
import io.paydesk.dispute.DisputeRecorder.Answer;
import io.paydesk.order.Order;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.DisputeGateway;
import io.paydesk.stripe.DisputeSnapshot;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.trace.LogId;
import io.paydesk.trace.Trail;
import io.paydesk.webhook.Delivery;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.ChargedPayments.Charged;
import io.paydesk.webhook.callback.ChargedPayments.Clue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What happens when Stripe tells something of a dispute. A dispute's states come and go, so no
 * event is believed: each is the occasion to ask for the dispute as it is now.
 *
 * @see <a href="https://docs.stripe.com/disputes/how-disputes-work">how disputes work</a>
 */
@Singleton
public class StripeDisputeCallback implements StripeCallback<Answer> {

  private final Mode mode;
  private final Transactions transactions;
  private final DisputeGateway stripe;
  private final Patience patience;
  private final DisputeRecorder recorder;

  StripeDisputeCallback(
      Mode mode,
      Transactions transactions,
      DisputeGateway stripe,
      Patience patience,
      DisputeRecorder recorder) {
    this.mode = mode;
    this.transactions = transactions;
    this.stripe = stripe;
    this.patience = patience;
    this.recorder = recorder;
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "charge.dispute.created",
        "charge.dispute.updated",
        "charge.dispute.closed",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated");
  }

  @Override
  public boolean standsAlone(Delivery delivery) {
    return false;
  }

  private record Look(ChargedPayments payments, Instant now) {}

  @Override
  public Uni<Map<String, Answer>> needs(List<Delivery> deliveries) {
    var ofThisMode = ofThisMode(deliveries);
    return transactions
        .read(
            () ->
                DatabaseClock.now()
                    .flatMap(now -> find(ofThisMode).map(payments -> new Look(payments, now))))
        .flatMap(
            look ->
                Multi.createFrom()
                    .iterable(byDispute(ofThisMode, look.payments).entrySet())
                    .onItem()
                    .transformToUni(entry -> ask(entry.getKey(), entry.getValue(), look.now))
                    .merge(Patience.AT_ONCE)
                    .collect()
                    .in(HashMap::new, Map::putAll));
  }

  private static Map<String, List<Delivery>> byDispute(
      List<Delivery> deliveries, ChargedPayments payments) {
    return deliveries.stream()
        .filter(delivery -> payments.of(clue(delivery)) != null)
        .collect(Collectors.groupingBy(delivery -> dispute(delivery).id()));
  }

  private Uni<Map<String, Answer>> ask(String id, List<Delivery> deliveries, Instant now) {
    return deliveries
        .get(0)
        .trail()
        .during(() -> stripe.retrieve(id))
        .plug(patience::atMost)
        .map(
            outcome ->
                outcome instanceof Done<DisputeSnapshot> done
                    ? deliveries.stream()
                        .collect(
                            Collectors.toMap(
                                Delivery::id, delivery -> new Answer(done.value(), now)))
                    : Map.of());
  }

  @Override
  public Uni<Map<String, Verdict>> apply(List<Delivery> deliveries, Map<String, Answer> fetched) {
    var ofThisMode = ofThisMode(deliveries);
    return find(ofThisMode)
        .flatMap(
            payments -> {
              var byPayment = byPayment(ofThisMode, payments);
              var answers = answers(byPayment, fetched);
              var trails = trails(byPayment);
              return lock(byPayment.keySet())
                  .onItem()
                  .transformToMulti(locked -> Multi.createFrom().iterable(locked))
                  .onItem()
                  .transformToUniAndConcatenate(
                      payment ->
                          trails
                              .get(payment.id)
                              .around(
                                  () -> {
                                    LogId.PAYMENT.note(payment.id);
                                    LogId.ORDER.note(payment.orderId);
                                    return recorder.record(payment, answers.get(payment.id));
                                  }))
                  .collect()
                  .asList()
                  .replaceWith(verdicts(deliveries, payments));
            });
  }

  private static Map<Charged, List<Delivery>> byPayment(
      List<Delivery> deliveries, ChargedPayments payments) {
    return deliveries.stream()
        .filter(delivery -> payments.of(clue(delivery)) != null)
        .collect(Collectors.groupingBy(delivery -> payments.of(clue(delivery))));
  }

  private static Map<Long, Trail> trails(Map<Charged, List<Delivery>> byPayment) {
    return byPayment.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().id(), entry -> entry.getValue().get(0).trail()));
  }

  private static Map<Long, List<Answer>> answers(
      Map<Charged, List<Delivery>> byPayment, Map<String, Answer> fetched) {
    var answers = new HashMap<Long, List<Answer>>();
    byPayment.forEach(
        (payment, deliveries) ->
            answers.put(
                payment.id(),
                deliveries.stream()
                    .map(
                        delivery -> {
                          var answer = fetched.get(delivery.id());
                          if (answer == null) {
                            throw new IllegalStateException(
                                "Stripe must be asked first and did not answer");
                          }
                          return answer;
                        })
                    .distinct()
                    .toList()));
    return answers;
  }

  private static Uni<List<Payment>> lock(Set<Charged> payments) {
    if (payments.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    var orders = payments.stream().map(Charged::orderId).collect(Collectors.toSet());
    var ids = payments.stream().map(Charged::id).collect(Collectors.toSet());
    return Order.lock(new TreeSet<>(orders)).flatMap(locked -> Payment.lock(new TreeSet<>(ids)));
  }

  private Map<String, Verdict> verdicts(List<Delivery> deliveries, ChargedPayments payments) {
    return deliveries.stream()
        .collect(Collectors.toMap(Delivery::id, delivery -> verdict(delivery, payments)));
  }

  private Verdict verdict(Delivery delivery, ChargedPayments payments) {
    if (!mode.fits(delivery)) {
      return Mode.refuse(delivery);
    }
    return payments.of(clue(delivery)) == null
        ? Verdict.ignoredUntilPaymentOf(clue(delivery).paymentIntentId())
        : Verdict.DONE;
  }

  private List<Delivery> ofThisMode(List<Delivery> deliveries) {
    return deliveries.stream().filter(mode::fits).toList();
  }

  private static Uni<ChargedPayments> find(List<Delivery> deliveries) {
    return ChargedPayments.find(
        deliveries.stream().map(StripeDisputeCallback::clue).collect(Collectors.toSet()));
  }

  private static DisputeSnapshot dispute(Delivery delivery) {
    return DisputeSnapshot.of(delivery.object());
  }

  private static Clue clue(Delivery delivery) {
    var dispute = dispute(delivery);
    return new Clue(dispute.paymentIntentId(), dispute.chargeId());
  }
}
