package io.paydesk.bench;

import java.time.Duration;

/**
 * The processor time that each part has used since its start.
 *
 * @param database of the PostgreSQL server and of what it has started for its connections
 * @param load of this process: the load generator and the pretend Stripe
 */
record CpuTimes(Duration server, Duration database, Duration load) {

  static CpuTimes of(Rig rig) {
    var postgres = ProcessHandle.of(rig.databasePid()).orElseThrow();
    return new CpuTimes(
        used(ProcessHandle.of(rig.serverPid()).orElseThrow()),
        postgres.children().map(CpuTimes::used).reduce(used(postgres), Duration::plus),
        used(ProcessHandle.current()));
  }

  private static Duration used(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** How the processors were shared from then to now, in words. */
  String since(CpuTimes then) {
    double server = minus(this.server, then.server);
    double database = minus(this.database, then.database);
    double load = minus(this.load, then.load);
    double all = server + database + load;
    return "CPU: server %s, PostgreSQL %s, load %s"
        .formatted(
            Figures.percent(server / all),
            Figures.percent(database / all),
            Figures.percent(load / all));
  }

  /** What the server took for one of so many pieces of work since then, in words. */
  String ofEach(long pieces, CpuTimes then) {
    return "server %.2f ms, PostgreSQL %.2f ms of CPU for each"
        .formatted(
            minus(server, then.server) / 1e6 / pieces,
            minus(database, then.database) / 1e6 / pieces);
  }

  private static double minus(Duration later, Duration before) {
    return Math.max(0, later.minus(before).toNanos());
  }
}
