package io.paydesk.refund;

import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringSettlement;
import io.paydesk.recurring.RecurringSettlement.Settled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Carries out the ends of subscriptions that were committed together with a refund. */
@Singleton
class SubscriptionEnds {

  private static final Logger LOG = Logger.getLogger(SubscriptionEnds.class);

  private final RecurringSettlement settlement;

  SubscriptionEnds(RecurringSettlement settlement) {
    this.settlement = settlement;
  }

  /**
   * Never fails: what is committed is carried out later, if not now.
   *
   * @return those that Stripe refused to end, which run on
   */
  Uni<List<RecurringPayment>> settle(List<Long> ids) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUniAndConcatenate(
            id ->
                settlement
                    .settle(id)
                    .map(SubscriptionEnds::refused)
                    .onFailure()
                    .invoke(
                        failure ->
                            LOG.warnf(failure, "Recurring payment %d has not been ended yet", id))
                    .onFailure()
                    .recoverWithItem(Optional.empty()))
        .select()
        .where(Optional::isPresent)
        .map(Optional::get)
        .collect()
        .asList();
  }

  private static Optional<RecurringPayment> refused(Settled settled) {
    var row = settled.recurring();
    return settled.refused() != null && row.status.isLive() ? Optional.of(row) : Optional.empty();
  }
}
