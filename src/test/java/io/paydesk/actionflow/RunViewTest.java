package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.transaction.CallbackFlow;
import io.paydesk.transaction.TransitionKind;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunViewTest {

  /** An annotation takes no other text than one that is written down. */
  @Test
  void itsDescriptionNamesEachTransitionOfEachFlow() {
    var flows =
        Arrays.stream(CallbackFlow.values())
            .map(
                flow ->
                    "`%s`: %s"
                        .formatted(
                            flow.text(),
                            TransitionKind.of(flow).stream()
                                .map(kind -> "`" + kind.text() + "`")
                                .collect(Collectors.joining(", "))))
            .collect(Collectors.joining(". With "));

    assertThat(RunView.TRANSITIONS).isEqualTo("What happened. With the flow " + flows);
  }
}
