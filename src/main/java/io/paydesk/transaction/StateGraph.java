package io.paydesk.transaction;

import io.paydesk.rest.LowerCase;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Which status of a row may follow which, and the news that causes it: the legal moves of a table
 * as data. The docs draw it; tests hold the rows and the database's CHECK to it.
 *
 * <p>It refuses nothing. What Stripe says about money is recorded even if it surprises us: a move
 * that is not in the graph is made, and logged as an error. With Java's assertions on, as in tests,
 * it fails.
 *
 * @param table of the rows
 */
public record StateGraph<S extends Enum<S>>(String table, List<Edge<S>> edges) {

  private static final Logger LOG = Logger.getLogger(StateGraph.class);

  /**
   * Each of the first may become each of the last.
   *
   * @param from empty where a row begins with these
   */
  public record Edge<S extends Enum<S>>(Set<S> from, String news, Set<S> to) {

    boolean leads(S one, S next) {
      return from.contains(one) && to.contains(next) && one != next;
    }
  }

  /** The statuses with which a row may begin. */
  public static <S extends Enum<S>> Edge<S> begin(String news, EnumSet<S> as) {
    return new Edge<>(Set.of(), news, Collections.unmodifiableSet(as));
  }

  public static <S extends Enum<S>> Edge<S> edge(EnumSet<S> from, String news, EnumSet<S> to) {
    return new Edge<>(Collections.unmodifiableSet(from), news, Collections.unmodifiableSet(to));
  }

  public boolean begins(S as) {
    return edges.stream().anyMatch(edge -> edge.from.isEmpty() && edge.to.contains(as));
  }

  public boolean leads(S from, S to) {
    return edges.stream().anyMatch(edge -> edge.leads(from, to));
  }

  /**
   * Makes a move.
   *
   * @return the row's new status
   */
  public S take(CallbackRow row, S from, S to) {
    if (from != to && !leads(from, to)) {
      var sentence =
          "%s %d goes from %s to %s, which no news should cause"
              .formatted(table, row.rowId(), LowerCase.text(from), LowerCase.text(to));
      LOG.error(sentence);
      assert false : sentence;
    }
    return to;
  }
}
