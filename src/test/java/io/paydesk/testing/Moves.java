package io.paydesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.transaction.StateGraph;
import java.util.Set;
import java.util.TreeSet;

/** The moves that rows made, to compare with those that they may make. */
public final class Moves<S extends Enum<S>> {

  private final Set<String> made = new TreeSet<>();

  public void add(S from, S to) {
    if (from != to) {
      made.add(from + " -> " + to);
    }
  }

  /** Each move is an edge of the graph, and no edge is missing. */
  public void areThoseOf(StateGraph<S> graph) {
    var edges = new Moves<S>();
    for (var edge : graph.edges()) {
      edge.from().forEach(from -> edge.to().forEach(to -> edges.add(from, to)));
    }
    assertThat(made).containsExactlyElementsOf(edges.made);
  }
}
