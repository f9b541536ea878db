package io.paydesk.admin.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.admin.overview.Overview.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurvesTest {

  private static Row row(Long came, Long before) {
    return new Row("", came, before, null);
  }

  @Test
  void bothLinesHaveOneScaleThatBeginsAtZero() {
    var curves = Curves.of(List.of(row(0L, 108L), row(54L, 0L)));

    assertThat(curves.before()).isEqualTo("0,74 1,1000");
    assertThat(curves.now()).isEqualTo("0,1000 1,537");
    assertThat(curves.area()).isEqualTo("0,1000 0,1000 1,537 1,1000");
    assertThat(curves.last()).isEqualTo(1);
  }

  @Test
  void whatHasNotComeYetHasNoPoint() {
    var curves = Curves.of(List.of(row(7L, 7L), row(null, 7L), row(null, 7L)));

    assertThat(curves.now()).isEqualTo("0,74");
    assertThat(curves.before()).isEqualTo("0,74 1,74 2,74");
    assertThat(curves.area()).endsWith("0,1000");
  }

  @Test
  void whereNothingCameItLiesOnTheGround() {
    assertThat(Curves.of(List.of(row(0L, 0L))).now()).isEqualTo("0,1000");
    assertThat(Curves.of(List.of()).area()).isEmpty();
  }

  @Test
  void moreWasGivenBackThanCameIsNotBelowTheGround() {
    assertThat(Curves.of(List.of(row(-5L, 10L))).now()).isEqualTo("0,1000");
  }
}
