package io.paydesk.refund;

import io.paydesk.problem.Refusal;

/** The refusals that are about a refund. */
final class RefundProblems {

  private RefundProblems() {}

  static Refusal notFound(long id) {
    return Refusal.notFound("refund", id);
  }
}
