package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentStep;
import io.paydesk.stripe.InvoicedIntentGateway;
import io.paydesk.stripe.PaymentIntentGateway;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.StripeJson;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.Transactions;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.IgnoredBecause;
import io.paydesk.webhook.Patience;
import io.paydesk.webhook.Readings;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.CheckoutFetch.Question;
import io.paydesk.webhook.callback.KnownPayments.Clue;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks Stripe about intents where the event does not say enough: the present state of our intent,
 * and whether an intent without our mark pays one of our invoices. The latter only for customers
 * with a subscription here, so other apps' intents cost no call.
 */
@Singleton
class PaymentFetch {

  private final Transactions transactions;
  private final PaymentIntentGateway stripe;
  private final InvoicedIntentGateway invoices;
  private final DeclineFetch declines;
  private final CheckoutFetch checkouts;
  private final Patience patience;

  PaymentFetch(
      Transactions transactions,
      PaymentIntentGateway stripe,
      InvoicedIntentGateway invoices,
      DeclineFetch declines,
      CheckoutFetch checkouts,
      Patience patience) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.invoices = invoices;
    this.declines = declines;
    this.checkouts = checkouts;
    this.patience = patience;
  }

  private record Look(KnownPayments payments, Set<String> customers, Instant now) {}

  Uni<Fetched<IntentNews>> fetch(List<ClaimedEvent> events, UUID installation) {
    return transactions
        .read(() -> look(events, installation))
        .flatMap(look -> fetch(events, installation, look));
  }

  private Uni<Fetched<IntentNews>> fetch(List<ClaimedEvent> events, UUID installation, Look look) {
    var ours = new ArrayList<ClaimedEvent>();
    var byCheckout = new ArrayList<Question>();
    var strangers = new ArrayList<ClaimedEvent>();
    for (var event : events) {
      var clue = Clue.of(event, installation);
      var payment = look.payments.of(clue);
      if (payment != null && payment.isByCheckout()) {
        byCheckout.add(new Question(event, payment, null, clue.intentId()));
      } else if (payment != null && payment.isOneTime()) {
        ours.add(event);
      } else if (payment == null && mayPayAnInvoice(event, clue, look.customers)) {
        strangers.add(event);
      }
    }
    var read = Readings.of(ours, event -> PaymentEvent.of(event, installation));
    return patience
        .askEach(
            inDoubt(read.read(), look),
            stripe::retrieve,
            (its, outcome) -> asked(its, outcome, look.now))
        .flatMap(
            intents -> invoiced(strangers).map(invoiced -> Fetched.all(List.of(intents, invoiced))))
        .flatMap(
            fetched ->
                checkouts
                    .fetch(byCheckout, look.now, IntentNews::ofCheckout)
                    .map(sessions -> Fetched.all(List.of(fetched, sessions))))
        .flatMap(fetched -> withTries(events, installation, look, fetched))
        .map(fetched -> fetched.and(read.unreadable()));
  }

  private Uni<Fetched<IntentNews>> withTries(
      List<ClaimedEvent> events, UUID installation, Look look, Fetched<IntentNews> fetched) {
    var ours =
        events.stream()
            .filter(
                event ->
                    look.payments.of(Clue.of(event, installation)) != null
                        || newsOf(event, fetched).invoice() != null)
            .toList();
    return declines
        .fetch(ours)
        .map(
            tries -> {
              var news = new HashMap<>(fetched.found());
              tries
                  .found()
                  .forEach(
                      (event, failed) ->
                          news.put(event, news.getOrDefault(event, IntentNews.NONE).with(failed)));
              return new Fetched<>(news, fetched.verdicts()).and(tries.verdicts());
            });
  }

  private static IntentNews newsOf(ClaimedEvent event, Fetched<IntentNews> fetched) {
    return fetched.found().getOrDefault(event.id(), IntentNews.NONE);
  }

  private static boolean mayPayAnInvoice(ClaimedEvent event, Clue clue, Set<String> customers) {
    var customer = customer(event);
    return clue.uuid() == null
        && clue.intentId() != null
        && customer != null
        && customers.contains(customer);
  }

  private static @Nullable String customer(ClaimedEvent event) {
    return StripeJson.id(event.object(), "customer");
  }

  private static Map<String, List<ClaimedEvent>> inDoubt(List<PaymentEvent> events, Look look) {
    return events.stream()
        .collect(Collectors.groupingBy(event -> event.intent().id()))
        .entrySet()
        .stream()
        .filter(
            entry ->
                inDoubt(
                    requireNonNull(look.payments.of(entry.getValue().get(0).clue())),
                    entry.getValue()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> entry.getValue().stream().map(PaymentEvent::claimed).toList()));
  }

  private static boolean inDoubt(Payment payment, List<PaymentEvent> events) {
    if (events.stream().anyMatch(PaymentEvent::isFinal)) {
      return false;
    }
    return events.stream().map(event -> event.intent().status()).distinct().count() > 1
        || events.stream().anyMatch(event -> payment.stepFor(event.seen()) == PaymentStep.ASK);
  }

  /** Without an answer, the events alone may still say enough. */
  private static Fetched<IntentNews> asked(
      List<ClaimedEvent> its, StripeOutcome<PaymentIntentSnapshot> outcome, Instant askedAt) {
    if (outcome instanceof Done<PaymentIntentSnapshot> done) {
      return Fetched.found(its, IntentNews.of(Seen.asked(done.value(), askedAt)));
    }
    return outcome.saysThatItIsMissing()
        ? Fetched.decided(its, Verdict.ignored(IgnoredBecause.GONE_AT_STRIPE))
        : Fetched.nothing();
  }

  private Uni<Fetched<IntentNews>> invoiced(List<ClaimedEvent> strangers) {
    var byIntent =
        strangers.stream()
            .collect(Collectors.groupingBy(event -> StripeJson.text(event.object(), "id")));
    return patience.askEach(
        byIntent,
        intent -> invoices.invoiceOf(intent, namedInvoice(requireNonNull(byIntent.get(intent)))),
        (its, outcome) ->
            outcome.saysThatItIsMissing()
                ? Fetched.nothing()
                : Fetched.needed(
                    its, outcome, found -> found.map(IntentNews::of).orElse(IntentNews.NONE)));
  }

  private static @Nullable String namedInvoice(List<ClaimedEvent> its) {
    return its.stream()
        .map(event -> StripeJson.id(event.object(), "invoice"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static Uni<Look> look(List<ClaimedEvent> events, UUID installation) {
    var clues = events.stream().map(event -> Clue.of(event, installation)).toList();
    return DatabaseClock.now()
        .flatMap(
            now ->
                Payment.<Payment>list(
                        "uuid in ?1 or paymentIntentId in ?2",
                        KnownPayments.uuids(clues),
                        KnownPayments.intents(clues))
                    .map(KnownPayments::new)
                    .flatMap(
                        payments ->
                            subscribing(unknown(events, payments, installation))
                                .map(customers -> new Look(payments, customers, now))));
  }

  /** The customers of intents that no payment here has. */
  private static Set<String> unknown(
      List<ClaimedEvent> events, KnownPayments payments, UUID installation) {
    return events.stream()
        .filter(event -> payments.of(Clue.of(event, installation)) == null)
        .map(PaymentFetch::customer)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static Uni<Set<String>> subscribing(Collection<String> customers) {
    if (customers.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        "select distinct r.customerId from RecurringPayment r where"
                            + " r.customerId in :customers",
                        String.class)
                    .setParameter("customers", customers)
                    .getResultList())
        .map(HashSet::new);
  }
}
