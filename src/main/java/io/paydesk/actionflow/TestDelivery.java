package io.paydesk.actionflow;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends one delivery that tells nothing, so that an app's programmer sees at once whether others
 * will arrive. It goes where they go, by the same rules.
 */
@Singleton
class TestDelivery {

  private final EndpointHealth health;
  private final DeliverySender sender;

  TestDelivery(EndpointHealth health, DeliverySender sender) {
    this.health = health;
    this.sender = sender;
  }

  /** Fails only where there is no such endpoint. */
  Uni<TestDeliveryView> send(long endpointId) {
    return health
        .addressee(endpointId)
        .onItem()
        .ifNull()
        .failWith(() -> EndpointProblems.notFound(endpointId))
        .flatMap(
            addressee -> {
              var id = UUID.randomUUID().toString();
              var sentAt = Instant.now();
              long start = System.nanoTime();
              return sender
                  .send(endpointId, addressee, id, 1, OutgoingDelivery.test(id, endpointId, sentAt))
                  .onItemOrFailure()
                  .transform(
                      (status, failure) ->
                          seen(
                              id,
                              sentAt,
                              Duration.ofNanos(System.nanoTime() - start),
                              status,
                              (RunFailure) failure));
            });
  }

  private static TestDeliveryView seen(
      String id,
      Instant sentAt,
      Duration took,
      @Nullable Integer status,
      @Nullable RunFailure failure) {
    return new TestDeliveryView(
        failure == null,
        failure == null ? status : failure.httpStatus(),
        failure == null ? null : failure.getMessage(),
        id,
        sentAt,
        took.toMillis());
  }
}
