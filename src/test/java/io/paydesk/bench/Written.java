package io.paydesk.bench;

import java.util.TreeMap;

/**
 * What PostgreSQL wrote, for each of some units of work.
 *
 * @param bytes of its log
 * @param commits transactions that wrote something
 * @param statements that were sent to it, without those that begin and end a transaction
 * @param updates new versions of rows
 * @param hot those of them that needed no new entry in any index
 * @param tables bytes of the log by table, with its indexes
 */
record Written(
    double bytes,
    double commits,
    double statements,
    double updates,
    double hot,
    TreeMap<String, Double> tables) {

  double of(String table) {
    return tables.getOrDefault(table, 0.0);
  }

  /** Of two rounds of the same work, the one that less other work fell into. */
  static Written less(Written one, Written other) {
    return one.bytes <= other.bytes ? one : other;
  }
}
