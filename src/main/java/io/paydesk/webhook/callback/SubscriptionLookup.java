package io.paydesk.webhook.callback;

import io.paydesk.changed.DatabaseClock;
import io.paydesk.changed.Transactions;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoicePayment;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.SubscriptionGateway;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.webhook.Delivery;
import io.paydesk.webhook.Fetched;
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

  Uni<Fetched<SubscriptionNews>> fetch(List<SubscriptionEvent> events) {
    return transactions
        .read(
            () ->
                DatabaseClock.now()
                    .flatMap(
                        now ->
                            Subscribers.find(SubscriptionEvent.clues(events))
                                .map(found -> new Look(events, found, now))))
        .flatMap(look -> Patience.each(bySubscription(look), (id, its) -> ask(id, its, look.now)));
  }

  private static Map<String, List<Delivery>> bySubscription(Look look) {
    var known = new HashMap<String, List<Delivery>>();
    for (var event : look.events) {
      var subscriber = look.subscribers.of(event.clue());
      if (subscriber != null) {
        var id =
            event.clue().subscriptionId() == null
                ? subscriber.subscriptionId()
                : event.clue().subscriptionId();
        known.computeIfAbsent(id, x -> new ArrayList<>()).add(event.delivery());
      }
    }
    return known;
  }

  private Uni<Fetched<SubscriptionNews>> ask(String id, List<Delivery> deliveries, Instant now) {
    return subscriptions
        .retrieve(id)
        .plug(patience::atMost)
        .flatMap(
            outcome -> {
              if (outcome instanceof Done<SubscriptionSnapshot> done) {
                return Patience.each(
                    deliveries.stream().collect(Collectors.toMap(Delivery::id, List::of)),
                    (event, its) -> withFailure(its, done.value(), now));
              }
              return Uni.createFrom()
                  .item(
                      outcome.saysThatItIsMissing()
                              && outcome instanceof Refused<SubscriptionSnapshot> word
                          ? Fetched.found(deliveries, new SubscriptionNews(null, word, now, null))
                          : Fetched.nothing());
            });
  }

  private Uni<Fetched<SubscriptionNews>> withFailure(
      List<Delivery> one, SubscriptionSnapshot subscription, Instant now) {
    return failure(one.get(0))
        .map(
            failure ->
                Fetched.found(
                    one, new SubscriptionNews(subscription, null, now, failure.orElse(null))));
  }

  /** An invoice does not say why it was not paid: its PaymentIntent does. */
  private Uni<Optional<StripeFailure>> failure(Delivery delivery) {
    var invoice = SubscriptionEvent.invoiceId(delivery);
    if (invoice == null) {
      return Uni.createFrom().item(setupFailure(delivery));
    }
    return invoices
        .retrieve(invoice)
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

  private static Optional<StripeFailure> setupFailure(Delivery delivery) {
    var error = delivery.object().path("last_setup_error");
    return delivery.type().equals("setup_intent.setup_failed") && error.isObject()
        ? Optional.of(
            new StripeFailure(
                error.path("code").asText(null),
                error.path("decline_code").asText(null),
                error.path("message").asText(null)))
        : Optional.empty();
  }
}
