package io.paydesk.actionflow;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Posts runs to the app's own addresses, signed. */
@Singleton
class DeliveryTarget implements RunTarget {

  private static final Logger LOG = Logger.getLogger(DeliveryTarget.class);

  private final EndpointHealth health;
  private final DeliverySender sender;

  DeliveryTarget(EndpointHealth health, DeliverySender sender) {
    this.health = health;
    this.sender = sender;
  }

  @Override
  public boolean isFor(ClaimedRun run) {
    return run.target().startsWith(Endpoint.TARGET);
  }

  @Override
  public Uni<Void> carryOut(ClaimedRun run, RunRows rows) {
    long id = Long.parseLong(run.target().substring(Endpoint.TARGET.length()));
    return health
        .addressee(id, run)
        .onItem()
        .ifNull()
        .failWith(() -> new RunFailure("The endpoint is paused or deleted", null))
        .flatMap(
            addressee ->
                sender
                    .send(
                        id,
                        addressee,
                        run.uuid().toString(),
                        run.attempt(),
                        OutgoingDelivery.of(run, rows))
                    .onItemOrFailure()
                    .call(
                        (done, failure) ->
                            recorded(
                                id,
                                failure == null
                                    ? health.delivered(id)
                                    : health.failed(id, (RunFailure) failure))))
        .replaceWithVoid();
  }

  /** A delivery stands, even if its record fails. */
  private static Uni<Void> recorded(long id, Uni<Void> recording) {
    return recording
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    failure, "The result of a delivery to endpoint %d could not be recorded", id))
        .onFailure()
        .recoverWithNull();
  }
}
