package io.paydesk.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.method.MethodSetupStatus;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.refund.RefundStatus;
import io.paydesk.rest.LowerCase;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StatesInTheDatabaseTest extends PaydeskTest {

  private static final Pattern QUOTED = Pattern.compile("'([a-z_]+)'");

  @Test
  void theChecksOfTheTablesListTheStatesOfTheGraphsAndNoOthers() {
    listsItsStates(PaymentStatus.MOVES, PaymentStatus.class);
    listsItsStates(MethodSetupStatus.MOVES, MethodSetupStatus.class);
    listsItsStates(RefundStatus.MOVES, RefundStatus.class);
    listsItsStates(RecurringPaymentStatus.MOVES, RecurringPaymentStatus.class);
  }

  @Test
  void aMoveWithoutAnEdgeFailsEveryTestOfTheService() {
    assertThat(StateGraph.class.desiredAssertionStatus()).isTrue();
  }

  private <S extends Enum<S>> void listsItsStates(StateGraph<S> graph, Class<S> statuses) {
    var states = EnumSet.noneOf(statuses);
    graph.edges().forEach(edge -> states.addAll(edge.to()));
    assertThat(states).containsExactly(statuses.getEnumConstants());

    var check =
        tables()
            .text(
                """
                select string_agg(pg_get_constraintdef(c.oid), ' ')
                from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid
                where c.contype = 'c' and c.conrelid = to_regclass(?)
                  and a.attname = 'status' and c.conkey = array[a.attnum]
                """,
                graph.table());
    assertThat(QUOTED.matcher(check).results().map(word -> word.group(1)))
        .as(check)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(statuses.getEnumConstants()).map(LowerCase::text).toList());
  }
}
