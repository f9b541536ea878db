package io.paydesk.actionflow;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Who carries runs out: the beans of this process, or the app's endpoints. */
interface RunTarget {

  /** How long an address may take to answer. */
  Duration LONGEST_DELIVERY = Duration.ofSeconds(10);

  /** Whether this kind of target carries out the run. */
  boolean isFor(ClaimedRun run);

  /**
   * Makes one attempt. No transaction is open.
   *
   * @return fails where the run is to be retried; a {@link RunFailure} also carries an HTTP status
   */
  Uni<Void> carryOut(ClaimedRun run, RunRows rows);
}
