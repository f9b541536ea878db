package io.paydesk.webhook.callback;

import io.paydesk.changed.DatabaseClock;
import io.paydesk.changed.Transactions;
import io.paydesk.recurring.InvoiceFailure;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.stripe.SubscriptionGateway;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.webhook.Delivery;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.Patience;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** An invoice does not say why it was not paid: its PaymentIntent does. */
  private Uni<Fetched<SubscriptionNews>> withFailure(
      List<Delivery> one, SubscriptionSnapshot subscription, Instant now) {
    var invoice = SubscriptionEvent.unpaidInvoiceId(one.get(0));
    if (invoice == null) {
      return Uni.createFrom().item(found(one, subscription, now, setupFailure(one.get(0))));
    }
    return invoices
        .retrieve(invoice)
        .plug(patience::atMost)
        .map(
            outcome -> {
              if (outcome instanceof Unknown<InvoiceWithPayments>) {
                return Fetched.nothing();
              }
              return found(
                  one,
                  subscription,
                  now,
                  outcome instanceof Done<InvoiceWithPayments> done
                      ? InvoiceFailure.of(done.value())
                      : null);
            });
  }

  private static Fetched<SubscriptionNews> found(
      List<Delivery> one, SubscriptionSnapshot subscription, Instant now, StripeFailure failure) {
    return Fetched.found(one, new SubscriptionNews(subscription, null, now, failure));
  }

  private static StripeFailure setupFailure(Delivery delivery) {
    var error = delivery.object().path("last_setup_error");
    return delivery.type().equals("setup_intent.setup_failed") && error.isObject()
        ? new StripeFailure(
            error.path("code").asText(null),
            error.path("decline_code").asText(null),
            error.path("message").asText(null))
        : null;
  }
}
