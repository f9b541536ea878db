package io.paydesk.actionflow;

import io.paydesk.problem.Refusal;
import io.paydesk.rest.StorableText;
import io.paydesk.transaction.CallbackFlow;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a list shows; each part may be null.
 *
 * @param subject table and id, such as {@code payment:7}
 */
record RunFilter(
    @Nullable CallbackFlow flow,
    @Nullable RunStatus status,
    @Nullable String subject,
    @Nullable Long orderId,
    @Nullable String target) {

  /**
   * @throws Refusal {@code invalid-run-filter}
   */
  static RunFilter read(
      @Nullable String flow,
      @Nullable String status,
      @Nullable String subject,
      @Nullable Long orderId,
      @Nullable String target) {
    StorableText.check("target", target);
    var knownFlow = flow == null ? null : new CallbackFlow.Text().convertToEntityAttribute(flow);
    var knownStatus = status == null ? null : new RunStatus.Text().convertToEntityAttribute(status);
    boolean isSubject =
        subject == null
            || subject.matches("(order|payment|refund|recurring_payment):[1-9][0-9]{0,17}");
    if (flow != null && knownFlow == null || status != null && knownStatus == null || !isSubject) {
      throw invalid();
    }
    return new RunFilter(knownFlow, knownStatus, subject, orderId, target);
  }

  private static Refusal invalid() {
    return Refusal.of(
        "invalid-run-filter",
        400,
        "Not a filter of runs",
        "'flow' is one of "
            + Arrays.stream(CallbackFlow.values())
                .map(CallbackFlow::text)
                .collect(Collectors.joining(", "))
            + "; 'status' is one of "
            + Arrays.stream(RunStatus.values())
                .map(RunStatus::text)
                .collect(Collectors.joining(", "))
            + "; 'subject' is order:, payment:, refund: or recurring_payment: and the row's id.");
  }
}
