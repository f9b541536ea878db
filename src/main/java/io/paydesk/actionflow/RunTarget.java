package io.paydesk.actionflow;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** What runs are for: the beans in this process, or the app's own addresses. */
interface RunTarget {

  /** How long an address may take to answer. */
  Duration LONGEST_DELIVERY = Duration.ofSeconds(10);

  /** Whether this one carries out runs whose target begins so. */
  boolean isFor(ClaimedRun run);

  /**
   * Makes one attempt. No transaction is open.
   *
   * @return a failure where it has to be tried again: {@link RunFailure} to tell more than its
   *     words
   */
  Uni<Void> carryOut(ClaimedRun run, RunRows rows);
}
