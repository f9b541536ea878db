package io.paydesk.stream;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

/** Turns as the feed makes them, with transactions that end between a look and its views. */
final class ModelFeed {

  private final ModelDatabase database;
  private final Random random;
  private final int page;
  private final Lane lane = new Lane(null);
  private final Queue<Page.Request> asking = new ArrayDeque<>();

  private boolean calm;
  private Snapshot seen;
  private Map<Long, Integer> told = Map.of();

  /**
   * @param page rows of a page
   */
  ModelFeed(ModelDatabase database, Random random, int page) {
    this.database = database;
    this.random = random;
    this.page = page;
  }

  /** From now on nobody writes between two reads. */
  void calm() {
    calm = true;
  }

  Lane lane() {
    return lane;
  }

  ModelDatabase database() {
    return database;
  }

  void ask(Page.Request request) {
    asking.add(request);
  }

  void turn() {
    look();
    for (int i = 0; i < 2 && !asking.isEmpty(); i++) {
      page(asking.remove());
    }
  }

  private void look() {
    var now = database.snapshot();
    if (seen == null) {
      advance(now, List.of(), Batch.Kind.COMPLETE);
    } else if (!now.follows(seen)) {
      advance(now, List.of(), Batch.Kind.ANOTHER_DATABASE);
    } else {
      var rows = database.since(seen);
      if (!calm && random.nextInt(10) == 0) {
        advance(now, List.of(), Batch.Kind.TOO_MUCH);
      } else {
        meanwhile();
        advance(now, views(rows), Batch.Kind.COMPLETE);
      }
    }
  }

  private void advance(Snapshot now, List<Change> changes, Batch.Kind kind) {
    var news =
        changes.stream()
            .filter(change -> told.getOrDefault(change.key().id(), -1) < change.version())
            .toList();
    var versions = new HashMap<Long, Integer>();
    changes.forEach(change -> versions.put(change.key().id(), change.version()));
    told = versions;
    seen = now;
    lane.advance(new Batch(now.horizon(), news, kind));
  }

  private void page(Page.Request request) {
    var stream = request.stream();
    boolean reset = request.since() != null && !seen.follows(request.since());
    if (reset && !stream.interest().isNamed()) {
      stream.take(request, new Page(true, List.of(), null));
      return;
    }
    var rows = database.behind(stream.interest(), request.from(), page);
    meanwhile();
    var last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
    var next = rows.size() < page ? null : new Place("" + last.changedIn(), "payment", last.id());
    stream.take(request, new Page(reset, views(rows), next));
  }

  private void meanwhile() {
    if (!calm && random.nextBoolean()) {
      database.write();
      database.end();
    }
  }

  private List<Change> views(List<ModelDatabase.Row> rows) {
    return rows.stream().map(row -> view(database.row(row.id()))).toList();
  }

  private static Change view(ModelDatabase.Row row) {
    return new Change(
        new RowKey(StreamedTable.PAYMENT, row.id()),
        row.version(),
        row.userId(),
        row.orderId(),
        row.id(),
        Frames.event("payment", row.id() + " " + row.version()));
  }
}
