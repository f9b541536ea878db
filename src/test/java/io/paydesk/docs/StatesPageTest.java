package io.paydesk.docs;

import io.paydesk.method.MethodSetupStatus;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.refund.RefundStatus;
import io.paydesk.rest.LowerCase;
import io.paydesk.testing.Docs;
import io.paydesk.transaction.StateGraph;
import io.paydesk.transaction.StateGraph.Edge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The diagrams of states are drawn from the graphs that the rows follow. */
class StatesPageTest {

  private static final Path PAGE = Docs.FOLDER.resolve("understand/states.md");

  @Test
  void theDiagramsAreTheGraphs() {
    Docs.hold(PAGE, "moves of payments", diagram(PaymentStatus.MOVES));
    Docs.hold(PAGE, "moves of setup intents", diagram(MethodSetupStatus.MOVES));
    Docs.hold(PAGE, "moves of refunds", diagram(RefundStatus.MOVES));
    Docs.hold(PAGE, "moves of recurring payments", diagram(RecurringPaymentStatus.MOVES));
  }

  /**
   * A Mermaid diagram. Each piece of news appears once, between the statuses before and after it.
   * Statuses that may become each other are in one box, to which arrows may lead.
   */
  private static <S extends Enum<S>> String diagram(StateGraph<S> graph) {
    var together = graph.edges().stream().filter(edge -> edge.from().equals(edge.to())).findFirst();
    var box = together.map(Edge::to).orElse(Set.of());
    var lines = new ArrayList<String>();
    lines.add("```mermaid");
    lines.add("flowchart LR");
    together.ifPresent(
        edge -> {
          lines.add("  subgraph any[\"each may become another: " + edge.news() + "\"]");
          edge.to().forEach(state -> lines.add("    " + LowerCase.text(state)));
          lines.add("  end");
        });
    int drawn = 0;
    for (var edge : graph.edges()) {
      if (!edge.from().equals(edge.to())) {
        lines.add(
            "  %s --> news%d([\"%s\"]) --> %s"
                .formatted(
                    edge.from().isEmpty() ? "begin(( ))" : names(edge.from(), box),
                    ++drawn,
                    edge.news(),
                    names(edge.to(), box)));
      }
    }
    lines.add("```");
    return String.join("\n", lines) + "\n";
  }

  private static <S extends Enum<S>> String names(Set<S> states, Set<S> box) {
    boolean wholeBox = !box.isEmpty() && states.containsAll(box);
    return String.join(
        " & ",
        Stream.concat(
                states.stream()
                    .filter(state -> !wholeBox || !box.contains(state))
                    .map(LowerCase::text),
                wholeBox ? Stream.of("any") : Stream.empty())
            .toList());
  }
}
