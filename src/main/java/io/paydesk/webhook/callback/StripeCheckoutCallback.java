package io.paydesk.webhook.callback;

import io.paydesk.order.Order;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentAtStripe;
import io.paydesk.payment.PaymentRecorder;
import io.paydesk.payment.PaymentStep;
import io.paydesk.refund.PaymentRefundsReconciler;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.StripeJson;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.Transactions;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.CheckoutFetch.Question;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Applies what Stripe reports about a checkout session to its payment. No event is believed: each
 * makes us ask Stripe for the session and its intent as they are now.
 *
 * @see <a href="https://docs.stripe.com/checkout/fulfillment">after the payment</a>
 */
@Singleton
public class StripeCheckoutCallback implements StripeCallback<Seen<PaymentAtStripe>> {

  private final Installation installation;
  private final Transactions transactions;
  private final CheckoutFetch lookup;
  private final SubscriptionSessionEvents subscriptions;
  private final SetupSessionEvents setups;
  private final PaymentRecorder recorder;
  private final PaymentRefundsReconciler refunds;

  StripeCheckoutCallback(
      Installation installation,
      Transactions transactions,
      CheckoutFetch lookup,
      SubscriptionSessionEvents subscriptions,
      SetupSessionEvents setups,
      PaymentRecorder recorder,
      PaymentRefundsReconciler refunds) {
    this.installation = installation;
    this.transactions = transactions;
    this.lookup = lookup;
    this.subscriptions = subscriptions;
    this.setups = setups;
    this.recorder = recorder;
    this.refunds = refunds;
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired");
  }

  private record Look(KnownSessions known, Instant now) {}

  @Override
  public Uni<Fetched<Seen<PaymentAtStripe>>> fetch(List<ClaimedEvent> events) {
    var payments = ofPayments(events);
    return (payments.isEmpty()
            ? Uni.createFrom().item(Fetched.<Seen<PaymentAtStripe>>nothing())
            : fetchPayments(payments))
        .flatMap(fetched -> subscriptions.fetch(ofSubscriptions(events)).map(fetched::and))
        .flatMap(fetched -> setups.fetch(ofSetups(events)).map(fetched::and));
  }

  private static List<ClaimedEvent> ofSetups(List<ClaimedEvent> events) {
    return events.stream().filter(SetupSessionEvents::isOne).toList();
  }

  private static List<ClaimedEvent> ofSubscriptions(List<ClaimedEvent> events) {
    return events.stream().filter(SubscriptionSessionEvents::isOne).toList();
  }

  private static List<ClaimedEvent> ofPayments(List<ClaimedEvent> events) {
    return events.stream()
        .filter(
            event -> !SubscriptionSessionEvents.isOne(event) && !SetupSessionEvents.isOne(event))
        .toList();
  }

  private Uni<Fetched<Seen<PaymentAtStripe>>> fetchPayments(List<ClaimedEvent> events) {
    return transactions
        .read(
            () ->
                DatabaseClock.now()
                    .flatMap(
                        now ->
                            KnownSessions.find(clues(events)).map(known -> new Look(known, now))))
        .flatMap(
            look -> lookup.fetch(questions(events, look.known), look.now, answered -> answered));
  }

  private List<Question> questions(List<ClaimedEvent> events, KnownSessions known) {
    return events.stream().map(event -> question(event, known)).filter(Objects::nonNull).toList();
  }

  /** Null where nothing is open. */
  private @Nullable Question question(ClaimedEvent event, KnownSessions known) {
    var clue = clue(event);
    var payment = known.of(clue);
    return payment == null ? null : new Question(event, payment, clue.sessionId(), null);
  }

  @Override
  public Uni<Map<String, Verdict>> apply(
      List<ClaimedEvent> events, Map<String, Seen<PaymentAtStripe>> found) {
    var payments = ofPayments(events);
    return (payments.isEmpty()
            ? Uni.createFrom().item(Map.<String, Verdict>of())
            : KnownSessions.lock(clues(payments)).flatMap(known -> apply(payments, found, known)))
        .flatMap(
            verdicts ->
                subscriptions.apply(ofSubscriptions(events)).map(more -> both(verdicts, more)))
        .flatMap(verdicts -> setups.apply(ofSetups(events)).map(more -> both(verdicts, more)));
  }

  private static Map<String, Verdict> both(Map<String, Verdict> some, Map<String, Verdict> others) {
    var all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }

  private Uni<Map<String, Verdict>> apply(
      List<ClaimedEvent> events, Map<String, Seen<PaymentAtStripe>> found, KnownSessions known) {
    var paid = new TreeSet<Long>();
    var verdicts =
        Verdict.onEach(events, event -> apply(event, found.get(event.id()), known, paid));
    // News of a refund can overtake the news of its payment.
    return refunds.derive(paid).replaceWith(verdicts);
  }

  private Verdict apply(
      ClaimedEvent event,
      @Nullable Seen<PaymentAtStripe> asked,
      KnownSessions known,
      Set<Long> paid) {
    var clue = clue(event);
    var payment = known.of(clue);
    if (payment == null) {
      return Verdict.ignored(known.refuse(event, clue));
    }
    LogId.PAYMENT.record(payment.id);
    LogId.ORDER.record(payment.orderId);
    if (payment.status.hasMoney()) {
      return Verdict.DONE;
    }
    var verdict = record(recorder, known.orderOf(payment), payment, asked);
    if (payment.status.hasMoney()) {
      paid.add(payment.orderId);
    }
    return isAheadOf(asked, event) ? Verdict.STRIPE_DID_NOT_ANSWER : verdict;
  }

  /** What was complete once is never open again, so that answer was older than the event. */
  private static boolean isAheadOf(@Nullable Seen<PaymentAtStripe> asked, ClaimedEvent event) {
    return asked != null
        && asked.value().isOpen()
        && "complete".equals(StripeJson.text(event.object(), "status"));
  }

  /** For events of the session and of its intent alike. */
  static Verdict record(
      PaymentRecorder recorder,
      Order order,
      Payment payment,
      @Nullable Seen<PaymentAtStripe> asked) {
    if (asked == null || !asked.value().fits(payment)) {
      return Verdict.STRIPE_DID_NOT_ANSWER;
    }
    var step = recorder.record(order, payment, asked.value(), asked.askedAt());
    return step == PaymentStep.ASK ? Verdict.STRIPE_DID_NOT_ANSWER : Verdict.DONE;
  }

  private List<SessionClue> clues(List<ClaimedEvent> events) {
    return events.stream().map(this::clue).toList();
  }

  private SessionClue clue(ClaimedEvent event) {
    return SessionClue.of(event, installation.id());
  }
}
