package io.paydesk.bench;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the migrations of a full database do to those who write meanwhile: {@code ./mvnw verify
 * -Pbench -Dit.test=MigrationBenchmark}. {@code -Dpaydesk.bench.rows=} says how full it is, {@code
 * -Dpaydesk.bench.from=} which version it has before.
 */
class MigrationBenchmark {

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void migrate() throws Exception {
    new MigrationMeasure().run();
  }
}
