package io.paydesk.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * How fast the packaged jar is on this machine: {@code ./mvnw verify -Pbench}. One measure alone:
 * {@code -Dit.test=Benchmark#webhooks}.
 *
 * <p>It holds no figure to a limit, as that would fail on a slower machine. It fails when anything
 * is lost: an event, a payment, a change that a stream did not see.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class Benchmark {

  private static final Report REPORT = new Report();

  @AfterAll
  static void print() throws IOException {
    REPORT.print();
  }

  @Test
  @Order(1)
  void webhooks() {
    try (var rig = Rig.start()) {
      REPORT.machine(Machine.describe(rig.tables()));
      new WebhookMeasure(rig, REPORT).run();
    }
  }

  @Test
  @Order(2)
  void payments() {
    try (var rig = Rig.start(PaymentMeasure.SETTINGS)) {
      REPORT.machine(Machine.describe(rig.tables()));
      new PaymentMeasure(rig, REPORT).run();
    }
  }

  @Test
  @Order(3)
  void streams() {
    try (var rig = Rig.start()) {
      REPORT.machine(Machine.describe(rig.tables()));
      new StreamMeasure(rig, REPORT).run();
    }
  }

  @Test
  @Order(4)
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void replicas() {
    try (var rig = Rig.start()) {
      REPORT.machine(Machine.describe(rig.tables()));
      new ReplicaMeasure(rig, REPORT).run();
    }
  }
}
