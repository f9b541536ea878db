package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.Order;
import io.paydesk.recurring.InvoiceRecorder;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.stripe.Installation;
import io.paydesk.trace.LogId;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.Subscribers.Clue;
import io.paydesk.webhook.callback.Subscribers.Subscriber;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Applies paid invoices of a subscription, the first one and each renewal: each becomes an order
 * with its payments, once, however often and in which order it is reported.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/webhooks">events of subscriptions</a>
 */
@Singleton
public class StripeRecurringPaymentDeductionCallback implements StripeCallback<InvoiceNews> {

  private final Installation installation;
  private final InvoiceFetch lookup;
  private final InvoiceRecorder recorder;

  StripeRecurringPaymentDeductionCallback(
      Installation installation, InvoiceFetch lookup, InvoiceRecorder recorder) {
    this.installation = installation;
    this.lookup = lookup;
    this.recorder = recorder;
  }

  @Override
  public Set<String> types() {
    return Set.of("invoice.paid", "invoice_payment.paid");
  }

  @Override
  public Uni<Fetched<InvoiceNews>> fetch(List<ClaimedEvent> events) {
    return lookup.fetch(events, installation.id());
  }

  @Override
  public Uni<Map<String, Verdict>> apply(
      List<ClaimedEvent> events, Map<String, InvoiceNews> fetched) {
    return InvoiceFetch.worthAsking(events, installation.id())
        .flatMap(known -> apply(events, known, fetched));
  }

  private Uni<Map<String, Verdict>> apply(
      List<ClaimedEvent> events, List<ClaimedEvent> known, Map<String, InvoiceNews> fetched) {
    var clues =
        events.stream()
            .collect(
                Collectors.toMap(ClaimedEvent::id, event -> clue(event, fetched.get(event.id()))));
    var answered = known.stream().filter(d -> fetched.containsKey(d.id())).toList();
    var unanswered = known.stream().filter(d -> !fetched.containsKey(d.id())).toList();
    return Subscribers.find(clues.values())
        .flatMap(
            found ->
                write(answered, found, fetched)
                    .map(
                        written -> {
                          var verdicts = new HashMap<String, Verdict>();
                          events.forEach(
                              d ->
                                  verdicts.put(
                                      d.id(),
                                      verdict(d, found, requireNonNull(clues.get(d.id())))));
                          verdicts.putAll(written);
                          unanswered.forEach(
                              d -> verdicts.put(d.id(), Verdict.STRIPE_DID_NOT_ANSWER));
                          return verdicts;
                        }));
  }

  /** From Stripe's answer, else from the event. */
  private Clue clue(ClaimedEvent event, @Nullable InvoiceNews news) {
    return news == null ? InvoiceFetch.clue(event, installation.id()) : news.clue();
  }

  /** The verdicts on our events. */
  private Uni<Map<String, Verdict>> write(
      List<ClaimedEvent> events, Subscribers found, Map<String, InvoiceNews> fetched) {
    var bySubscriber = new LinkedHashMap<Subscriber, List<ClaimedEvent>>();
    for (var event : events) {
      var subscriber = found.of(requireNonNull(fetched.get(event.id())).clue());
      if (subscriber != null) {
        bySubscriber.computeIfAbsent(subscriber, x -> new ArrayList<>()).add(event);
      }
    }
    return Subscribers.lock(bySubscriber.keySet())
        .flatMap(
            locked ->
                Multi.createFrom()
                    .iterable(bySubscriber.entrySet())
                    .onItem()
                    .transformToUniAndConcatenate(
                        entry ->
                            record(
                                    locked.order(entry.getKey()),
                                    locked.row(entry.getKey()),
                                    entry.getValue(),
                                    fetched)
                                .map(verdict -> Fetched.decided(entry.getValue(), verdict)))
                    .collect()
                    .asList()
                    .map(parts -> Fetched.all(parts).verdicts()));
  }

  private Uni<Verdict> record(
      Order first,
      RecurringPayment row,
      List<ClaimedEvent> events,
      Map<String, InvoiceNews> fetched) {
    var news = events.stream().map(d -> fetched.get(d.id())).distinct().toList();
    if (first.invoiceId == null && news.stream().noneMatch(InvoiceNews::complete)) {
      return Uni.createFrom().item(Verdict.later("all paid invoices are needed first"));
    }
    return events
        .get(0)
        .trail()
        .around(
            () -> {
              LogId.RECURRING_PAYMENT.record(row.id);
              return recorder.record(
                  first,
                  row,
                  news.stream().flatMap(n -> n.invoices().stream()).distinct().toList());
            })
        .replaceWith(Verdict.DONE);
  }

  private static Verdict verdict(ClaimedEvent event, Subscribers found, Clue clue) {
    return found.of(clue) == null ? found.refuse(event, clue) : Verdict.DONE;
  }
}
