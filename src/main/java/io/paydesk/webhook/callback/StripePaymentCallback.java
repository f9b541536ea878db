package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.order.Order;
import io.paydesk.payment.DeclineRecorder;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentRecorder;
import io.paydesk.payment.PaymentStep;
import io.paydesk.refund.PaymentRefundsReconciler;
import io.paydesk.stripe.CheckoutSessionRequest;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.trace.LogId;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.IgnoredBecause;
import io.paydesk.webhook.Readings;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Applies what Stripe reports about a one-time payment, to the payment and its order. For the
 * intent of an invoice it takes only failed attempts: the invoice's events report the rest.
 *
 * @see <a href="https://docs.stripe.com/payments/payment-intents/verifying-status">verifying the
 *     status</a>
 */
@Singleton
public class StripePaymentCallback implements StripeCallback<IntentNews> {

  /** The intent's end, which is true whenever it is reported. */
  private static final Set<String> FINAL =
      Set.of("payment_intent.succeeded", "payment_intent.canceled");

  private final Installation installation;
  private final PaymentFetch lookup;
  private final PaymentRecorder recorder;
  private final PaymentRefundsReconciler refunds;
  private final DeclineRecorder declines;

  StripePaymentCallback(
      Installation installation,
      PaymentFetch lookup,
      PaymentRecorder recorder,
      PaymentRefundsReconciler refunds,
      DeclineRecorder declines) {
    this.installation = installation;
    this.lookup = lookup;
    this.recorder = recorder;
    this.refunds = refunds;
    this.declines = declines;
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "payment_intent.created",
        "payment_intent.requires_action",
        "payment_intent.processing",
        "payment_intent.payment_failed",
        "payment_intent.partially_funded",
        "payment_intent.amount_capturable_updated",
        "payment_intent.succeeded",
        "payment_intent.canceled");
  }

  @Override
  public Set<String> typesThatStandAlone() {
    return FINAL;
  }

  /**
   * Without our mark, Stripe may have to be asked whether it pays one of our invoices. Of one that
   * a checkout session made, the session says the rest.
   */
  @Override
  public boolean standsAlone(JsonNode intent) {
    return intent.path("metadata").has(Installation.rowKey())
        && !CheckoutSessionRequest.made(intent);
  }

  @Override
  public Uni<Fetched<IntentNews>> fetch(List<ClaimedEvent> events) {
    return lookup.fetch(events, installation.id());
  }

  @Override
  public Uni<Map<String, Verdict>> apply(List<ClaimedEvent> events, Map<String, IntentNews> found) {
    return Subscribers.find(
            found.values().stream().map(news -> news.invoiceClue(installation.id())).toList())
        .flatMap(
            subscribers -> {
              var all = new IntentsOfBatch(installation.id(), found, subscribers);
              return PaymentRows.lock(all.clues(events), all.invoiced(events))
                  .flatMap(rows -> apply(events, all, rows));
            });
  }

  private Uni<Map<String, Verdict>> apply(
      List<ClaimedEvent> events, IntentsOfBatch all, PaymentRows rows) {
    var verdicts = new HashMap<String, Verdict>();
    events.forEach(
        event ->
            event
                .trail()
                .during(() -> all.refuse(event, rows.payments()))
                .ifPresent(because -> verdicts.put(event.id(), Verdict.ignored(because))));
    var ours =
        Readings.of(
            events.stream().filter(one -> !verdicts.containsKey(one.id())).toList(),
            event -> PaymentEvent.of(event, all.installation()));
    verdicts.putAll(ours.unreadable());
    var withoutMoney = rows.withoutMoney();
    endsFirst(ours.read())
        .forEach(
            event ->
                verdicts.put(
                    event.id(),
                    event
                        .claimed()
                        .trail()
                        .during(() -> apply(event, rows, all.news(event.claimed())))));
    withoutMoney.removeIf(payment -> !payment.status.hasMoney());
    var failed =
        events.stream()
            .filter(DeclineFetch::tellsOfADecline)
            .filter(event -> countsAsDecline(requireNonNull(verdicts.get(event.id()))))
            .map(event -> all.decline(event, rows))
            .flatMap(Optional::stream)
            .toList();
    // News of a refund can overtake the news of its payment.
    return refunds
        .derive(withoutMoney.stream().map(payment -> payment.orderId).toList())
        .flatMap(derived -> declines.record(failed))
        .replaceWith(verdicts);
  }

  private static boolean countsAsDecline(Verdict verdict) {
    return verdict.equals(Verdict.DONE)
        || verdict.equals(Verdict.ignored(IgnoredBecause.PAYMENT_OF_AN_INVOICE));
  }

  /**
   * Events that end an intent come first: then the others add nothing, and Stripe need not be
   * asked.
   */
  private static List<PaymentEvent> endsFirst(List<PaymentEvent> events) {
    return events.stream().sorted(Comparator.comparing(PaymentEvent::isFinal).reversed()).toList();
  }

  private Verdict apply(PaymentEvent event, PaymentRows rows, IntentNews news) {
    var payment = requireNonNull(rows.payments().of(event.clue()));
    LogId.PAYMENT.record(payment.id);
    LogId.ORDER.record(payment.orderId);
    boolean hadMoney = payment.status.hasMoney();
    var verdict = record(event, rows.orderOf(payment), payment, news);
    if (!hadMoney && event.intent().status() == IntentStatus.SUCCEEDED) {
      payment.cameAt(event.claimed().happenedAt());
    }
    return verdict;
  }

  private Verdict record(PaymentEvent event, Order order, Payment payment, IntentNews news) {
    if (payment.isByCheckout()) {
      return payment.status.hasMoney()
          ? Verdict.DONE
          : StripeCheckoutCallback.record(recorder, order, payment, news.checkout());
    }
    var asked = news.seen();
    var step = recorder.record(order, payment, event.seen());
    if (step == PaymentStep.ASK && asked != null && payment.fits(asked.value())) {
      step = recorder.record(order, payment, asked);
    }
    return step == PaymentStep.ASK ? Verdict.STRIPE_DID_NOT_ANSWER : Verdict.DONE;
  }
}
