package io.paydesk.webhook.callback;

import io.paydesk.stripe.Installation;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.StripeJson;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.Transactions;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.IgnoredBecause;
import io.paydesk.webhook.Patience;
import io.paydesk.webhook.Strangers;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.Subscribers.Clue;
import io.paydesk.webhook.callback.Subscribers.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Asks Stripe for the invoices of events with what paid them, each once for all events of a batch.
 */
@Singleton
class InvoiceFetch {

  private final Transactions transactions;
  private final InvoiceGateway stripe;
  private final Patience patience;
  private final Strangers strangers;

  InvoiceFetch(
      Transactions transactions, InvoiceGateway stripe, Patience patience, Strangers strangers) {
    this.strangers = strangers;
    this.transactions = transactions;
    this.stripe = stripe;
    this.patience = patience;
  }

  Uni<Fetched<InvoiceNews>> fetch(List<ClaimedEvent> deliveries, UUID installation) {
    return transactions
        .read(() -> worthAsking(deliveries, installation))
        .flatMap(worthAsking -> fetch(deliveries, worthAsking, installation))
        .flatMap(retrieved -> withEarlier(deliveries, retrieved));
  }

  private Uni<Fetched<InvoiceNews>> fetch(
      List<ClaimedEvent> deliveries, List<ClaimedEvent> worthAsking, UUID installation) {
    var byInvoice = worthAsking.stream().collect(Collectors.groupingBy(InvoiceFetch::invoiceId));
    return strangers
        .among(byInvoice.keySet())
        .flatMap(
            known -> {
              var foreign = new HashMap<>(known);
              foreign.putAll(saidToBeForeign(deliveries, worthAsking));
              return Patience.each(
                  byInvoice,
                  (id, its) ->
                      foreign.containsKey(id) && its.stream().noneMatch(InvoiceFetch::isInvoice)
                          ? Uni.createFrom().item(Fetched.decided(its, foreign.get(id)))
                          : retrieve(id, its, installation));
            });
  }

  /** The payment of an invoice does not tell whose that is. The invoice's own event does. */
  private static Map<String, Verdict> saidToBeForeign(
      List<ClaimedEvent> deliveries, List<ClaimedEvent> worthAsking) {
    var foreign = new HashMap<String, Verdict>();
    deliveries.stream()
        .filter(InvoiceFetch::isInvoice)
        .filter(delivery -> !worthAsking.contains(delivery))
        .forEach(
            delivery ->
                foreign.put(
                    invoiceId(delivery),
                    Verdict.ignored(
                        mayBeOurs(delivery)
                            ? IgnoredBecause.UNKNOWN_SUBSCRIPTION
                            : IgnoredBecause.NOT_OF_A_SUBSCRIPTION)));
    return foreign;
  }

  /** Others' invoices say so themselves, and cost no call. Within a session. */
  static Uni<List<ClaimedEvent>> worthAsking(List<ClaimedEvent> deliveries, UUID installation) {
    var possible =
        deliveries.stream()
            .filter(InvoiceFetch::mayBeOurs)
            .filter(delivery -> invoiceId(delivery) != null)
            .toList();
    return Subscribers.find(
            possible.stream().map(delivery -> clue(delivery, installation)).toList())
        .map(
            found ->
                possible.stream()
                    .filter(
                        delivery ->
                            !isInvoice(delivery) || found.of(clue(delivery, installation)) != null)
                    .toList());
  }

  static Clue clue(ClaimedEvent delivery, UUID installation) {
    return isInvoice(delivery)
        ? clue(
            InvoiceSnapshot.subscriptionMetadata(delivery.object()),
            InvoiceSnapshot.subscriptionId(delivery.object()),
            installation)
        : new Clue(null, null, null);
  }

  private static Clue clue(Map<String, String> metadata, String subscriptionId, UUID installation) {
    return new Clue(Installation.rowOf(installation, metadata), subscriptionId, null);
  }

  private Uni<Fetched<InvoiceNews>> retrieve(
      String id, List<ClaimedEvent> deliveries, UUID installation) {
    return stripe
        .retrieve(id)
        .plug(patience::atMost)
        .map(
            outcome -> Fetched.needed(deliveries, outcome, invoice -> news(invoice, installation)));
  }

  private static InvoiceNews news(InvoiceWithPayments paying, UUID installation) {
    var invoice = paying.invoice();
    return new InvoiceNews(
        clue(invoice.subscriptionMetadata(), invoice.subscriptionId(), installation),
        List.of(paying),
        false);
  }

  private Uni<Fetched<InvoiceNews>> withEarlier(
      List<ClaimedEvent> deliveries, Fetched<InvoiceNews> retrieved) {
    var byNews =
        deliveries.stream()
            .filter(delivery -> retrieved.found().containsKey(delivery.id()))
            .collect(Collectors.groupingBy(delivery -> retrieved.found().get(delivery.id())));
    return transactions
        .read(() -> Subscribers.find(byNews.keySet().stream().map(InvoiceNews::clue).toList()))
        .flatMap(
            found ->
                Patience.each(byNews, (news, its) -> withEarlier(found.of(news.clue()), news, its)))
        .map(all -> all.and(retrieved.verdicts()));
  }

  private Uni<Fetched<InvoiceNews>> withEarlier(
      Subscriber subscriber, InvoiceNews alone, List<ClaimedEvent> its) {
    if (subscriber == null || !subscriber.isUnpaid()) {
      return Uni.createFrom().item(Fetched.found(its, alone));
    }
    return stripe
        .paid(alone.clue().subscriptionId(), Set.of())
        .plug(patience::atMost)
        .map(
            outcome -> {
              if (!(outcome instanceof Done<List<InvoiceWithPayments>> all)) {
                return Fetched.decided(its, Verdict.STRIPE_DID_NOT_ANSWER);
              }
              // A listing may lag behind the event.
              var both = new ArrayList<>(all.value());
              alone.invoices().stream()
                  .filter(
                      told ->
                          both.stream()
                              .noneMatch(known -> known.invoice().id().equals(told.invoice().id())))
                  .forEach(both::add);
              return Fetched.found(its, new InvoiceNews(alone.clue(), both, true));
            });
  }

  /** An invoice tells whether it is a subscription's; its payment does not. */
  static boolean mayBeOurs(ClaimedEvent delivery) {
    return !isInvoice(delivery) || InvoiceSnapshot.subscriptionId(delivery.object()) != null;
  }

  private static boolean isInvoice(ClaimedEvent delivery) {
    return "invoice".equals(StripeJson.text(delivery.object(), "object"));
  }

  private static String invoiceId(ClaimedEvent delivery) {
    return isInvoice(delivery)
        ? StripeJson.text(delivery.object(), "id")
        : StripeJson.id(delivery.object(), "invoice");
  }
}
