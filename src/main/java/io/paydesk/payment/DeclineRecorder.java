package io.paydesk.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.transaction.Transactions;
import io.paydesk.transaction.Transition;
import io.paydesk.transaction.TransitionKind;
import io.paydesk.transaction.Transitions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/** Records declined attempts, each once, however often and however late it is reported. */
@Singleton
public class DeclineRecorder {

  /** The bank asks the payer, who is not there. */
  private static final String AUTHENTICATION_REQUIRED = "authentication_required";

  private final MeterRegistry meters;
  private final Transitions transitions;

  DeclineRecorder(MeterRegistry meters, Transitions transitions) {
    this.meters = meters;
    this.transitions = transitions;
  }

  /**
   * Call it in a transaction that has locked their payments or recurring payments, so that nobody
   * else writes the same declines.
   */
  public Uni<Void> record(List<PaymentDecline> declines) {
    if (declines.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var fresh = new LinkedHashMap<String, PaymentDecline>();
    declines.stream()
        .filter(decline -> fresh.values().stream().noneMatch(decline::isTheSameAs))
        .forEach(decline -> fresh.putIfAbsent(decline.id, decline));
    return PaymentDecline.<PaymentDecline>list("id in ?1", fresh.keySet())
        .invoke(known -> known.forEach(decline -> fresh.remove(decline.id)))
        .flatMap(known -> ofTheSameSecond(fresh.values()))
        .invoke(known -> fresh.values().removeIf(one -> known.stream().anyMatch(one::isTheSameAs)))
        .flatMap(known -> keep(fresh.values()));
  }

  private static Uni<List<PaymentDecline>> ofTheSameSecond(Collection<PaymentDecline> fresh) {
    var times =
        fresh.stream()
            .filter(decline -> !decline.hasCharge)
            .map(decline -> decline.declinedAt)
            .distinct()
            .toList();
    return times.isEmpty()
        ? Uni.createFrom().item(List.of())
        : PaymentDecline.list("declinedAt in ?1 and id like 'evt!_%' escape '!'", times);
  }

  private Uni<Void> keep(Collection<PaymentDecline> fresh) {
    if (fresh.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    fresh.forEach(this::recordTransition);
    return PaymentDecline.persist(fresh).invoke(() -> fresh.forEach(this::count));
  }

  /**
   * A decline that a later attempt has overcome is no news to the app. For unpaid invoices the
   * subscription reports it, once for each invoice.
   */
  private void recordTransition(PaymentDecline decline) {
    if (decline.payment == null || !decline.payment.status.isLive()) {
      return;
    }
    transitions.record(
        Transition.failure(
            AUTHENTICATION_REQUIRED.equals(decline.reason())
                ? TransitionKind.PAYMENT_AUTHENTICATION_REQUIRED
                : TransitionKind.PAYMENT_DECLINED,
            decline.id,
            decline.payment,
            decline.payment.orderId,
            decline.userId,
            decline.reason()));
  }

  private void count(PaymentDecline decline) {
    Transactions.afterCommit(
        meters.counter("paydesk.payment.declines", "code", decline.reason())::increment);
  }
}
