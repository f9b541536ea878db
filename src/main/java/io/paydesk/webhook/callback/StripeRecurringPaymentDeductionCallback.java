package io.paydesk.webhook.callback;

import io.paydesk.changed.Transactions;
import io.paydesk.recurring.InvoiceRecorder;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.StripeJson;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.webhook.Delivery;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.StripeRecurringPaymentDeductionCallback.Invoices;
import io.paydesk.webhook.callback.Subscribers.Clue;
import io.paydesk.webhook.callback.Subscribers.Subscriber;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What happens when an invoice of a subscription is paid, the first one and each renewal: it
 * becomes an order with its payments, once, however often and in which order it is told.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/webhooks">events of subscriptions</a>
 */
@Singleton
public class StripeRecurringPaymentDeductionCallback implements StripeCallback<Invoices> {

  private final Mode mode;
  private final Transactions transactions;
  private final Installation installation;
  private final InvoiceGateway stripe;
  private final Patience patience;
  private final InvoiceRecorder recorder;

  StripeRecurringPaymentDeductionCallback(
      Mode mode,
      Transactions transactions,
      Installation installation,
      InvoiceGateway stripe,
      Patience patience,
      InvoiceRecorder recorder) {
    this.mode = mode;
    this.transactions = transactions;
    this.installation = installation;
    this.stripe = stripe;
    this.patience = patience;
    this.recorder = recorder;
  }

  /**
   * What Stripe answered for one event.
   *
   * @param clue whose invoice it is
   * @param invoices this one; while none has paid the first order, all that are paid, as else a
   *     later one could take the first one's place
   * @param complete whether these are all
   */
  public record Invoices(Clue clue, List<InvoiceWithPayments> invoices, boolean complete) {}

  @Override
  public Set<String> types() {
    return Set.of("invoice.paid", "invoice_payment.paid");
  }

  @Override
  public boolean standsAlone(Delivery delivery) {
    return false;
  }

  @Override
  public Uni<Map<String, Invoices>> needs(List<Delivery> deliveries) {
    return installation
        .id()
        .flatMap(
            here ->
                Multi.createFrom()
                    .iterable(
                        deliveries.stream()
                            .filter(mode::fits)
                            .filter(StripeRecurringPaymentDeductionCallback::mayBeOurs)
                            .collect(
                                Collectors.groupingBy(
                                    StripeRecurringPaymentDeductionCallback::invoiceId))
                            .entrySet())
                    .onItem()
                    .transformToUniAndConcatenate(
                        entry -> fetch(entry.getKey(), entry.getValue(), here))
                    .collect()
                    .in(HashMap::new, Map::putAll));
  }

  /** An invoice tells whether it is a subscription's; its payment does not. */
  private static boolean mayBeOurs(Delivery delivery) {
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

  private Uni<Map<String, Invoices>> fetch(String invoice, List<Delivery> events, UUID here) {
    return stripe
        .retrieve(invoice)
        .plug(patience::atMost)
        .flatMap(
            outcome ->
                outcome instanceof Done<InvoiceWithPayments> done
                    ? withEarlier(done.value(), here)
                    : Uni.createFrom().item(Optional.<Invoices>empty()))
        .map(
            news ->
                news.map(
                        known ->
                            events.stream().collect(Collectors.toMap(Delivery::id, event -> known)))
                    .orElse(Map.of()));
  }

  private Uni<Optional<Invoices>> withEarlier(InvoiceWithPayments paying, UUID here) {
    var invoice = paying.invoice();
    var clue =
        new Clue(
            Installation.rowOf(here, invoice.subscriptionMetadata()),
            invoice.subscriptionId(),
            null);
    var alone = new Invoices(clue, List.of(paying), false);
    return transactions
        .read(() -> Subscribers.find(List.of(clue)))
        .flatMap(
            found -> {
              var subscriber = found.of(clue);
              if (subscriber == null || !subscriber.isUnpaid()) {
                return Uni.createFrom().item(Optional.of(alone));
              }
              return stripe
                  .paid(invoice.subscriptionId())
                  .plug(patience::atMost)
                  .map(
                      outcome ->
                          outcome instanceof Done<List<InvoiceWithPayments>> all
                              ? Optional.of(new Invoices(clue, all.value(), true))
                              : Optional.empty());
            });
  }

  @Override
  public Uni<Map<String, Verdict>> apply(List<Delivery> deliveries, Map<String, Invoices> fetched) {
    var known =
        deliveries.stream()
            .filter(mode::fits)
            .filter(StripeRecurringPaymentDeductionCallback::mayBeOurs)
            .toList();
    known.forEach(
        delivery -> {
          if (!fetched.containsKey(delivery.id())) {
            throw new IllegalStateException("Stripe must be asked first and did not answer");
          }
        });
    return Subscribers.find(
            known.stream().map(delivery -> fetched.get(delivery.id()).clue).toList())
        .flatMap(found -> write(known, found, fetched).replaceWith(found))
        .map(
            found ->
                deliveries.stream()
                    .collect(
                        Collectors.toMap(
                            Delivery::id,
                            delivery -> verdict(delivery, found, fetched.get(delivery.id())))));
  }

  private Uni<Void> write(
      List<Delivery> deliveries, Subscribers found, Map<String, Invoices> fetched) {
    var bySubscriber = new HashMap<Subscriber, Set<Invoices>>();
    for (var delivery : deliveries) {
      var news = fetched.get(delivery.id());
      var subscriber = found.of(news.clue);
      if (subscriber != null) {
        bySubscriber.computeIfAbsent(subscriber, x -> new HashSet<>()).add(news);
      }
    }
    return Subscribers.lock(bySubscriber.keySet())
        .flatMap(
            locked ->
                Multi.createFrom()
                    .iterable(bySubscriber.entrySet())
                    .onItem()
                    .transformToUniAndConcatenate(
                        entry -> {
                          var first = locked.order(entry.getKey());
                          var news = entry.getValue();
                          if (first.invoiceId == null && news.stream().noneMatch(n -> n.complete)) {
                            throw new IllegalStateException("all paid invoices are needed first");
                          }
                          return recorder.record(
                              first,
                              locked.row(entry.getKey()),
                              news.stream().flatMap(n -> n.invoices.stream()).distinct().toList());
                        })
                    .collect()
                    .asList()
                    .replaceWithVoid());
  }

  private Verdict verdict(Delivery delivery, Subscribers found, Invoices news) {
    if (!mode.fits(delivery)) {
      return Mode.refuse(delivery);
    }
    if (!mayBeOurs(delivery)) {
      return Verdict.ignored("not-of-a-subscription");
    }
    return found.of(news.clue) == null ? Verdict.ignored("unknown-subscription") : Verdict.DONE;
  }
}
