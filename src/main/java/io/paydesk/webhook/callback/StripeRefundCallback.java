package io.paydesk.webhook.callback;

import io.paydesk.changed.Transactions;
import io.paydesk.refund.RefundNews;
import io.paydesk.refund.RefundSync;
import io.paydesk.stripe.RefundGateway;
import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.webhook.Delivery;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.ChargedPayments.Charged;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happens when Stripe tells something of a refund, wherever it was made: all refunds of its
 * payment are listed and taken over, so that it does not matter which event came, when and how
 * often. Where Stripe does not answer, the event's own refund is taken over: refunds go forward
 * only.
 *
 * @see <a href="https://docs.stripe.com/refunds#webhooks">events of refunds</a>
 */
@Singleton
public class StripeRefundCallback implements StripeCallback<List<RefundSnapshot>> {

  private final Mode mode;
  private final Transactions transactions;
  private final RefundGateway stripe;
  private final Patience patience;
  private final RefundSync refunds;

  StripeRefundCallback(
      Mode mode,
      Transactions transactions,
      RefundGateway stripe,
      Patience patience,
      RefundSync refunds) {
    this.mode = mode;
    this.transactions = transactions;
    this.stripe = stripe;
    this.patience = patience;
    this.refunds = refunds;
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "refund.created",
        "refund.updated",
        "refund.failed",
        "charge.refund.updated",
        "charge.refunded");
  }

  @Override
  public boolean standsAlone(Delivery delivery) {
    return false;
  }

  @Override
  public Uni<Map<String, List<RefundSnapshot>>> needs(List<Delivery> deliveries) {
    var events = ofThisMode(deliveries);
    return transactions
        .read(() -> find(events))
        .flatMap(
            payments ->
                Multi.createFrom()
                    .iterable(byPayment(events, payments).entrySet())
                    .onItem()
                    .transformToUni(entry -> list(entry.getKey(), entry.getValue()))
                    .merge(Patience.AT_ONCE)
                    .collect()
                    .in(HashMap::new, Map::putAll));
  }

  private Uni<Map<String, List<RefundSnapshot>>> list(Charged payment, List<RefundEvent> events) {
    return events
        .get(0)
        .delivery()
        .trail()
        .during(() -> stripe.list(payment.paymentIntentId()))
        .plug(patience::atMost)
        .map(
            outcome ->
                outcome instanceof Done<List<RefundSnapshot>> done
                    ? events.stream()
                        .collect(Collectors.toMap(RefundEvent::id, event -> done.value()))
                    : Map.of());
  }

  @Override
  public Uni<Map<String, Verdict>> apply(
      List<Delivery> deliveries, Map<String, List<RefundSnapshot>> fetched) {
    var events = ofThisMode(deliveries);
    return find(events)
        .flatMap(
            payments -> {
              var orders = new HashMap<Long, Long>();
              var news = new HashMap<Long, RefundNews>();
              byPayment(events, payments)
                  .forEach(
                      (payment, itsEvents) -> {
                        orders.put(payment.id(), payment.orderId());
                        news.put(payment.id(), newsOf(itsEvents, fetched));
                      });
              return refunds.take(orders, news).replaceWith(verdicts(deliveries, payments));
            });
  }

  private static RefundNews newsOf(
      List<RefundEvent> events, Map<String, List<RefundSnapshot>> fetched) {
    var seen = new ArrayList<RefundSnapshot>();
    for (var event : events) {
      var listed = fetched.get(event.id());
      if (event.refund() == null && listed == null) {
        throw new IllegalStateException("Stripe must be asked first and did not answer");
      }
      if (event.refund() != null) {
        seen.add(event.refund());
      }
      if (listed != null) {
        seen.addAll(listed);
      }
    }
    // The events' own may be older than the listing, and the listing older than another batch.
    return new RefundNews(seen, false, events.get(0).delivery().trail());
  }

  private Map<String, Verdict> verdicts(List<Delivery> deliveries, ChargedPayments payments) {
    return deliveries.stream()
        .collect(Collectors.toMap(Delivery::id, delivery -> verdict(delivery, payments)));
  }

  private Verdict verdict(Delivery delivery, ChargedPayments payments) {
    if (!mode.fits(delivery)) {
      return Mode.refuse(delivery);
    }
    var clue = RefundEvent.of(delivery).clue();
    return payments.of(clue) == null
        ? Verdict.ignoredUntilPaymentOf(clue.paymentIntentId())
        : Verdict.DONE;
  }

  private List<RefundEvent> ofThisMode(List<Delivery> deliveries) {
    return deliveries.stream().filter(mode::fits).map(RefundEvent::of).toList();
  }

  private static Uni<ChargedPayments> find(List<RefundEvent> events) {
    return ChargedPayments.find(events.stream().map(RefundEvent::clue).toList());
  }

  private static Map<Charged, List<RefundEvent>> byPayment(
      List<RefundEvent> events, ChargedPayments payments) {
    return events.stream()
        .filter(event -> payments.of(event.clue()) != null)
        .collect(Collectors.groupingBy(event -> payments.of(event.clue())));
  }
}
