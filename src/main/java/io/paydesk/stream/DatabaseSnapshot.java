package io.paydesk.stream;

/**
 * Which transactions had ended when something was read.
 *
 * @param xmin every transaction before this one had ended
 * @param xmax no transaction from this one on had ended
 * @param open those between that had not ended, as a PostgreSQL array: {@code {11,13}}
 * @see <a
 *     href="https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT">PostgreSQL's
 *     snapshots</a>
 */
record DatabaseSnapshot(String cluster, long xmin, long xmax, String open) {

  /**
   * @param text {@code xmin:xmax:open,open}
   */
  static DatabaseSnapshot of(String cluster, String text) {
    var parts = text.split(":", -1);
    return new DatabaseSnapshot(
        cluster, Long.parseLong(parts[0]), Long.parseLong(parts[1]), "{" + parts[2] + "}");
  }

  Horizon horizon() {
    return new Horizon(cluster, xmin);
  }

  /** Whether the horizon is one of this database's past, and not of another database. */
  boolean follows(Horizon then) {
    return cluster.equals(then.cluster()) && then.xmin() <= xmax;
  }

  /** Whether an earlier read was of the same database. */
  boolean follows(DatabaseSnapshot then) {
    return cluster.equals(then.cluster) && then.xmax <= xmax;
  }
}
