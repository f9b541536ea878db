package io.paydesk.webhook.callback;

import io.paydesk.order.Order;
import io.paydesk.recurring.InvoiceRecorder;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.stripe.Installation;
import io.paydesk.trace.LogId;
import io.paydesk.trace.Trail;
import io.paydesk.webhook.Delivery;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.Subscribers.Clue;
import io.paydesk.webhook.callback.Subscribers.Subscriber;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
public class StripeRecurringPaymentDeductionCallback implements StripeCallback<InvoiceNews> {

  private final Mode mode;
  private final Installation installation;
  private final InvoiceLookup lookup;
  private final InvoiceRecorder recorder;

  StripeRecurringPaymentDeductionCallback(
      Mode mode, Installation installation, InvoiceLookup lookup, InvoiceRecorder recorder) {
    this.mode = mode;
    this.installation = installation;
    this.lookup = lookup;
    this.recorder = recorder;
  }

  @Override
  public Set<String> types() {
    return Set.of("invoice.paid", "invoice_payment.paid");
  }

  @Override
  public boolean standsAlone(Delivery delivery) {
    return false;
  }

  @Override
  public Uni<Map<String, InvoiceNews>> needs(List<Delivery> deliveries) {
    return installation.id().flatMap(here -> lookup.fetch(ofThisMode(deliveries), here));
  }

  @Override
  public Uni<Map<String, Verdict>> apply(
      List<Delivery> deliveries, Map<String, InvoiceNews> fetched) {
    return installation.id().flatMap(here -> apply(deliveries, fetched, here));
  }

  private Uni<Map<String, Verdict>> apply(
      List<Delivery> deliveries, Map<String, InvoiceNews> fetched, UUID here) {
    return InvoiceLookup.worthAsking(ofThisMode(deliveries), here)
        .flatMap(known -> apply(deliveries, known, fetched, here));
  }

  private Uni<Map<String, Verdict>> apply(
      List<Delivery> deliveries,
      List<Delivery> known,
      Map<String, InvoiceNews> fetched,
      UUID here) {
    known.forEach(
        delivery -> {
          if (!fetched.containsKey(delivery.id())) {
            throw new IllegalStateException("Stripe must be asked first and did not answer");
          }
        });
    var clues =
        deliveries.stream()
            .collect(
                Collectors.toMap(
                    Delivery::id, delivery -> clue(delivery, fetched.get(delivery.id()), here)));
    return Subscribers.find(clues.values())
        .flatMap(found -> write(known, found, fetched).replaceWith(found))
        .map(
            found ->
                deliveries.stream()
                    .collect(
                        Collectors.toMap(
                            Delivery::id,
                            delivery -> verdict(delivery, found, clues.get(delivery.id())))));
  }

  /** As Stripe has just answered, else by the event's own words. */
  private static Clue clue(Delivery delivery, InvoiceNews news, UUID here) {
    return news == null ? InvoiceLookup.clue(delivery, here) : news.clue();
  }

  private Uni<Void> write(
      List<Delivery> deliveries, Subscribers found, Map<String, InvoiceNews> fetched) {
    var bySubscriber = new LinkedHashMap<Subscriber, Set<InvoiceNews>>();
    var trails = new HashMap<Subscriber, Trail>();
    for (var delivery : deliveries) {
      var news = fetched.get(delivery.id());
      var subscriber = found.of(news.clue());
      if (subscriber != null) {
        trails.putIfAbsent(subscriber, delivery.trail());
        bySubscriber.computeIfAbsent(subscriber, x -> new LinkedHashSet<>()).add(news);
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
                          if (first.invoiceId == null
                              && news.stream().noneMatch(n -> n.complete())) {
                            throw new IllegalStateException("all paid invoices are needed first");
                          }
                          return trails
                              .get(entry.getKey())
                              .around(() -> record(first, locked.row(entry.getKey()), news));
                        })
                    .collect()
                    .asList()
                    .replaceWithVoid());
  }

  private Uni<Void> record(Order first, RecurringPayment row, Set<InvoiceNews> news) {
    LogId.RECURRING_PAYMENT.note(row.id);
    return recorder.record(
        first, row, news.stream().flatMap(n -> n.invoices().stream()).distinct().toList());
  }

  private Verdict verdict(Delivery delivery, Subscribers found, Clue clue) {
    if (!mode.fits(delivery)) {
      return Mode.refuse(delivery);
    }
    if (!InvoiceLookup.mayBeOurs(delivery)) {
      return Verdict.ignored("not-of-a-subscription");
    }
    return found.of(clue) == null ? found.refuse(delivery, clue) : Verdict.DONE;
  }

  private List<Delivery> ofThisMode(List<Delivery> deliveries) {
    return deliveries.stream().filter(mode::fits).toList();
  }
}
