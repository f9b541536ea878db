package io.paydesk.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.dev.database.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaydeskDevTest {

  @Test
  void whereItsPortIsTakenThePretendStripeTakesAnother(@TempDir Path home) throws IOException {
    try (var taken = FreePort.taken();
        var sandbox = PaydeskDev.onTheFirstFreePort(taken.getLocalPort(), home)) {
      assertThat(sandbox.baseUri().getPort()).isGreaterThan(taken.getLocalPort());
    }
  }
}
