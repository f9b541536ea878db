package io.paydesk.webhook.callback;

import io.paydesk.payment.DeclineRecorder;
import io.paydesk.payment.PaymentRecorder;
import io.paydesk.payment.PaymentStep;
import io.paydesk.payment.Sighting;
import io.paydesk.refund.RefundSync;
import io.paydesk.stripe.Installation;
import io.paydesk.trace.LogId;
import io.paydesk.webhook.Delivery;
import io.paydesk.webhook.Fetched;
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
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What happens when Stripe tells something of a one-time payment: the payment and its order are
 * brought to it.
 *
 * @see <a href="https://docs.stripe.com/payments/payment-intents/verifying-status">verifying the
 *     status</a>
 */
@Singleton
public class StripePaymentCallback implements StripeCallback<Sighting> {

  private static final Logger LOG = Logger.getLogger(StripePaymentCallback.class);

  /** The end of an intent can be believed whenever it is told. */
  private static final Set<String> FINAL =
      Set.of("payment_intent.succeeded", "payment_intent.canceled");

  private final Mode mode;
  private final Installation installation;
  private final PaymentLookup lookup;
  private final PaymentRecorder recorder;
  private final RefundSync refunds;
  private final DeclineRecorder declines;

  StripePaymentCallback(
      Mode mode,
      Installation installation,
      PaymentLookup lookup,
      PaymentRecorder recorder,
      RefundSync refunds,
      DeclineRecorder declines) {
    this.mode = mode;
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
        "payment_intent.succeeded",
        "payment_intent.canceled");
  }

  @Override
  public Set<String> typesThatStandAlone() {
    return FINAL;
  }

  @Override
  public Uni<Fetched<Sighting>> fetch(List<Delivery> deliveries) {
    return installation.id().flatMap(here -> lookup.fetch(marked(deliveries, here), here));
  }

  @Override
  public Uni<Map<String, Verdict>> apply(List<Delivery> deliveries, Map<String, Sighting> found) {
    return installation
        .id()
        .flatMap(
            here ->
                PaymentRows.lock(uuids(marked(deliveries, here), here))
                    .flatMap(rows -> apply(deliveries, here, rows, found)));
  }

  private Uni<Map<String, Verdict>> apply(
      List<Delivery> deliveries, UUID here, PaymentRows rows, Map<String, Sighting> found) {
    var verdicts = new HashMap<String, Verdict>();
    deliveries.forEach(
        delivery ->
            delivery
                .trail()
                .during(
                    () ->
                        refuse(delivery, PaymentEvent.rowOf(delivery, here), rows)
                            .ifPresent(verdict -> verdicts.put(delivery.id(), verdict))));
    var ours =
        Readings.of(
            deliveries.stream().filter(d -> !verdicts.containsKey(d.id())).toList(),
            delivery -> PaymentEvent.of(delivery, here));
    verdicts.putAll(ours.unreadable());
    return apply(endsFirst(ours.read()), rows, found, verdicts);
  }

  private Uni<Map<String, Verdict>> apply(
      List<PaymentEvent> events,
      PaymentRows rows,
      Map<String, Sighting> found,
      Map<String, Verdict> verdicts) {
    var unsettled = rows.unsettled();
    events.forEach(
        event ->
            verdicts.put(
                event.id(),
                event.delivery().trail().during(() -> apply(event, rows, found.get(event.id())))));
    unsettled.removeIf(payment -> !payment.status.isSettled());
    var failed =
        events.stream()
            .filter(event -> event.tellsOfADecline() && verdicts.get(event.id()) == Verdict.DONE)
            .map(event -> event.decline(rows.payment(event.paymentUuid())))
            .toList();
    // Nothing keeps the news of a refund from overtaking the news of its payment.
    return refunds
        .derive(unsettled.stream().map(payment -> payment.orderId).toList())
        .flatMap(derived -> declines.record(failed))
        .replaceWith(verdicts);
  }

  /**
   * Those that end an intent come first: the others have nothing to add then, and nobody need be
   * asked.
   */
  private static List<PaymentEvent> endsFirst(List<PaymentEvent> events) {
    return events.stream().sorted(Comparator.comparing(PaymentEvent::isFinal).reversed()).toList();
  }

  private List<Delivery> marked(List<Delivery> deliveries, UUID here) {
    return deliveries.stream()
        .filter(mode::fits)
        .filter(delivery -> PaymentEvent.rowOf(delivery, here) != null)
        .toList();
  }

  private static Set<UUID> uuids(List<Delivery> marked, UUID here) {
    return marked.stream().map(d -> PaymentEvent.rowOf(d, here)).collect(Collectors.toSet());
  }

  /** Why the event is not of a one-time payment of ours; empty where it is. */
  private Optional<Verdict> refuse(Delivery delivery, UUID uuid, PaymentRows rows) {
    if (!mode.fits(delivery)) {
      return Optional.of(Mode.refuse(delivery));
    }
    if (uuid == null) {
      return Optional.of(Verdict.ignored("not-of-this-installation"));
    }
    var payment = rows.payment(uuid);
    if (payment == null) {
      LOG.errorf(
          "Event %s names a payment of this installation that is not there: an old backup?",
          delivery.id());
      return Optional.of(Verdict.ignored("unknown-payment"));
    }
    return payment.isOneTime()
        ? Optional.empty()
        : Optional.of(Verdict.ignored("payment-of-an-invoice"));
  }

  private Verdict apply(PaymentEvent event, PaymentRows rows, Sighting fetched) {
    var payment = rows.payment(event.paymentUuid());
    LogId.PAYMENT.note(payment.id);
    LogId.ORDER.note(payment.orderId);
    if (!payment.fits(event.intent())) {
      LOG.errorf("Event %s is of another intent than payment %d has", event.id(), payment.id);
      return Verdict.ignored("another-intent");
    }
    var order = rows.orderOf(payment);
    var step = recorder.record(order, payment, event.sighting());
    if (step == PaymentStep.ASK && fetched != null && payment.fits(fetched.intent())) {
      step = recorder.record(order, payment, fetched);
    }
    return step == PaymentStep.ASK ? Verdict.STRIPE_DID_NOT_ANSWER : Verdict.DONE;
  }
}
