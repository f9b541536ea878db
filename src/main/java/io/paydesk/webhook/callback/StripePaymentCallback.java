package io.paydesk.webhook.callback;

import io.paydesk.payment.DeclineRecorder;
import io.paydesk.payment.PaymentRecorder;
import io.paydesk.payment.PaymentStep;
import io.paydesk.payment.Sighting;
import io.paydesk.refund.RefundSync;
import io.paydesk.stripe.Installation;
import io.paydesk.trace.LogId;
import io.paydesk.webhook.Delivery;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  public boolean standsAlone(Delivery delivery) {
    return FINAL.contains(delivery.type());
  }

  @Override
  public Uni<Map<String, Sighting>> needs(List<Delivery> deliveries) {
    return events(deliveries)
        .flatMap(events -> lookup.fetch(events.stream().filter(this::mayBeOurs).toList()));
  }

  @Override
  public Uni<Map<String, Verdict>> apply(List<Delivery> deliveries, Map<String, Sighting> fetched) {
    return events(deliveries)
        .flatMap(
            events ->
                PaymentRows.lock(uuids(events)).flatMap(rows -> apply(events, rows, fetched)));
  }

  private Uni<Map<String, Verdict>> apply(
      List<PaymentEvent> events, PaymentRows rows, Map<String, Sighting> fetched) {
    var unsettled = rows.unsettled();
    var verdicts = new HashMap<String, Verdict>();
    events.forEach(
        event ->
            verdicts.put(
                event.id(),
                event
                    .delivery()
                    .trail()
                    .during(() -> apply(event, rows, fetched.get(event.id())))));
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
  private Uni<List<PaymentEvent>> events(List<Delivery> deliveries) {
    return installation
        .id()
        .map(
            here ->
                deliveries.stream()
                    .map(delivery -> PaymentEvent.of(delivery, here))
                    .sorted(Comparator.comparing(PaymentEvent::isFinal).reversed())
                    .toList());
  }

  private boolean mayBeOurs(PaymentEvent event) {
    return event.paymentUuid() != null && mode.fits(event.delivery());
  }

  private Set<UUID> uuids(List<PaymentEvent> events) {
    return events.stream()
        .filter(this::mayBeOurs)
        .map(PaymentEvent::paymentUuid)
        .collect(Collectors.toSet());
  }

  private Verdict apply(PaymentEvent event, PaymentRows rows, Sighting fetched) {
    if (!mode.fits(event.delivery())) {
      return Mode.refuse(event.delivery());
    }
    if (event.paymentUuid() == null) {
      return Verdict.ignored("not-of-this-installation");
    }
    var payment = rows.payment(event.paymentUuid());
    if (payment == null) {
      LOG.errorf(
          "Event %s names a payment of this installation that is not there: an old backup?",
          event.id());
      return Verdict.ignored("unknown-payment");
    }
    LogId.PAYMENT.note(payment.id);
    LogId.ORDER.note(payment.orderId);
    if (!payment.isOneTime()) {
      return Verdict.ignored("payment-of-an-invoice");
    }
    if (!payment.fits(event.intent())) {
      LOG.errorf("Event %s is of another intent than payment %d has", event.id(), payment.id);
      return Verdict.ignored("another-intent");
    }
    var order = rows.orderOf(payment);
    var step = recorder.record(order, payment, event.sighting());
    if (step == PaymentStep.ASK && fetched != null && payment.fits(fetched.intent())) {
      step = recorder.record(order, payment, fetched);
    }
    if (step == PaymentStep.ASK) {
      throw new IllegalStateException("Stripe must be asked first and did not answer");
    }
    return Verdict.DONE;
  }
}
