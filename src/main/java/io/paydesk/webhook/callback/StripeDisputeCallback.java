package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import io.paydesk.dispute.DisputeRecorder;
import io.paydesk.order.LockedOrders;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.DisputeGateway;
import io.paydesk.stripe.DisputeSnapshot;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.StripeJson;
import io.paydesk.trace.LogId;
import io.paydesk.trace.Trail;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.Transactions;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.Patience;
import io.paydesk.webhook.Readings;
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
import java.util.stream.Collectors;

/**
 * Applies what Stripe reports about a dispute. A dispute's status comes and goes, so no event is
 * believed: each makes us ask Stripe for the dispute as it is now.
 *
 * @see <a href="https://docs.stripe.com/disputes/how-disputes-work">how disputes work</a>
 */
@Singleton
public class StripeDisputeCallback implements StripeCallback<Seen<DisputeSnapshot>> {

  private final Transactions transactions;
  private final DisputeGateway stripe;
  private final Patience patience;
  private final DisputeRecorder recorder;

  StripeDisputeCallback(
      Transactions transactions,
      DisputeGateway stripe,
      Patience patience,
      DisputeRecorder recorder) {
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

  private record Look(ChargedPayments payments, Instant now) {}

  @Override
  public Uni<Fetched<Seen<DisputeSnapshot>>> fetch(List<ClaimedEvent> events) {
    return transactions
        .read(
            () ->
                DatabaseClock.now()
                    .flatMap(now -> find(events).map(payments -> new Look(payments, now))))
        .flatMap(
            look -> {
              var ours =
                  Readings.of(ofPayments(events, look.payments), StripeDisputeCallback::read);
              return patience
                  .askEach(
                      ours.read().stream()
                          .collect(
                              Collectors.groupingBy(
                                  Read::dispute,
                                  Collectors.mapping(Read::event, Collectors.toList()))),
                      stripe::retrieve,
                      (its, outcome) ->
                          Fetched.needed(its, outcome, dispute -> Seen.asked(dispute, look.now)))
                  .map(answers -> answers.and(ours.unreadable()));
            });
  }

  /** An event and its dispute. */
  private record Read(ClaimedEvent event, String dispute) {}

  private static Read read(ClaimedEvent event) {
    return new Read(event, StripeJson.needed(event.object(), "id"));
  }

  private static List<ClaimedEvent> ofPayments(
      List<ClaimedEvent> events, ChargedPayments payments) {
    return events.stream().filter(event -> payments.of(clue(event)) != null).toList();
  }

  @Override
  public Uni<Map<String, Verdict>> apply(
      List<ClaimedEvent> events, Map<String, Seen<DisputeSnapshot>> found) {
    return find(events)
        .flatMap(
            payments -> {
              var answered = events.stream().filter(d -> found.containsKey(d.id())).toList();
              var byPayment = byPayment(answered, payments);
              var answers = answers(byPayment, found);
              var trails = trails(byPayment);
              return lock(byPayment.keySet())
                  .onItem()
                  .transformToMulti(locked -> Multi.createFrom().iterable(locked))
                  .onItem()
                  .transformToUniAndConcatenate(
                      payment ->
                          requireNonNull(trails.get(payment.id))
                              .around(
                                  () -> {
                                    LogId.PAYMENT.record(payment.id);
                                    LogId.ORDER.record(payment.orderId);
                                    return recorder.record(
                                        payment, requireNonNull(answers.get(payment.id)));
                                  }))
                  .collect()
                  .asList()
                  .replaceWith(verdicts(events, payments, found));
            });
  }

  private static Map<Charged, List<ClaimedEvent>> byPayment(
      List<ClaimedEvent> events, ChargedPayments payments) {
    return events.stream()
        .filter(event -> payments.of(clue(event)) != null)
        .collect(Collectors.groupingBy(event -> payments.of(clue(event))));
  }

  private static Map<Long, Trail> trails(Map<Charged, List<ClaimedEvent>> byPayment) {
    return byPayment.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().id(), entry -> entry.getValue().get(0).trail()));
  }

  private static Map<Long, List<Seen<DisputeSnapshot>>> answers(
      Map<Charged, List<ClaimedEvent>> byPayment, Map<String, Seen<DisputeSnapshot>> found) {
    var answers = new HashMap<Long, List<Seen<DisputeSnapshot>>>();
    byPayment.forEach(
        (payment, events) ->
            answers.put(
                payment.id(),
                events.stream().map(event -> found.get(event.id())).distinct().toList()));
    return answers;
  }

  private static Uni<List<Payment>> lock(Set<Charged> payments) {
    return LockedOrders.of(payments.stream().map(Charged::orderId).toList())
        .with(Payment.TABLE, payments.stream().map(Charged::id).toList())
        .lock()
        .map(locked -> locked.rows(Payment.TABLE));
  }

  private static Map<String, Verdict> verdicts(
      List<ClaimedEvent> events,
      ChargedPayments payments,
      Map<String, Seen<DisputeSnapshot>> found) {
    return events.stream()
        .collect(Collectors.toMap(ClaimedEvent::id, event -> verdict(event, payments, found)));
  }

  private static Verdict verdict(
      ClaimedEvent event, ChargedPayments payments, Map<String, Seen<DisputeSnapshot>> found) {
    if (payments.of(clue(event)) == null) {
      return Verdict.ignoredUntilPaymentOf(clue(event).paymentIntentId());
    }
    return found.containsKey(event.id()) ? Verdict.DONE : Verdict.STRIPE_DID_NOT_ANSWER;
  }

  private static Uni<ChargedPayments> find(List<ClaimedEvent> events) {
    return ChargedPayments.find(
        events.stream().map(StripeDisputeCallback::clue).collect(Collectors.toSet()));
  }

  private static Clue clue(ClaimedEvent event) {
    return new Clue(
        StripeJson.id(event.object(), "payment_intent"), StripeJson.id(event.object(), "charge"));
  }
}
