package io.paydesk.mcp;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tools that there are: those that write only where the operator has said so. */
@Singleton
class Toolbox {

  private final McpGate gate;
  private final List<Tool> lookUps;
  private final List<Tool> withWriters;

  Toolbox(
      McpGate gate,
      PaymentLookUps payments,
      SubscriptionLookUps subscriptions,
      OperatorLookUps operators,
      RefundTools refunds) {
    this.gate = gate;
    var all = new ArrayList<Tool>();
    all.addAll(payments.tools());
    all.addAll(subscriptions.tools());
    all.addAll(operators.tools());
    this.lookUps = List.copyOf(all);
    all.addAll(refunds.tools());
    this.withWriters = List.copyOf(all);
  }

  boolean canWrite() {
    return gate.mode() == McpMode.WRITE;
  }

  List<Tool> all() {
    return canWrite() ? withWriters : lookUps;
  }

  Optional<Tool> find(String name) {
    return all().stream().filter(tool -> tool.name().equals(name)).findFirst();
  }
}
