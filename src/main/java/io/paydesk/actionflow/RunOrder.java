package io.paydesk.actionflow;

/**
 * Who waits behind whom, in SQL. A run waits for earlier runs of its own target and subject, so
 * that a target sees changes in order. One exception: a bean's run for an outcome does not wait for
 * its run for a failure.
 */
final class RunOrder {

  private RunOrder() {}

  /**
   * Whether a run waits for another one that is not over.
   *
   * @param later names a run that is there, or is about to be made
   * @param earlier names one that was made before it
   */
  static String waitsFor(String later, String earlier) {
    return """
    %2$s.subject = %1$s.subject and %2$s.target = %1$s.target
      and (%2$s.is_outcome or not %1$s.is_outcome or not %1$s.in_process)"""
        .formatted(later, earlier);
  }

  /** Whether a run waits for one that waits itself. */
  static String isHeldBackBy(String later, String earlier) {
    return "%2$s.id < %1$s.id and %2$s.status = 'waiting' and ".formatted(later, earlier)
        + waitsFor(later, earlier);
  }

  /**
   * Changes when the runs behind others are due.
   *
   * @param ended names the others, which are over or put off
   * @param due when
   */
  static String makeDueBehind(String ended, String due) {
    return """
    update actionflow_run r set next_attempt_at = %2$s from %1$s
    where r.id > %1$s.id and r.status = 'waiting' and r.claim is null and %3$s"""
        .formatted(ended, due, waitsFor("r", ended));
  }
}
