package io.paydesk.mcp;

import io.paydesk.problem.Refusal;
import io.paydesk.problem.Refusals;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * What a call of the API answered to a tool.
 *
 * @param status of HTTP
 * @param problem the name of what it was refused with
 * @param text for the agent, in JSON
 */
record Answered(int status, @Nullable String problem, String text) {

  static Answered of(Object answer, Telling telling) {
    if (!(answer instanceof Response response)) {
      return new Answered(200, null, telling.of(answer));
    }
    // A refusal that is kept with an Idempotency-Key is text.
    return response.getEntity() instanceof String kept
        ? new Answered(response.getStatus(), Refusal.nameIn(kept), telling.ofKept(kept))
        : new Answered(response.getStatus(), null, telling.of(response.getEntity()));
  }

  static Answered of(Throwable failure, Telling telling) {
    var refusal = Refusals.of(failure);
    return new Answered(refusal.status(), refusal.name(), telling.of(refusal));
  }

  boolean isError() {
    return status >= 400;
  }

  String outcome() {
    return !isError() ? "answered" : status < 500 ? "refused" : "failed";
  }
}
