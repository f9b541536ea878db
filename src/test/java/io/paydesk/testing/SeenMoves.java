package io.paydesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.payment.PaymentStatus;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.refund.RefundStatus;
import io.paydesk.rest.LowerCase;
import io.paydesk.transaction.StateGraph;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The moves that one user's rows commit while it is open, recorded by triggers. */
public final class SeenMoves implements AutoCloseable {

  private static final Map<String, StateGraph<?>> GRAPHS =
      Stream.<StateGraph<?>>of(
              PaymentStatus.MOVES, RefundStatus.MOVES, RecurringPaymentStatus.MOVES)
          .collect(Collectors.toMap(StateGraph::table, Function.identity()));

  private static final String BEGINNING = "nothing";

  private final Tables tables;
  private final String user;

  private SeenMoves(Tables tables, String user) {
    this.tables = tables;
    this.user = user;
  }

  public static SeenMoves of(Tables tables, String user) {
    tables.change(
        "create table if not exists seen_move (user_id text, of_table text, before text, after text)");
    tables.change(
        """
        create or replace function see_move() returns trigger language plpgsql as $$
        begin
          if tg_op = 'INSERT' then
            insert into seen_move values (new.user_id, tg_table_name, '%s', new.status);
          elsif new.status <> old.status then
            insert into seen_move values (new.user_id, tg_table_name, old.status, new.status);
          end if;
          return null;
        end $$
        """
            .formatted(BEGINNING));
    GRAPHS
        .keySet()
        .forEach(
            table ->
                tables.change(
                    """
                    create or replace trigger see_move after insert or update on %s
                    for each row execute function see_move()
                    """
                        .formatted(table)));
    return new SeenMoves(tables, user);
  }

  /** Each move is an edge of its table's graph; there is at least one. */
  public void areEdges() {
    assertThat(all())
        .isNotEmpty()
        .allSatisfy(
            move -> {
              var words = move.split(" ");
              assertThat(isEdge(GRAPHS.get(words[0]), words[1], words[2])).as(move).isTrue();
            });
  }

  private List<String> all() {
    var all =
        tables.text(
            """
            select string_agg(distinct concat_ws(' ', of_table, before, after), ',')
            from seen_move where user_id = ?
            """,
            user);
    return all == null ? List.of() : List.of(all.split(","));
  }

  private static <S extends Enum<S>> boolean isEdge(
      StateGraph<S> graph, String before, String after) {
    var states =
        graph.edges().stream()
            .flatMap(edge -> edge.to().stream())
            .collect(Collectors.toMap(LowerCase::text, Function.identity(), (one, same) -> one));
    var to = states.get(after);
    if (before.equals(BEGINNING)) {
      return graph.begins(to);
    }
    var from = states.get(before);
    return graph.leads(from, to)
        || states.values().stream().anyMatch(between -> inOneCommit(graph, from, between, to));
  }

  /** Two moves in one commit: for example money came, and is refunded already. */
  private static <S extends Enum<S>> boolean inOneCommit(
      StateGraph<S> graph, S from, S between, S to) {
    return graph.leads(from, between) && graph.leads(between, to);
  }

  @Override
  public void close() {
    // One by one, so that no two tables are locked at once.
    GRAPHS.keySet().forEach(table -> tables.change("drop trigger see_move on " + table));
  }
}
