package io.paydesk.webhook.callback;

import io.paydesk.method.MethodSetup;
import io.paydesk.method.MethodSetupReconciler;
import io.paydesk.method.MethodSetupStatus;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.StripeJson;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.transaction.OwnContext;
import io.paydesk.transaction.Transactions;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.IgnoredBecause;
import io.paydesk.webhook.Patience;
import io.paydesk.webhook.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Events of checkout sessions in which a method is saved and nothing is paid. Each makes us ask
 * Stripe for the session and its SetupIntent.
 */
@Singleton
class SetupSessionEvents {

  private static final Logger LOG = Logger.getLogger(SetupSessionEvents.class);

  private final OwnContext contexts;
  private final Installation installation;
  private final Transactions transactions;
  private final MethodSetupReconciler reconciler;
  private final Patience patience;

  SetupSessionEvents(
      OwnContext contexts,
      Installation installation,
      Transactions transactions,
      MethodSetupReconciler reconciler,
      Patience patience) {
    this.contexts = contexts;
    this.installation = installation;
    this.transactions = transactions;
    this.reconciler = reconciler;
    this.patience = patience;
  }

  static boolean isOne(ClaimedEvent event) {
    return CheckoutSessionSnapshot.onlySaves(event.object());
  }

  /** A row that the events may belong to. */
  private record Known(long id, UUID uuid, @Nullable String sessionId, MethodSetupStatus status)
      implements SessionRows.Row {

    /** Whether Stripe has not shown yet what the event says. */
    boolean isBehind(ClaimedEvent event) {
      return status.isLive() && !"open".equals(StripeJson.text(event.object(), "status"));
    }
  }

  /**
   * @return verdicts on those that do not reach the second step
   */
  Uni<Map<String, Verdict>> fetch(List<ClaimedEvent> events) {
    return events.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : transactions
            .read(() -> rows(events))
            .flatMap(
                rows ->
                    patience.<Long, Boolean, Boolean>askEach(
                        rows.byRow(events),
                        // What takes too long goes on after its event was put back.
                        id -> contexts.run(() -> ask(id)),
                        (its, outcome) ->
                            outcome instanceof Done
                                ? Fetched.nothing()
                                : Fetched.decided(its, Verdict.STRIPE_DID_NOT_ANSWER)))
            .map(Fetched::verdicts);
  }

  private Uni<StripeOutcome<Boolean>> ask(long id) {
    return reconciler
        .reconcile(id)
        .map(
            reconciled ->
                reconciled.answered()
                    ? new Done<>(true)
                    : new Unknown<>("the session is not known", false));
  }

  /** Call it in a session. */
  Uni<Map<String, Verdict>> apply(List<ClaimedEvent> events) {
    return events.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : rows(events).map(rows -> Verdict.onEach(events, event -> verdict(event, rows)));
  }

  private static Verdict verdict(ClaimedEvent event, SessionRows<Known> rows) {
    var clue = rows.clue(event);
    var row = rows.of(clue);
    if (row != null) {
      return row.isBehind(event) ? Verdict.STRIPE_DID_NOT_ANSWER : Verdict.DONE;
    }
    if (clue.uuid() == null) {
      return Verdict.ignored(IgnoredBecause.NOT_OF_THIS_INSTALLATION);
    }
    boolean isThere = rows.marked(clue) != null;
    LOG.errorf(
        isThere
            ? "Event %s is about another checkout session than its setup intent has: was its metadata copied?"
            : "Event %s names a setup intent of this installation that does not exist: was an old backup"
                + " restored?",
        event.id());
    return Verdict.ignored(
        isThere ? IgnoredBecause.ANOTHER_SESSION : IgnoredBecause.UNKNOWN_SETUP_INTENT);
  }

  private Uni<SessionRows<Known>> rows(List<ClaimedEvent> events) {
    return SessionRows.find(
        installation.id(),
        events,
        """
        select s.id, s.uuid, s.checkout.checkoutSessionId, s.status from %s s
        where s.checkout.surface is not null
          and (s.uuid in :uuids or s.checkout.checkoutSessionId in :sessions)\
        """
            .formatted(MethodSetup.class.getSimpleName()),
        row ->
            new Known((Long) row[0], (UUID) row[1], (String) row[2], (MethodSetupStatus) row[3]));
  }
}
