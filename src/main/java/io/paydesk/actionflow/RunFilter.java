package io.paydesk.actionflow;

import io.paydesk.listing.Filter;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.RowId;
import io.paydesk.rest.Statuses;
import io.paydesk.rest.StorableText;
import io.paydesk.transaction.CallbackFlow;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Which runs a list shows. */
final class RunFilter {

  private static final String SUBJECT = "(order|payment|refund|recurring_payment):[1-9][0-9]{0,17}";

  private RunFilter() {}

  /**
   * @throws Refusal {@code invalid-run-filter}
   */
  static Filter<ActionflowRun> of(RunQuery query) {
    StorableText.check("target", query.target);
    var flow =
        query.flow == null ? null : new CallbackFlow.Text().convertToEntityAttribute(query.flow);
    var statuses =
        Statuses.texts(query.status).stream()
            .map(new RunStatus.Text()::convertToEntityAttribute)
            .toList();
    boolean isSubject = query.subject == null || query.subject.matches(SUBJECT);
    if (query.flow != null && flow == null || statuses.contains(null) || !isSubject) {
      throw invalid();
    }
    return Filter.of(ActionflowRun.ROWS)
        .only("flow", flow)
        .among("status", statuses)
        .only("subject", query.subject)
        .only("orderId", RowId.value(query.orderId))
        .only("target", query.target)
        .in(query);
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
            + ", or several of them with commas between; 'subject' is order:, payment:, refund: or recurring_payment:"
            + " and the row's id.");
  }
}
