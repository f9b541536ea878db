package io.paydesk.webhook.callback;

import io.paydesk.changed.Transactions;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.StripeJson;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.trace.Trail;
import io.paydesk.webhook.Delivery;
import io.paydesk.webhook.callback.Subscribers.Clue;
import io.paydesk.webhook.callback.Subscribers.Subscriber;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Asks Stripe for the invoices of events with what paid them, each once for all events of a batch.
 */
@Singleton
class InvoiceLookup {

  private final Transactions transactions;
  private final InvoiceGateway stripe;
  private final Patience patience;

  InvoiceLookup(Transactions transactions, InvoiceGateway stripe, Patience patience) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.patience = patience;
  }

  /**
   * @return by event id; an event that is none of ours, or that Stripe gave no answer for, is not
   *     in it
   */
  Uni<Map<String, InvoiceNews>> fetch(List<Delivery> deliveries, UUID here) {
    return transactions
        .read(() -> worthAsking(deliveries, here))
        .map(InvoiceLookup::trails)
        .flatMap(
            trails -> retrieve(trails, here).flatMap(byInvoice -> withEarlier(byInvoice, trails)))
        .map(
            byInvoice -> {
              var byEvent = new HashMap<String, InvoiceNews>();
              deliveries.forEach(
                  delivery -> {
                    var news = byInvoice.get(invoiceId(delivery));
                    if (news != null) {
                      byEvent.put(delivery.id(), news);
                    }
                  });
              return byEvent;
            });
  }

  /** Others' invoices say so themselves, and cost no call. Within a session. */
  static Uni<List<Delivery>> worthAsking(List<Delivery> deliveries, UUID here) {
    var possible =
        deliveries.stream()
            .filter(InvoiceLookup::mayBeOurs)
            .filter(delivery -> invoiceId(delivery) != null)
            .toList();
    return Subscribers.find(possible.stream().map(delivery -> clue(delivery, here)).toList())
        .map(
            found ->
                possible.stream()
                    .filter(
                        delivery -> !isInvoice(delivery) || found.of(clue(delivery, here)) != null)
                    .toList());
  }

  static Clue clue(Delivery delivery, UUID here) {
    return isInvoice(delivery)
        ? clue(InvoiceSnapshot.of(delivery.object()), here)
        : new Clue(null, null, null);
  }

  /** By invoice: that of the first event which names it. */
  private static Map<String, Trail> trails(List<Delivery> deliveries) {
    return deliveries.stream()
        .collect(
            Collectors.toMap(InvoiceLookup::invoiceId, Delivery::trail, (first, later) -> first));
  }

  private static Clue clue(InvoiceSnapshot invoice, UUID here) {
    return new Clue(
        Installation.rowOf(here, invoice.subscriptionMetadata()), invoice.subscriptionId(), null);
  }

  private Uni<Map<String, InvoiceNews>> retrieve(Map<String, Trail> trails, UUID here) {
    return Multi.createFrom()
        .iterable(trails.keySet())
        .onItem()
        .transformToUni(
            id ->
                trails
                    .get(id)
                    .during(() -> stripe.retrieve(id))
                    .plug(patience::atMost)
                    .map(outcome -> Map.entry(id, invoices(outcome, here))))
        .merge(Patience.AT_ONCE)
        .filter(entry -> entry.getValue().isPresent())
        .collect()
        .asMap(Map.Entry::getKey, entry -> entry.getValue().get());
  }

  private static Optional<InvoiceNews> invoices(
      StripeOutcome<InvoiceWithPayments> outcome, UUID here) {
    if (outcome instanceof Done<InvoiceWithPayments> done) {
      var paying = done.value();
      return Optional.of(new InvoiceNews(clue(paying.invoice(), here), List.of(paying), false));
    }
    // What is gone at Stripe was nobody's.
    return outcome.saysThatItIsMissing()
        ? Optional.of(new InvoiceNews(new Clue(null, null, null), List.of(), false))
        : Optional.empty();
  }

  private Uni<Map<String, InvoiceNews>> withEarlier(
      Map<String, InvoiceNews> byInvoice, Map<String, Trail> trails) {
    return transactions
        .read(() -> Subscribers.find(byInvoice.values().stream().map(news -> news.clue()).toList()))
        .flatMap(
            found ->
                Multi.createFrom()
                    .iterable(byInvoice.entrySet())
                    .onItem()
                    .transformToUni(
                        entry ->
                            trails
                                .get(entry.getKey())
                                .during(
                                    () ->
                                        withEarlier(
                                            found.of(entry.getValue().clue()), entry.getValue()))
                                .map(news -> Map.entry(entry.getKey(), news)))
                    .merge(Patience.AT_ONCE)
                    .filter(entry -> entry.getValue().isPresent())
                    .collect()
                    .asMap(Map.Entry::getKey, entry -> entry.getValue().get()));
  }

  private Uni<Optional<InvoiceNews>> withEarlier(Subscriber subscriber, InvoiceNews alone) {
    if (subscriber == null || !subscriber.isUnpaid()) {
      return Uni.createFrom().item(Optional.of(alone));
    }
    return stripe
        .paid(alone.clue().subscriptionId(), Set.of())
        .plug(patience::atMost)
        .map(
            outcome -> {
              if (!(outcome instanceof Done<List<InvoiceWithPayments>> all)) {
                return Optional.empty();
              }
              // A listing may lag behind the event.
              var both = new ArrayList<>(all.value());
              alone.invoices().stream()
                  .filter(
                      told ->
                          both.stream()
                              .noneMatch(known -> known.invoice().id().equals(told.invoice().id())))
                  .forEach(both::add);
              return Optional.of(new InvoiceNews(alone.clue(), both, true));
            });
  }

  /** An invoice tells whether it is a subscription's; its payment does not. */
  static boolean mayBeOurs(Delivery delivery) {
    return !isInvoice(delivery) || InvoiceSnapshot.of(delivery.object()).subscriptionId() != null;
  }

  private static boolean isInvoice(Delivery delivery) {
    return "invoice".equals(StripeJson.text(delivery.object(), "object"));
  }

  private static String invoiceId(Delivery delivery) {
    return isInvoice(delivery)
        ? StripeJson.text(delivery.object(), "id")
        : StripeJson.id(delivery.object(), "invoice");
  }
}
