package io.paydesk.webhook.callback;

import io.paydesk.changed.DatabaseClock;
import io.paydesk.changed.Transactions;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoicePayment;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.SubscriptionGateway;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks Stripe for the subscriptions of events, each once for all events of a batch. */
@Singleton
class SubscriptionLookup {

  private final Transactions transactions;
  private final SubscriptionGateway subscriptions;
  private final InvoiceGateway invoices;
  private final Patience patience;

  SubscriptionLookup(
      Transactions transactions,
      SubscriptionGateway subscriptions,
      InvoiceGateway invoices,
      Patience patience) {
    this.transactions = transactions;
    this.subscriptions = subscriptions;
    this.invoices = invoices;
    this.patience = patience;
  }

  private record Look(List<SubscriptionEvent> events, Subscribers subscribers, Instant now) {}

  /**
   * @return by event id; an event that is none of ours, or that Stripe gave no answer for, is not
   *     in it
   */
  Uni<Map<String, SubscriptionNews>> fetch(List<SubscriptionEvent> events) {
    return transactions
        .read(
            () ->
                DatabaseClock.now()
                    .flatMap(
                        now ->
                            Subscribers.find(SubscriptionEvent.clues(events))
                                .map(found -> new Look(events, found, now))))
        .flatMap(
            look ->
                Multi.createFrom()
                    .iterable(bySubscription(look).entrySet())
                    .onItem()
                    .transformToUni(entry -> ask(entry.getKey(), entry.getValue(), look.now))
                    .merge(Patience.AT_ONCE)
                    .collect()
                    .in(HashMap::new, Map::putAll));
  }

  private static Map<String, List<SubscriptionEvent>> bySubscription(Look look) {
    var known = new HashMap<String, List<SubscriptionEvent>>();
    for (var event : look.events) {
      var subscriber = look.subscribers.of(event.clue());
      if (subscriber != null) {
        var id =
            event.clue().subscriptionId() == null
                ? subscriber.subscriptionId()
                : event.clue().subscriptionId();
        known.computeIfAbsent(id, x -> new ArrayList<>()).add(event);
      }
    }
    return known;
  }

  private Uni<Map<String, SubscriptionNews>> ask(
      String id, List<SubscriptionEvent> events, Instant now) {
    return events
        .get(0)
        .delivery()
        .trail()
        .during(() -> subscriptions.retrieve(id))
        .plug(patience::atMost)
        .flatMap(
            outcome ->
                outcome instanceof Done<SubscriptionSnapshot> done
                    ? Multi.createFrom()
                        .iterable(events)
                        .onItem()
                        .transformToUniAndConcatenate(
                            event ->
                                failure(event)
                                    .map(
                                        failure ->
                                            Map.entry(
                                                event.id(),
                                                new SubscriptionNews(
                                                    done.value(),
                                                    null,
                                                    now,
                                                    failure.orElse(null)))))
                        .collect()
                        .asMap(Map.Entry::getKey, Map.Entry::getValue)
                    : Uni.createFrom().item(missing(outcome, events, now)));
  }

  private static Map<String, SubscriptionNews> missing(
      StripeOutcome<SubscriptionSnapshot> outcome, List<SubscriptionEvent> events, Instant now) {
    return outcome.saysThatItIsMissing() && outcome instanceof Refused<SubscriptionSnapshot> word
        ? events.stream()
            .collect(
                Collectors.toMap(
                    SubscriptionEvent::id, event -> new SubscriptionNews(null, word, now, null)))
        : Map.of();
  }

  /** An invoice does not say why it was not paid: its PaymentIntent does. */
  private Uni<Optional<StripeFailure>> failure(SubscriptionEvent event) {
    if (event.invoice() == null) {
      return Uni.createFrom().item(setupFailure(event));
    }
    return event
        .delivery()
        .trail()
        .during(() -> invoices.retrieve(event.invoice().id()))
        .plug(patience::atMost)
        .map(
            outcome ->
                outcome instanceof Done<InvoiceWithPayments> done
                        && !done.value().invoice().isPaid()
                    ? done.value().payments().stream()
                        .map(InvoicePayment::intent)
                        .map(PaymentIntentSnapshot::failure)
                        .filter(Objects::nonNull)
                        .reduce((first, last) -> last)
                    : Optional.empty());
  }

  private static Optional<StripeFailure> setupFailure(SubscriptionEvent event) {
    var error = event.delivery().object().path("last_setup_error");
    return event.delivery().type().equals("setup_intent.setup_failed") && error.isObject()
        ? Optional.of(
            new StripeFailure(
                error.path("code").asText(null),
                error.path("decline_code").asText(null),
                error.path("message").asText(null)))
        : Optional.empty();
  }
}
