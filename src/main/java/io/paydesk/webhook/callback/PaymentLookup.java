package io.paydesk.webhook.callback;

import io.paydesk.changed.DatabaseClock;
import io.paydesk.changed.Transactions;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentStep;
import io.paydesk.payment.Sighting;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.StripeGateway;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.webhook.Delivery;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.Readings;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks Stripe for the intents of those events that cannot be told apart by themselves. */
@Singleton
class PaymentLookup {

  private final Transactions transactions;
  private final StripeGateway stripe;
  private final Patience patience;

  PaymentLookup(Transactions transactions, StripeGateway stripe, Patience patience) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.patience = patience;
  }

  /**
   * @param marked events that bear the mark of this installation
   */
  Uni<Fetched<Sighting>> fetch(List<Delivery> marked, UUID here) {
    if (marked.isEmpty()) {
      return Uni.createFrom().item(Fetched.nothing());
    }
    return transactions
        .read(() -> rows(marked, here))
        .flatMap(
            rows -> {
              var ours =
                  Readings.of(
                      marked.stream()
                          .filter(d -> rows.payments.containsKey(PaymentEvent.rowOf(d, here)))
                          .toList(),
                      delivery -> PaymentEvent.of(delivery, here));
              return Patience.each(
                      inDoubt(ours.read(), rows), (subject, its) -> ask(subject, its, rows.now))
                  .map(asked -> asked.and(ours.unreadable()));
            });
  }

  private static Map<Subject, List<Delivery>> inDoubt(List<PaymentEvent> events, Rows rows) {
    return events.stream().collect(Collectors.groupingBy(Subject::of)).entrySet().stream()
        .filter(entry -> inDoubt(rows.payments.get(entry.getKey().payment), entry.getValue()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> entry.getValue().stream().map(PaymentEvent::delivery).toList()));
  }

  /** Metadata can be copied, so two intents may name one payment. */
  private record Subject(UUID payment, String intent) {
    static Subject of(PaymentEvent event) {
      return new Subject(event.paymentUuid(), event.intent().id());
    }
  }

  private record Rows(Map<UUID, Payment> payments, Instant now) {}

  private static Uni<Rows> rows(List<Delivery> marked, UUID here) {
    var uuids = marked.stream().map(d -> PaymentEvent.rowOf(d, here)).collect(Collectors.toSet());
    return DatabaseClock.now()
        .flatMap(
            now ->
                Payment.<Payment>list("uuid in ?1", uuids)
                    .map(
                        found ->
                            new Rows(
                                found.stream()
                                    .collect(
                                        Collectors.toMap(
                                            payment -> payment.uuid, Function.identity())),
                                now)));
  }

  private static boolean inDoubt(Payment payment, List<PaymentEvent> events) {
    if (!payment.isOneTime() || events.stream().anyMatch(PaymentEvent::isFinal)) {
      return false;
    }
    return events.stream().map(event -> event.intent().status()).distinct().count() > 1
        || events.stream().anyMatch(event -> payment.stepFor(event.sighting()) == PaymentStep.ASK);
  }

  private Uni<Fetched<Sighting>> ask(Subject subject, List<Delivery> deliveries, Instant askedAt) {
    return stripe
        .retrievePaymentIntent(subject.intent)
        .plug(patience::atMost)
        .map(
            outcome ->
                outcome instanceof Done<PaymentIntentSnapshot> done
                    ? Fetched.found(deliveries, Sighting.asked(done.value(), askedAt))
                    : Fetched.nothing());
  }
}
