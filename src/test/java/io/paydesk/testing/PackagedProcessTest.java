package io.paydesk.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackagedProcessTest {

  @Test
  void whoeverWaitsInVainForItsEndLeavesNoProcessBehind() {
    var process = PackagedProcess.start(List.of("sleep", "600"), Map.of());
    assertThatThrownBy(() -> process.awaitEnd(Duration.ofMillis(1)))
        .hasMessageContaining("It did not end");
    await().until(() -> !process.isAlive());
  }
}
