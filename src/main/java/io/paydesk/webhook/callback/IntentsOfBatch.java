package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import io.paydesk.payment.PaymentDecline;
import io.paydesk.stripe.FailedTry;
import io.paydesk.trace.LogId;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.IgnoredBecause;
import io.paydesk.webhook.callback.KnownPayments.Clue;
import io.paydesk.webhook.callback.Subscribers.Subscriber;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whose intents some events are about.
 *
 * @param found Stripe's answers, by event id
 * @param subscribers of the invoices among them
 */
record IntentsOfBatch(UUID installation, Map<String, IntentNews> found, Subscribers subscribers) {

  private static final Logger LOG = Logger.getLogger(IntentsOfBatch.class);

  List<Clue> clues(Collection<ClaimedEvent> events) {
    return events.stream().map(this::clue).toList();
  }

  private Clue clue(ClaimedEvent event) {
    return Clue.of(event, installation);
  }

  IntentNews news(ClaimedEvent event) {
    return found.getOrDefault(event.id(), IntentNews.NONE);
  }

  /** The subscriptions whose invoices they pay. */
  List<Subscriber> invoiced(Collection<ClaimedEvent> events) {
    return events.stream().map(this::subscriber).filter(Objects::nonNull).distinct().toList();
  }

  private @Nullable Subscriber subscriber(ClaimedEvent event) {
    return subscribers.of(news(event).invoiceClue(installation));
  }

  /** Why the event is not about one of our one-time payments; empty where it is. */
  Optional<IgnoredBecause> refuse(ClaimedEvent event, KnownPayments payments) {
    var clue = clue(event);
    var payment = payments.of(clue);
    if (payment != null) {
      return payment.isOneTime()
          ? Optional.empty()
          : Optional.of(IgnoredBecause.PAYMENT_OF_AN_INVOICE);
    }
    var marked = payments.marked(clue);
    if (marked != null && clue.intentId() == null) {
      // Its mark says that it is ours, but it cannot be read.
      return Optional.empty();
    }
    if (marked != null) {
      LogId.PAYMENT.record(marked.id);
      LogId.ORDER.record(marked.orderId);
      LOG.errorf(
          "Event %s is about another PaymentIntent than payment %d has: was its metadata copied?",
          event.id(), marked.id);
      return Optional.of(IgnoredBecause.ANOTHER_INTENT);
    }
    if (clue.uuid() != null) {
      LOG.errorf(
          "Event %s names a payment of this installation that does not exist: was an old backup"
              + " restored?",
          event.id());
      return Optional.of(IgnoredBecause.UNKNOWN_PAYMENT);
    }
    return Optional.of(
        subscriber(event) == null
            ? IgnoredBecause.NOT_OF_THIS_INSTALLATION
            : IgnoredBecause.PAYMENT_OF_AN_INVOICE);
  }

  /** The attempt that failed; empty where nobody can say any more which it was. */
  Optional<PaymentDecline> decline(ClaimedEvent event, PaymentRows rows) {
    var asked = news(event).failed();
    var failed = asked == null ? FailedTry.of(event.object()) : asked;
    if (event.isThin() && !failed.isThere()) {
      return Optional.empty();
    }
    var payment = rows.payments().of(clue(event));
    if (payment != null) {
      return Optional.of(PaymentDecline.of(payment, failed, event.newsId(), event.happenedAt()));
    }
    var subscriber = requireNonNull(subscriber(event));
    return event
        .trail()
        .during(
            () -> {
              LogId.RECURRING_PAYMENT.record(subscriber.id());
              return Optional.of(
                  PaymentDecline.ofInvoice(
                      subscriber.id(),
                      requireNonNull(rows.recurring().get(subscriber.id())).userId,
                      failed,
                      event.newsId(),
                      event.happenedAt()));
            });
  }
}
