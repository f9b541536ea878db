package io.paydesk.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How long the packaged application takes to start on this machine, and what it holds then: {@code
 * ./mvnw verify -Pbench -Dit.test=StartBenchmark}. Further JDKs are named by {@code
 * -Dpaydesk.bench.jdks=}, with commas between; a native executable is measured where one was built.
 */
class StartBenchmark {

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void start() throws IOException {
    new StartMeasure().run();
  }
}
