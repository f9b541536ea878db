package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentAtStripe;
import io.paydesk.payment.PaymentRecorder;
import io.paydesk.refund.PaymentRefundsReconciler;
import io.paydesk.stripe.PaymentIntentGateway;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.StripeJson;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.Transactions;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.IgnoredBecause;
import io.paydesk.webhook.Patience;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.CheckoutFetch.Question;
import io.paydesk.webhook.callback.KnownPayments.Clue;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Money that a payer's bank held was captured, or let go. The event is about the charge and only a
 * hint: the intent decides, with the checkout session that made it, and Stripe is asked about them
 * where the payment does not know yet.
 *
 * @see <a href="https://docs.stripe.com/api/events/types#event_types-charge.captured">events of
 *     charges</a>
 */
@Singleton
public class StripeChargeCallback implements StripeCallback<Seen<PaymentAtStripe>> {

  private final Transactions transactions;
  private final PaymentIntentGateway stripe;
  private final CheckoutFetch checkouts;
  private final Patience patience;
  private final PaymentRecorder recorder;
  private final PaymentRefundsReconciler refunds;

  StripeChargeCallback(
      Transactions transactions,
      PaymentIntentGateway stripe,
      CheckoutFetch checkouts,
      Patience patience,
      PaymentRecorder recorder,
      PaymentRefundsReconciler refunds) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.checkouts = checkouts;
    this.patience = patience;
    this.recorder = recorder;
    this.refunds = refunds;
  }

  @Override
  public Set<String> types() {
    return Set.of("charge.captured", "charge.expired");
  }

  private static Clue clue(ClaimedEvent event) {
    return new Clue(StripeJson.id(event.object(), "payment_intent"), null);
  }

  private static List<Clue> clues(List<ClaimedEvent> events) {
    return events.stream().map(StripeChargeCallback::clue).toList();
  }

  private record Look(KnownPayments payments, Instant now) {

    /** Null where its payment needs no news. */
    @Nullable Payment openOf(ClaimedEvent event) {
      var payment = payments.of(clue(event));
      return payment != null && isOpen(payment) ? payment : null;
    }
  }

  private static boolean isOpen(Payment payment) {
    return payment.isOneTime() && payment.status.isLive();
  }

  @Override
  public Uni<Fetched<Seen<PaymentAtStripe>>> fetch(List<ClaimedEvent> events) {
    return transactions.read(() -> look(events)).flatMap(look -> fetch(events, look));
  }

  private Uni<Fetched<Seen<PaymentAtStripe>>> fetch(List<ClaimedEvent> events, Look look) {
    var byCheckout = new ArrayList<Question>();
    var others = new ArrayList<ClaimedEvent>();
    for (var event : events) {
      var payment = look.openOf(event);
      if (payment != null && payment.isByCheckout()) {
        byCheckout.add(new Question(event, payment, null, clue(event).intentId()));
      } else if (payment != null) {
        others.add(event);
      }
    }
    return patience
        .askEach(
            others.stream()
                .collect(Collectors.groupingBy(event -> requireNonNull(clue(event).intentId()))),
            stripe::retrieve,
            (its, outcome) -> asked(its, outcome, look.now))
        .flatMap(
            intents ->
                checkouts
                    .fetch(byCheckout, look.now, answered -> answered)
                    .map(sessions -> Fetched.all(List.of(intents, sessions))));
  }

  private static Uni<Look> look(List<ClaimedEvent> events) {
    return DatabaseClock.now()
        .flatMap(
            now ->
                Payment.<Payment>list("paymentIntentId in ?1", KnownPayments.intents(clues(events)))
                    .map(payments -> new Look(new KnownPayments(payments), now)));
  }

  private static Fetched<Seen<PaymentAtStripe>> asked(
      List<ClaimedEvent> its, StripeOutcome<PaymentIntentSnapshot> outcome, Instant askedAt) {
    if (outcome instanceof Done<PaymentIntentSnapshot> done) {
      return Fetched.found(its, Seen.asked(PaymentAtStripe.of(done.value()), askedAt));
    }
    return outcome.saysThatItIsMissing()
        ? Fetched.decided(its, Verdict.ignored(IgnoredBecause.GONE_AT_STRIPE))
        : Fetched.nothing();
  }

  @Override
  public Uni<Map<String, Verdict>> apply(
      List<ClaimedEvent> events, Map<String, Seen<PaymentAtStripe>> found) {
    return PaymentRows.lock(clues(events), List.of())
        .flatMap(
            rows -> {
              var withoutMoney = rows.withoutMoney();
              var verdicts =
                  Verdict.onEach(events, event -> apply(event, rows, found.get(event.id())));
              withoutMoney.removeIf(payment -> !payment.status.hasMoney());
              return refunds
                  .derive(withoutMoney.stream().map(payment -> payment.orderId).toList())
                  .replaceWith(verdicts);
            });
  }

  private Verdict apply(
      ClaimedEvent event, PaymentRows rows, @Nullable Seen<PaymentAtStripe> asked) {
    var payment = rows.payments().of(clue(event));
    if (payment == null) {
      return Verdict.ignored(IgnoredBecause.NOT_OF_THIS_INSTALLATION);
    }
    LogId.PAYMENT.record(payment.id);
    LogId.ORDER.record(payment.orderId);
    if (!isOpen(payment)) {
      return Verdict.DONE;
    }
    return StripeCheckoutCallback.record(recorder, rows.orderOf(payment), payment, asked);
  }
}
