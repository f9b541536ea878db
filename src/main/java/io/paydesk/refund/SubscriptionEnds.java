package io.paydesk.refund;

import io.paydesk.recurring.RecurringReconciler;
import io.paydesk.recurring.RecurringReconciler.Reconciled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Carries out ends of subscriptions that were committed with a refund. */
@Singleton
public class SubscriptionEnds {

  private static final Logger LOG = Logger.getLogger(SubscriptionEnds.class);

  private static final String NOTHING = "";

  private final RecurringReconciler reconciler;

  SubscriptionEnds(RecurringReconciler reconciler) {
    this.reconciler = reconciler;
  }

  /**
   * Never fails: what is committed is carried out later, if not now.
   *
   * @return a warning for each subscription that goes on
   */
  public Uni<List<String>> reconcile(List<Long> ids) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUniAndConcatenate(
            id ->
                reconciler
                    .reconcile(id)
                    .map(SubscriptionEnds::warning)
                    .onFailure()
                    .invoke(
                        failure -> LOG.warnf(failure, "Recurring payment %d has not ended yet", id))
                    .onFailure()
                    .recoverWithItem(() -> SubscribedRows.notEndedYet(id))
                    .onItem()
                    .ifNull()
                    .continueWith(NOTHING))
        .filter(warning -> !warning.equals(NOTHING))
        .collect()
        .asList();
  }

  /** Null where the subscription has ended, or will. */
  private static @Nullable String warning(Reconciled reconciled) {
    var row = reconciled.recurring();
    if (!row.status.isLive()) {
      return null;
    }
    if (reconciled.refused() != null) {
      return SubscribedRows.notEnded(row);
    }
    return reconciled.answered() ? null : SubscribedRows.notEndedYet(row.id);
  }
}
