package io.paydesk.transaction;

import static java.util.EnumSet.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.testing.LogBook;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateGraphTest {

  private enum Lamp {
    OFF,
    ON,
    BROKEN
  }

  private static final StateGraph<Lamp> MOVES =
      new StateGraph<>(
          "lamp",
          List.of(
              StateGraph.begin("somebody buys it", of(Lamp.OFF)),
              StateGraph.edge(of(Lamp.OFF, Lamp.ON), "the switch", of(Lamp.OFF, Lamp.ON)),
              StateGraph.edge(of(Lamp.ON), "it burns out", of(Lamp.BROKEN))));

  private record Row(Long rowId) implements CallbackRow {
    @Override
    public void applyCallback(boolean processed) {}
  }

  @Test
  void anEdgeLeadsFromEachOfTheseToEachOfThose() {
    assertThat(MOVES.leads(Lamp.OFF, Lamp.ON)).isTrue();
    assertThat(MOVES.leads(Lamp.ON, Lamp.OFF)).isTrue();
    assertThat(MOVES.leads(Lamp.ON, Lamp.BROKEN)).isTrue();
    assertThat(MOVES.leads(Lamp.OFF, Lamp.BROKEN)).isFalse();
    assertThat(MOVES.leads(Lamp.BROKEN, Lamp.ON)).isFalse();
    assertThat(MOVES.begins(Lamp.OFF)).isTrue();
    assertThat(MOVES.begins(Lamp.ON)).isFalse();
  }

  @Test
  void aMoveAlongAnEdgeAndStayingAreNotLogged() {
    try (var book = LogBook.open()) {
      assertThat(MOVES.take(new Row(7L), Lamp.OFF, Lamp.ON)).isEqualTo(Lamp.ON);
      assertThat(MOVES.take(new Row(7L), Lamp.BROKEN, Lamp.BROKEN)).isEqualTo(Lamp.BROKEN);

      assertThat(book.lines("lamp")).isEmpty();
    }
  }

  @Test
  void aMoveWithoutAnEdgeIsLoggedAndFailsWithAssertionsOn() {
    try (var book = LogBook.open()) {
      assertThatThrownBy(() -> MOVES.take(new Row(7L), Lamp.BROKEN, Lamp.ON))
          .isInstanceOf(AssertionError.class);

      assertThat(book.lines("lamp 7 goes from broken to on")).hasSize(1);
    }
  }
}
