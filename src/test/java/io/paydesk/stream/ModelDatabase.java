package io.paydesk.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * As much of PostgreSQL as the stream relies on: numbered transactions that end in any order, rows
 * that only one transaction at a time may change, snapshots.
 */
final class ModelDatabase {

  /** Odd rows are user-1's, of order 1. */
  record Row(long id, int version, long changedIn) {

    String userId() {
      return "user-" + id % 2;
    }

    long orderId() {
      return id % 2;
    }
  }

  private static final int ROWS = 8;

  private final Random random;
  private final Map<Long, Row> committed = new TreeMap<>();

  /** By transaction: the rows that it has changed. */
  private final Map<Long, TreeSet<Long>> open = new TreeMap<>();

  private String cluster = "7-00000001-5-1";
  private long nextXid = 100;

  ModelDatabase(Random random) {
    this.random = random;
  }

  /** In an open transaction or a new one. */
  void write() {
    long row = random.nextInt(ROWS);
    if (open.values().stream().anyMatch(rows -> rows.contains(row))) {
      return;
    }
    if (open.isEmpty() || open.size() < 4 && random.nextBoolean()) {
      open.put(nextXid++, new TreeSet<>());
    }
    var transactions = List.copyOf(open.values());
    transactions.get(random.nextInt(transactions.size())).add(row);
  }

  void end() {
    if (!open.isEmpty()) {
      var xids = List.copyOf(open.keySet());
      end(xids.get(random.nextInt(xids.size())), random.nextInt(5) > 0);
    }
  }

  void endAll() {
    List.copyOf(open.keySet()).forEach(xid -> end(xid, true));
  }

  private void end(long xid, boolean commits) {
    var rows = open.remove(xid);
    if (commits) {
      rows.forEach(row -> commit(row, xid));
    }
  }

  private void commit(long row, long xid) {
    var before = committed.get(row);
    committed.put(row, new Row(row, before == null ? 0 : before.version + 1, xid));
  }

  void changeAtOnce(long row) {
    commit(row, nextXid++);
  }

  /** The same rows, on another timeline. */
  void failOver() {
    open.clear();
    cluster = "7-00000002-5-1";
  }

  DatabaseSnapshot snapshot() {
    long xmin = open.keySet().stream().mapToLong(xid -> xid).min().orElse(nextXid);
    var between = open.keySet().stream().map(xid -> "" + xid).collect(Collectors.joining(","));
    return DatabaseSnapshot.of(cluster, xmin + ":" + nextXid + ":" + between);
  }

  Horizon horizon() {
    return snapshot().horizon();
  }

  List<Row> since(DatabaseSnapshot seen) {
    var inThose = List.of(seen.open().replaceAll("[{}]", "").split(","));
    return committed.values().stream()
        .filter(
            row -> row.changedIn >= seen.xmax() || inThose.contains(Long.toString(row.changedIn)))
        .toList();
  }

  /** In the order of the place. */
  List<Row> behind(Interest interest, Place place, int most) {
    return committed.values().stream()
        .filter(row -> isOf(interest, row))
        .filter(
            row -> {
              long stamp = Long.parseLong(place.stamp());
              return row.changedIn > stamp
                  || row.changedIn == stamp && (place.table().isEmpty() || row.id > place.id());
            })
        .sorted(
            (a, b) ->
                a.changedIn == b.changedIn
                    ? Long.compare(a.id, b.id)
                    : Long.compare(a.changedIn, b.changedIn))
        .limit(most)
        .toList();
  }

  Row row(long id) {
    return committed.get(id);
  }

  private static boolean isOf(Interest interest, Row row) {
    return (interest.userId() == null || interest.userId().equals(row.userId()))
        && (interest.orderId() == null || interest.orderId() == row.orderId());
  }

  /** What a reader must know in the end whose first news was this state. */
  Map<Long, Integer> changedSince(Map<Long, Integer> start, Interest interest) {
    var changed = new HashMap<Long, Integer>();
    for (var row : new ArrayList<>(committed.values())) {
      if (isOf(interest, row)
          && (interest.isNamed() || start.getOrDefault(row.id, -1) < row.version)) {
        changed.put(row.id, row.version);
      }
    }
    return changed;
  }

  Map<Long, Integer> versions() {
    var versions = new HashMap<Long, Integer>();
    committed.values().forEach(row -> versions.put(row.id, row.version));
    return versions;
  }
}
