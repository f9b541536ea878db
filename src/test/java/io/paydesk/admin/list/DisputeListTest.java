package io.paydesk.admin.list;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.admin.Badge;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DisputeListTest {

  private final DisputeList list = new DisputeList(null, null, null);

  private Set<String> statuses() {
    return list.filters().get(0).choices().stream().map(Filter.Choice::value).collect(toSet());
  }

  private List<String> view(String name) {
    return Arrays.asList(list.views().get(name).get("status").split(","));
  }

  @Test
  void whatNeedsAnAnswerIsOneViewAndLooksSo() {
    var needing = statuses().stream().filter(Disputed::needsAnAnswer).toList();

    assertThat(needing).contains("appeal_needs_response").hasSize(3);
    assertThat(view("Need an answer")).containsExactlyInAnyOrderElementsOf(needing);
    assertThat(needing).allMatch(status -> Badge.ofDispute(status).tone().equals("bad"));
    assertThat(Badge.ofDispute("appeal_needs_response").text())
        .isEqualTo("Appeal: needs an answer");
  }

  @Test
  void whatTheBankLooksAtIsOneViewToo() {
    assertThat(view("At the bank"))
        .containsExactlyInAnyOrderElementsOf(
            statuses().stream().filter(status -> status.endsWith("under_review")).toList())
        .contains("appeal_under_review");
  }
}
