package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.LockedOrders;
import io.paydesk.payment.Payment;
import io.paydesk.payment.SavedMethodRecorder;
import io.paydesk.stripe.StripeJson;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.TransitionKind;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.IgnoredBecause;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.PaidWithSaved.Paid;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells the app that a method which a payer has saved here was removed, renewed or changed, so that
 * it can ask for another one before it charges. No row changes: Stripe has the methods, and is
 * asked for them each time. That a method was removed is final, and the others are only hints, so
 * the event is believed.
 *
 * @see <a
 *     href="https://docs.stripe.com/api/events/types#event_types-payment_method.detached">events of
 *     payment methods</a>
 */
@Singleton
public class StripePaymentMethodCallback implements StripeCallback<Void> {

  private static final String DETACHED = "payment_method.detached";

  private final SavedMethodRecorder recorder;

  StripePaymentMethodCallback(SavedMethodRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public Set<String> types() {
    return Set.of(DETACHED, "payment_method.updated", "payment_method.automatically_updated");
  }

  @Override
  public Set<String> typesThatStandAlone() {
    return types();
  }

  @Override
  public Uni<Fetched<Void>> fetch(List<ClaimedEvent> events) {
    return Uni.createFrom().item(Fetched.nothing());
  }

  @Override
  public Uni<Map<String, Verdict>> apply(List<ClaimedEvent> events, Map<String, Void> found) {
    var methods =
        events.stream()
            .map(StripePaymentMethodCallback::method)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return PaidWithSaved.find(methods).flatMap(paid -> apply(events, paid));
  }

  private Uni<Map<String, Verdict>> apply(List<ClaimedEvent> events, PaidWithSaved paid) {
    return paid.isEmpty()
        ? Uni.createFrom().item(verdicts(events, paid, Map.of()))
        : LockedOrders.of(paid.orderIds())
            .with(Payment.TABLE, paid.paymentIds())
            .lock()
            .map(
                locked ->
                    verdicts(
                        events,
                        paid,
                        locked.rows(Payment.TABLE).stream()
                            .collect(Collectors.toMap(row -> row.id, row -> row))));
  }

  private Map<String, Verdict> verdicts(
      List<ClaimedEvent> events, PaidWithSaved paid, Map<Long, Payment> locked) {
    return Verdict.onEach(events, event -> apply(event, paid.lastWith(method(event)), locked));
  }

  private Verdict apply(ClaimedEvent event, @Nullable Paid last, Map<Long, Payment> locked) {
    if (last == null) {
      return Verdict.ignored(IgnoredBecause.NO_SAVED_METHOD);
    }
    var payment = requireNonNull(locked.get(last.paymentId()));
    LogId.PAYMENT.record(payment.id);
    LogId.ORDER.record(payment.orderId);
    if (event.type().equals(DETACHED)) {
      recorder.record(payment, TransitionKind.METHOD_DETACHED, last.method(), null);
    } else {
      recorder.record(
          payment,
          TransitionKind.METHOD_UPDATED,
          last.method() + "#" + event.newsId(),
          event.type().substring("payment_method.".length()));
    }
    return Verdict.DONE;
  }

  private static @Nullable String method(ClaimedEvent event) {
    return StripeJson.text(event.object(), "id");
  }
}
