package io.paydesk.mcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.audit.CarriedCalls;
import io.paydesk.audit.Deed;
import io.paydesk.caller.RoleGate;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;

/** Carries out what an agent asks of a tool. */
@Singleton
class ToolCalls {

  private final Telling telling;
  private final CarriedCalls audit;
  private final MeterRegistry meters;

  ToolCalls(Telling telling, CarriedCalls audit, MeterRegistry meters) {
    this.telling = telling;
    this.audit = audit;
    this.meters = meters;
  }

  /** Whatever a tool refuses is its answer: an agent can read it, and try again. */
  Uni<Answered> carryOut(Tool tool, Map<String, Object> sent, SecurityIdentity identity) {
    return Uni.createFrom()
        .<Object>deferred(
            () -> {
              if (tool.writes() != null) {
                audit.begin(identity, tool.writes().resource(), tool.writes().operation());
              }
              tool.calls().forEach(call -> RoleGate.check(identity, call));
              return tool.work().apply(Arguments.read(tool.arguments(), sent)).map(x -> x);
            })
        .map(answer -> Answered.of(answer, telling))
        .onFailure()
        .recoverWithItem(failure -> Answered.of(failure, telling))
        .invoke(answered -> note(tool, answered));
  }

  private void note(Tool tool, Answered answered) {
    if (tool.writes() != null) {
      Deed.willBeAnswered(answered.status(), answered.problem());
    }
    meters
        .counter("paydesk.mcp.calls", "tool", tool.name(), "outcome", answered.outcome())
        .increment();
  }
}
