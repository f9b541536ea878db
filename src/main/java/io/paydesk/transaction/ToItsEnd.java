package io.paydesk.transaction;

import io.paydesk.problem.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Work that goes on when nobody waits for its result any more. RESTEasy cancels what it has begun
 * for a client that leaves. A session would then be closed while its transaction is under way, and
 * what was asked of Stripe would be forgotten until somebody asks again.
 */
public final class ToItsEnd {

  private static final Logger LOG = Logger.getLogger(ToItsEnd.class);

  private ToItsEnd() {}

  /** For {@link Uni#plug}: a cancel stops here. The work begins on the subscriber's thread. */
  public static <T> Function<Uni<T>, Uni<T>> go() {
    return work ->
        Uni.createFrom()
            .emitter(
                waiting -> {
                  var hasLeft = new AtomicBoolean();
                  waiting.onTermination(() -> hasLeft.set(true));
                  work.subscribe()
                      .with(
                          waiting::complete,
                          failure -> {
                            if (hasLeft.get() && !(failure instanceof Refusal)) {
                              LOG.error("Work failed that nobody waits for any more", failure);
                            }
                            waiting.fail(failure);
                          });
                });
  }
}
