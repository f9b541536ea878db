package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringRecorder;
import io.paydesk.stripe.Installation;
import io.paydesk.trace.LogId;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.Readings;
import io.paydesk.webhook.StripeCallback;
import io.paydesk.webhook.Verdict;
import io.paydesk.webhook.callback.Subscribers.Locked;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Applies what Stripe reports about a subscription. Its status comes and goes, and two events may
 * have the same second. So no event is believed except the last one, which ends it: each makes us
 * ask Stripe for the subscription as it is now. {@link StripeSetupIntentCallback} hands over events
 * of SetupIntents, by which a payer gives a card.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/webhooks">events of subscriptions</a>
 */
@Singleton
public class StripeRecurringPaymentManagementCallback implements StripeCallback<SubscriptionNews> {

  private final Installation installation;
  private final SubscriptionFetch lookup;
  private final RecurringRecorder recorder;

  StripeRecurringPaymentManagementCallback(
      Installation installation, SubscriptionFetch lookup, RecurringRecorder recorder) {
    this.installation = installation;
    this.lookup = lookup;
    this.recorder = recorder;
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "customer.subscription.created",
        "customer.subscription.updated",
        "customer.subscription.deleted",
        "customer.subscription.paused",
        "customer.subscription.resumed",
        "customer.subscription.trial_will_end",
        "customer.subscription.pending_update_applied",
        "customer.subscription.pending_update_expired",
        "invoice.payment_failed",
        "invoice.payment_action_required",
        "invoice.upcoming");
  }

  @Override
  public Uni<Fetched<SubscriptionNews>> fetch(List<ClaimedEvent> claimed) {
    return lookup.fetch(events(claimed));
  }

  @Override
  public Uni<Map<String, Verdict>> apply(
      List<ClaimedEvent> claimed, Map<String, SubscriptionNews> fetched) {
    var events = events(claimed);
    return Subscribers.find(SubscriptionEvent.clues(events))
        .flatMap(
            found ->
                Subscribers.lock(ours(events, found))
                    .flatMap(locked -> write(events, found, locked, fetched))
                    .map(written -> verdicts(events, found, written)));
  }

  private static Set<Subscribers.Subscriber> ours(
      List<SubscriptionEvent> events, Subscribers found) {
    return events.stream()
        .map(event -> found.of(event.clue()))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** The verdicts on our events. */
  private Uni<Map<String, Verdict>> write(
      List<SubscriptionEvent> events,
      Subscribers found,
      Locked locked,
      Map<String, SubscriptionNews> fetched) {
    return Multi.createFrom()
        .iterable(events)
        .filter(event -> found.of(event.clue()) != null)
        .onItem()
        .transformToUniAndConcatenate(
            event ->
                event
                    .claimed()
                    .trail()
                    .around(
                        () ->
                            write(
                                event,
                                locked,
                                requireNonNull(found.of(event.clue())),
                                fetched.get(event.id())))
                    .map(verdict -> Map.entry(event.id(), verdict)))
        .collect()
        .asMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private Uni<Verdict> write(
      SubscriptionEvent event,
      Locked locked,
      Subscribers.Subscriber subscriber,
      @Nullable SubscriptionNews news) {
    var order = locked.order(subscriber);
    var row = locked.row(subscriber);
    LogId.RECURRING_PAYMENT.record(row.id);
    LogId.ORDER.record(order.id);
    if (event.isTheEnd() && (news == null || news.missing() != null)) {
      var end = Readings.of(List.of(event.claimed()), x -> event.subscription());
      return end.read().isEmpty()
          ? Uni.createFrom().item(end.unreadable().get(event.id()))
          : recorder.record(order, row, end.read().get(0), null).replaceWith(Verdict.DONE);
    }
    if (news == null) {
      return Uni.createFrom().item(Verdict.STRIPE_DID_NOT_ANSWER);
    }
    if (news.missing() != null) {
      recorder.lose(order, row, news.missing());
      return Uni.createFrom().item(Verdict.DONE);
    }
    return recorder
        .record(
            order,
            row,
            requireNonNull(news.subscription()),
            news.askedAt(),
            news.failed() == null ? null : news.failed().why())
        .invoke(() -> report(event, row, news))
        .replaceWith(Verdict.DONE);
  }

  private void report(SubscriptionEvent event, RecurringPayment row, SubscriptionNews news) {
    boolean counts = event.isAboutAFailure() ? row.status.isLive() : row.status.isBehind();
    if (news.failed() != null && counts) {
      recorder.fail(row, news.failed().tried(), news.failed().why());
    }
    switch (event.claimed().type()) {
      case "customer.subscription.trial_will_end" -> recorder.trialEnds(row);
      case "invoice.upcoming" -> {
        if (!event.isOfARenewalBefore(row.currentPeriodStart)) {
          recorder.renewsSoon(row);
        }
      }
      default -> {}
    }
  }

  private static Map<String, Verdict> verdicts(
      List<SubscriptionEvent> events, Subscribers found, Map<String, Verdict> written) {
    var verdicts = new HashMap<>(written);
    events.stream()
        .filter(event -> found.of(event.clue()) == null)
        .forEach(event -> verdicts.put(event.id(), found.refuse(event.claimed(), event.clue())));
    return verdicts;
  }

  private List<SubscriptionEvent> events(List<ClaimedEvent> claimed) {
    return claimed.stream().map(event -> SubscriptionEvent.of(event, installation.id())).toList();
  }
}
