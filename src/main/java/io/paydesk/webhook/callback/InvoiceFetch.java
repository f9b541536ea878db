package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

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
import org.jspecify.annotations.Nullable;

/** Asks Stripe for the invoices of events and their payments, each once per batch. */
@Singleton
class InvoiceFetch {

  private final Transactions transactions;
  private final AwaitedSubscriptions awaited;
  private final InvoiceGateway stripe;
  private final Patience patience;
  private final Strangers strangers;

  InvoiceFetch(
      Transactions transactions,
      AwaitedSubscriptions awaited,
      InvoiceGateway stripe,
      Patience patience,
      Strangers strangers) {
    this.strangers = strangers;
    this.transactions = transactions;
    this.awaited = awaited;
    this.stripe = stripe;
    this.patience = patience;
  }

  Uni<Fetched<InvoiceNews>> fetch(List<ClaimedEvent> events, UUID installation) {
    return transactions
        .read(() -> awaiting(events, installation))
        .flatMap(awaited::learn)
        .flatMap(
            unanswered ->
                fetchAnswered(without(events, unanswered), installation)
                    .map(fetched -> fetched.and(unanswered)));
  }

  private static List<ClaimedEvent> without(
      List<ClaimedEvent> events, Map<String, Verdict> unanswered) {
    return events.stream().filter(event -> !unanswered.containsKey(event.id())).toList();
  }

  private static Uni<Map<Long, List<ClaimedEvent>>> awaiting(
      List<ClaimedEvent> events, UUID installation) {
    var byClue = events.stream().collect(Collectors.groupingBy(event -> clue(event, installation)));
    return Subscribers.find(byClue.keySet()).map(found -> found.awaiting(byClue));
  }

  private Uni<Fetched<InvoiceNews>> fetchAnswered(List<ClaimedEvent> events, UUID installation) {
    return transactions
        .read(() -> worthAsking(events, installation))
        .flatMap(worthAsking -> fetch(events, worthAsking, installation))
        .flatMap(retrieved -> awaitedToo(events, retrieved))
        .flatMap(retrieved -> withEarlier(events, retrieved));
  }

  /** A payment of an invoice says whose it is only now. */
  private Uni<Fetched<InvoiceNews>> awaitedToo(
      List<ClaimedEvent> events, Fetched<InvoiceNews> retrieved) {
    var byClue =
        events.stream()
            .filter(event -> !isInvoice(event) && retrieved.found().containsKey(event.id()))
            .collect(
                Collectors.groupingBy(
                    event -> requireNonNull(retrieved.found().get(event.id())).clue()));
    if (byClue.isEmpty()) {
      return Uni.createFrom().item(retrieved);
    }
    return transactions
        .read(() -> Subscribers.find(byClue.keySet()).map(found -> found.awaiting(byClue)))
        .flatMap(awaited::learn)
        .map(
            unanswered -> {
              var found = new HashMap<>(retrieved.found());
              found.keySet().removeAll(unanswered.keySet());
              return new Fetched<>(found, retrieved.verdicts()).and(unanswered);
            });
  }

  private Uni<Fetched<InvoiceNews>> fetch(
      List<ClaimedEvent> events, List<ClaimedEvent> worthAsking, UUID installation) {
    var byInvoice = worthAsking.stream().collect(Collectors.groupingBy(InvoiceFetch::invoiceId));
    return strangers
        .among(byInvoice.keySet())
        .flatMap(
            known -> {
              var foreign = new HashMap<>(known);
              foreign.putAll(foreignInvoices(events, worthAsking));
              return Patience.each(
                  byInvoice,
                  (id, its) ->
                      foreign.containsKey(id) && its.stream().noneMatch(InvoiceFetch::isInvoice)
                          ? Uni.createFrom().item(Fetched.decided(its, foreign.get(id)))
                          : retrieve(id, its, installation));
            });
  }

  /** A payment of an invoice does not say whose it is. The invoice's own event does. */
  private static Map<String, Verdict> foreignInvoices(
      List<ClaimedEvent> events, List<ClaimedEvent> worthAsking) {
    var foreign = new HashMap<String, Verdict>();
    events.stream()
        .filter(InvoiceFetch::isInvoice)
        .filter(event -> !worthAsking.contains(event))
        .forEach(
            event ->
                foreign.put(
                    invoiceId(event),
                    Verdict.ignored(
                        mayBeOurs(event)
                            ? IgnoredBecause.UNKNOWN_SUBSCRIPTION
                            : IgnoredBecause.NOT_OF_A_SUBSCRIPTION)));
    return foreign;
  }

  /** Events of other apps' invoices say so themselves, and cost no call. Call it in a session. */
  static Uni<List<ClaimedEvent>> worthAsking(List<ClaimedEvent> events, UUID installation) {
    var possible =
        events.stream()
            .filter(InvoiceFetch::mayBeOurs)
            .filter(event -> invoiceId(event) != null)
            .toList();
    return Subscribers.find(possible.stream().map(event -> clue(event, installation)).toList())
        .map(
            found ->
                possible.stream()
                    .filter(
                        event -> !isInvoice(event) || found.of(clue(event, installation)) != null)
                    .toList());
  }

  static Clue clue(ClaimedEvent event, UUID installation) {
    if (!isInvoice(event)) {
      return new Clue(null, null, null);
    }
    return clue(
        InvoiceSnapshot.subscriptionMetadata(event.object()),
        InvoiceSnapshot.subscriptionId(event.object()),
        installation);
  }

  private static Clue clue(
      Map<String, String> metadata, @Nullable String subscriptionId, UUID installation) {
    return new Clue(Installation.rowOf(installation, metadata), subscriptionId, null);
  }

  private Uni<Fetched<InvoiceNews>> retrieve(
      String id, List<ClaimedEvent> events, UUID installation) {
    return stripe
        .retrieve(id)
        .plug(patience::atMost)
        .map(outcome -> Fetched.needed(events, outcome, invoice -> news(invoice, installation)));
  }

  private static InvoiceNews news(InvoiceWithPayments paying, UUID installation) {
    var invoice = paying.invoice();
    return new InvoiceNews(
        clue(invoice.subscriptionMetadata(), invoice.subscriptionId(), installation),
        List.of(paying),
        false);
  }

  private Uni<Fetched<InvoiceNews>> withEarlier(
      List<ClaimedEvent> events, Fetched<InvoiceNews> retrieved) {
    var byNews =
        events.stream()
            .filter(event -> retrieved.found().containsKey(event.id()))
            .collect(Collectors.groupingBy(event -> retrieved.found().get(event.id())));
    return transactions
        .read(() -> Subscribers.find(byNews.keySet().stream().map(InvoiceNews::clue).toList()))
        .flatMap(
            found ->
                Patience.each(byNews, (news, its) -> withEarlier(found.of(news.clue()), news, its)))
        .map(all -> all.and(retrieved.verdicts()));
  }

  private Uni<Fetched<InvoiceNews>> withEarlier(
      @Nullable Subscriber subscriber, InvoiceNews alone, List<ClaimedEvent> its) {
    var subscription = alone.clue().subscriptionId();
    if (subscriber == null || subscription == null || !subscriber.isUnpaid()) {
      return Uni.createFrom().item(Fetched.found(its, alone));
    }
    return stripe
        .paid(subscription, Set.of())
        .plug(patience::atMost)
        .map(
            outcome -> {
              if (!(outcome instanceof Done<List<InvoiceWithPayments>> all)) {
                return Fetched.decided(its, Verdict.STRIPE_DID_NOT_ANSWER);
              }
              // The listing may lag behind the event.
              var both = new ArrayList<>(all.value());
              alone.invoices().stream()
                  .filter(
                      reported ->
                          both.stream()
                              .noneMatch(
                                  known -> known.invoice().id().equals(reported.invoice().id())))
                  .forEach(both::add);
              return Fetched.found(its, new InvoiceNews(alone.clue(), both, true));
            });
  }

  /** An invoice says whether it belongs to a subscription; its payment does not. */
  static boolean mayBeOurs(ClaimedEvent event) {
    return !isInvoice(event) || InvoiceSnapshot.subscriptionId(event.object()) != null;
  }

  private static boolean isInvoice(ClaimedEvent event) {
    return "invoice".equals(StripeJson.text(event.object(), "object"));
  }

  private static @Nullable String invoiceId(ClaimedEvent event) {
    return isInvoice(event)
        ? StripeJson.text(event.object(), "id")
        : StripeJson.id(event.object(), "invoice");
  }
}
