package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import io.paydesk.refund.PaymentRefundsReconciler;
import io.paydesk.refund.RefundNews;
import io.paydesk.stripe.RefundGateway;
import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.transaction.Transactions;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.IgnoredBecause;
import io.paydesk.webhook.Patience;
import io.paydesk.webhook.Readings;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.ChargedPayments.Charged;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Applies what Stripe reports about a refund, wherever it was made. It lists and records all
 * refunds of the payment, so it does not matter which event came, when and how often. If Stripe
 * does not answer, it records the event's own refund: refunds only go forward.
 *
 * @see <a href="https://docs.stripe.com/refunds#webhooks">events of refunds</a>
 */
@Singleton
public class StripeRefundCallback implements StripeCallback<List<RefundSnapshot>> {

  private final Transactions transactions;
  private final RefundGateway stripe;
  private final Patience patience;
  private final PaymentRefundsReconciler refunds;

  StripeRefundCallback(
      Transactions transactions,
      RefundGateway stripe,
      Patience patience,
      PaymentRefundsReconciler refunds) {
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
  public Uni<Fetched<List<RefundSnapshot>>> fetch(List<ClaimedEvent> events) {
    return transactions
        .read(() -> find(events))
        .flatMap(
            payments -> {
              var ours = Readings.of(ofPayments(events, payments), RefundEvent::of);
              return patience
                  .askEach(
                      byPayment(ours.read(), payments),
                      payment -> stripe.list(payment.paymentIntentId()),
                      StripeRefundCallback::listed)
                  .map(listed -> listed.and(ours.unreadable()));
            });
  }

  private static List<ClaimedEvent> ofPayments(
      List<ClaimedEvent> events, ChargedPayments payments) {
    return events.stream().filter(event -> payments.of(RefundEvent.clue(event)) != null).toList();
  }

  private static Map<Charged, List<ClaimedEvent>> byPayment(
      List<RefundEvent> events, ChargedPayments payments) {
    return events.stream()
        .collect(
            Collectors.groupingBy(
                event -> payments.of(event.clue()),
                Collectors.mapping(RefundEvent::claimed, Collectors.toList())));
  }

  private static Fetched<List<RefundSnapshot>> listed(
      List<ClaimedEvent> events, StripeOutcome<List<RefundSnapshot>> outcome) {
    if (outcome instanceof Done<List<RefundSnapshot>> done) {
      return Fetched.found(events, done.value());
    }
    return outcome.saysThatItIsMissing()
        ? Fetched.decided(hints(events), Verdict.ignored(IgnoredBecause.GONE_AT_STRIPE))
        : Fetched.nothing();
  }

  /** Events that say nothing by themselves. */
  private static List<ClaimedEvent> hints(List<ClaimedEvent> events) {
    return events.stream().filter(RefundEvent::isOfCharge).toList();
  }

  @Override
  public Uni<Map<String, Verdict>> apply(
      List<ClaimedEvent> events, Map<String, List<RefundSnapshot>> found) {
    return find(events)
        .flatMap(
            payments -> {
              var ours = Readings.of(ofPayments(events, payments), RefundEvent::of);
              var orders = new HashMap<Long, Long>();
              var news = new HashMap<Long, RefundNews>();
              var verdicts = new HashMap<>(ours.unreadable());
              events.forEach(d -> verdicts.putIfAbsent(d.id(), verdict(d, payments)));
              ours.read().stream()
                  .filter(event -> !tells(event, found))
                  .forEach(event -> verdicts.put(event.id(), Verdict.STRIPE_DID_NOT_ANSWER));
              ours.read().stream()
                  .filter(event -> tells(event, found))
                  .collect(Collectors.groupingBy(event -> payments.of(event.clue())))
                  .forEach(
                      (payment, its) -> {
                        orders.put(payment.id(), payment.orderId());
                        news.put(payment.id(), newsOf(its, found));
                      });
              return refunds
                  .take(orders, news)
                  .invoke(
                      left ->
                          ours.read().stream()
                              .filter(
                                  event ->
                                      left.contains(requireNonNull(payments.of(event.clue())).id()))
                              .forEach(
                                  event -> verdicts.put(event.id(), Verdict.STRIPE_DID_NOT_ANSWER)))
                  .replaceWith(verdicts);
            });
  }

  /** Whether it says more than that a charge was refunded, which is only a hint. */
  private static boolean tells(RefundEvent event, Map<String, List<RefundSnapshot>> found) {
    return event.refund() != null || found.containsKey(event.id());
  }

  private static RefundNews newsOf(
      List<RefundEvent> events, Map<String, List<RefundSnapshot>> found) {
    var seen = new ArrayList<RefundSnapshot>();
    for (var event : events) {
      if (event.refund() != null) {
        seen.add(event.refund());
      }
      seen.addAll(found.getOrDefault(event.id(), List.of()));
    }
    // An event may be older than the listing, and the listing older than another batch.
    return new RefundNews(seen, false, events.get(0).claimed().trail());
  }

  private static Verdict verdict(ClaimedEvent event, ChargedPayments payments) {
    var clue = RefundEvent.clue(event);
    return payments.of(clue) == null
        ? Verdict.ignoredUntilPaymentOf(clue.paymentIntentId())
        : Verdict.DONE;
  }

  private static Uni<ChargedPayments> find(List<ClaimedEvent> events) {
    return ChargedPayments.find(events.stream().map(RefundEvent::clue).toList());
  }
}
