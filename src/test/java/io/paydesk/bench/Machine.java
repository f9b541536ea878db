package io.paydesk.bench;

import com.sun.management.OperatingSystemMXBean;
import io.paydesk.testing.Tables;
import java.lang.management.ManagementFactory;

/** What figures mean nothing without. */
final class Machine {

  private Machine() {}

  static String describe(Tables tables) {
    return describe(tables, Rig.SERVER_OPTIONS);
  }

  /**
   * @param options of the server's JVM
   */
  static String describe(Tables tables, String options) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return """
        %d cores, %d GiB of memory, %s %s, JDK %s, PostgreSQL %s with fsync=%s and synchronous_commit=%s. The server \
        (%s), PostgreSQL, the pretend Stripe and the load generator share this machine."""
        .formatted(
            system.getAvailableProcessors(),
            Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            System.getProperty("java.vm.version"),
            tables.text("show server_version").split(" ")[0],
            tables.text("show fsync"),
            tables.text("show synchronous_commit"),
            options);
  }
}
