package io.paydesk.webhook.callback;

import io.paydesk.changed.DatabaseClock;
import io.paydesk.changed.Transactions;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentStep;
import io.paydesk.payment.Sighting;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.StripeGateway;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
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
   * @param events of this installation
   * @return by event id; an event that needs nothing, or that Stripe gave no answer for, is not in
   *     it
   */
  Uni<Map<String, Sighting>> fetch(List<PaymentEvent> events) {
    var byPayment = events.stream().collect(Collectors.groupingBy(Subject::of));
    if (byPayment.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return transactions
        .read(() -> rows(events))
        .flatMap(
            rows ->
                Multi.createFrom()
                    .iterable(byPayment.entrySet())
                    .filter(
                        entry ->
                            inDoubt(rows.payments.get(entry.getKey().payment), entry.getValue()))
                    .onItem()
                    .transformToUni(entry -> ask(entry.getValue(), rows.now))
                    .merge(Patience.AT_ONCE)
                    .collect()
                    .in(HashMap::new, Map::putAll));
  }

  /** Metadata can be copied, so two intents may name one payment. */
  private record Subject(UUID payment, String intent) {
    static Subject of(PaymentEvent event) {
      return new Subject(event.paymentUuid(), event.intent().id());
    }
  }

  private record Rows(Map<UUID, Payment> payments, Instant now) {}

  private static Uni<Rows> rows(List<PaymentEvent> events) {
    var uuids = events.stream().map(PaymentEvent::paymentUuid).collect(Collectors.toSet());
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
    if (payment == null
        || !payment.isOneTime()
        || events.stream().anyMatch(PaymentEvent::isFinal)) {
      return false;
    }
    return events.stream().map(event -> event.intent().status()).distinct().count() > 1
        || events.stream().anyMatch(event -> payment.stepFor(event.sighting()) == PaymentStep.ASK);
  }

  private Uni<Map<String, Sighting>> ask(List<PaymentEvent> events, Instant askedAt) {
    var first = events.get(0);
    return first
        .delivery()
        .trail()
        .during(() -> stripe.retrievePaymentIntent(first.intent().id()))
        .plug(patience::atMost)
        .map(outcome -> sightings(events, outcome, askedAt));
  }

  private static Map<String, Sighting> sightings(
      List<PaymentEvent> events, StripeOutcome<PaymentIntentSnapshot> outcome, Instant askedAt) {
    var byEvent = new HashMap<String, Sighting>();
    if (outcome instanceof Done<PaymentIntentSnapshot> done) {
      events.forEach(event -> byEvent.put(event.id(), Sighting.asked(done.value(), askedAt)));
    }
    return byEvent;
  }
}
