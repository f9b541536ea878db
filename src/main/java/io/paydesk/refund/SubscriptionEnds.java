package io.paydesk.refund;

import io.paydesk.recurring.RecurringSettlement;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** Carries out the ends of subscriptions that were committed together with a refund. */
@Singleton
class SubscriptionEnds {

  private static final Logger LOG = Logger.getLogger(SubscriptionEnds.class);

  private final RecurringSettlement settlement;

  SubscriptionEnds(RecurringSettlement settlement) {
    this.settlement = settlement;
  }

  /** Never fails: what is committed is carried out later, if not now. */
  Uni<Void> settle(List<Long> ids) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUniAndConcatenate(
            id ->
                settlement
                    .settle(id)
                    .replaceWithVoid()
                    .onFailure()
                    .invoke(
                        failure ->
                            LOG.warnf(failure, "Recurring payment %d has not been ended yet", id))
                    .onFailure()
                    .recoverWithNull())
        .collect()
        .asList()
        .replaceWithVoid();
  }
}
