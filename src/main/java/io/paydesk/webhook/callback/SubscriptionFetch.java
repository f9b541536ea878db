package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import io.paydesk.recurring.FailedRenewal;
import io.paydesk.recurring.FailedRenewal.Failed;
import io.paydesk.recurring.InvoiceFailure;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.stripe.SubscriptionGateway;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.Transactions;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.Patience;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.Subscribers.Subscriber;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks Stripe for the subscriptions of events, each once per batch. */
@Singleton
class SubscriptionFetch {

  private final Transactions transactions;
  private final AwaitedSubscriptions awaited;
  private final SubscriptionGateway subscriptions;
  private final InvoiceGateway invoices;
  private final Patience patience;

  SubscriptionFetch(
      Transactions transactions,
      AwaitedSubscriptions awaited,
      SubscriptionGateway subscriptions,
      InvoiceGateway invoices,
      Patience patience) {
    this.transactions = transactions;
    this.awaited = awaited;
    this.subscriptions = subscriptions;
    this.invoices = invoices;
    this.patience = patience;
  }

  private record Look(List<SubscriptionEvent> events, Subscribers subscribers, Instant now) {}

  Uni<Fetched<SubscriptionNews>> fetch(List<SubscriptionEvent> events) {
    return look(events)
        .flatMap(
            look -> {
              var byClue = SubscriptionEvent.byClue(events);
              var awaiting = new HashMap<>(look.subscribers.awaiting(byClue));
              awaiting.putAll(look.subscribers.halfLearned(byClue));
              return awaiting.isEmpty()
                  ? fetch(look)
                  : awaited.learn(awaiting).flatMap(unanswered -> withoutThose(events, unanswered));
            });
  }

  private Uni<Fetched<SubscriptionNews>> withoutThose(
      List<SubscriptionEvent> events, Map<String, Verdict> unanswered) {
    return look(events.stream().filter(event -> !unanswered.containsKey(event.id())).toList())
        .flatMap(this::fetch)
        .map(fetched -> fetched.and(unanswered));
  }

  private Uni<Fetched<SubscriptionNews>> fetch(Look look) {
    return Patience.each(bySubscription(look), (known, its) -> ask(known, its, look.now));
  }

  private Uni<Look> look(List<SubscriptionEvent> events) {
    return transactions.read(
        () ->
            DatabaseClock.now()
                .flatMap(
                    now ->
                        Subscribers.find(SubscriptionEvent.clues(events))
                            .map(found -> new Look(events, found, now))));
  }

  /**
   * @param failedTry the latest failed attempt that the app knows of
   */
  private record Known(String subscriptionId, @Nullable String failedTry) {}

  private static Map<Known, List<ClaimedEvent>> bySubscription(Look look) {
    var known = new HashMap<Known, List<ClaimedEvent>>();
    for (var event : look.events) {
      var subscriber = look.subscribers.of(event.clue());
      var id = subscriber == null ? null : idOf(event, subscriber);
      if (subscriber != null && id != null) {
        known
            .computeIfAbsent(new Known(id, subscriber.failedTry()), x -> new ArrayList<>())
            .add(event.claimed());
      }
    }
    return known;
  }

  private static @Nullable String idOf(SubscriptionEvent event, Subscriber subscriber) {
    var named = event.clue().subscriptionId();
    return named == null ? subscriber.subscriptionId() : named;
  }

  private Uni<Fetched<SubscriptionNews>> ask(Known known, List<ClaimedEvent> events, Instant now) {
    return subscriptions
        .retrieve(known.subscriptionId)
        .plug(patience::atMost)
        .flatMap(
            outcome -> {
              if (outcome instanceof Done<SubscriptionSnapshot> done) {
                return Patience.each(
                    events.stream().collect(Collectors.toMap(ClaimedEvent::id, List::of)),
                    (event, its) -> withFailure(known, its, done.value(), now));
              }
              return Uni.createFrom()
                  .item(
                      outcome.saysThatItIsMissing()
                              && outcome instanceof Refused<SubscriptionSnapshot> word
                          ? Fetched.found(events, new SubscriptionNews(null, word, now, null))
                          : Fetched.nothing());
            });
  }

  /**
   * An invoice does not say why it was not paid: its PaymentIntent does. Another event may come
   * before the one of the failure, and the app is told the reason with what follows from it.
   */
  private Uni<Fetched<SubscriptionNews>> withFailure(
      Known known, List<ClaimedEvent> one, SubscriptionSnapshot subscription, Instant now) {
    var event = one.get(0);
    var setup = setupFailure(event);
    var ofEvent = SubscriptionEvent.unpaidInvoiceId(event);
    var unreported = FailedRenewal.unreported(known.failedTry, subscription);
    if (setup != null || ofEvent == null && unreported == null) {
      var failed = setup == null ? null : new Failed(SubscriptionEvent.tried(event), setup);
      return Uni.createFrom().item(found(one, subscription, now, failed));
    }
    var tried = ofEvent == null ? requireNonNull(unreported) : SubscriptionEvent.tried(event);
    return invoices
        .retrieve(ofEvent == null ? requireNonNull(subscription.latestInvoice()).id() : ofEvent)
        .plug(patience::atMost)
        .map(
            outcome ->
                outcome instanceof Unknown<InvoiceWithPayments>
                    ? Fetched.nothing()
                    : found(one, subscription, now, failed(tried, outcome)));
  }

  private static @Nullable Failed failed(String tried, StripeOutcome<InvoiceWithPayments> outcome) {
    var why =
        outcome instanceof Done<InvoiceWithPayments> done ? InvoiceFailure.of(done.value()) : null;
    return why == null ? null : new Failed(tried, why);
  }

  private static Fetched<SubscriptionNews> found(
      List<ClaimedEvent> one,
      SubscriptionSnapshot subscription,
      Instant now,
      @Nullable Failed failed) {
    return Fetched.found(one, new SubscriptionNews(subscription, null, now, failed));
  }

  private static @Nullable StripeFailure setupFailure(ClaimedEvent event) {
    var error = event.object().path("last_setup_error");
    if (event.type().equals(SubscriptionEvent.SETUP_FAILED) && error.isObject()) {
      return new StripeFailure(
          error.path("code").asText(null),
          error.path("decline_code").asText(null),
          error.path("message").asText(null));
    }
    return null;
  }
}
