package io.paydesk.stream;

/**
 * Which transactions had ended when something was read.
 *
 * @param xmin every transaction before this one had ended
 * @param xmax no transaction from this one on had ended
 * @param open those between that had not ended, as an array of PostgreSQL's: {@code {11,13}}
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

  /** Whether what was seen up to then is a past of this database, and not of another one. */
  boolean follows(Horizon then) {
    return cluster.equals(then.cluster()) && then.xmin() <= xmax;
  }

  /** Whether the later of two reads was one of the same database. */
  boolean follows(DatabaseSnapshot then) {
    return cluster.equals(then.cluster) && then.xmax <= xmax;
  }
}
