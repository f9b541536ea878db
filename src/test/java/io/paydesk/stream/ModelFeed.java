package io.paydesk.stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The real feed on a model of a database: between a look and its reads, transactions end and
 * readers come; some looks fail, and some find too much.
 */
final class ModelFeed {

  private final ModelDatabase database;
  private final Random random;
  private final Streams streams = new Streams(ModelReader.PATIENT, new SimpleMeterRegistry());
  private final Lane lane = streams.laneOf("the only one", Runnable::run);
  private final ChangeFeed feed;

  private Runnable meanwhile = () -> {};
  private boolean calm;

  /**
   * @param page rows of a page
   */
  ModelFeed(ModelDatabase database, Random random, int page) {
    this.database = database;
    this.random = random;
    var tables = new Tables(page);
    var views = new Views();
    var meters = new SimpleMeterRegistry();
    this.feed =
        new ChangeFeed(
            null, tables, views, new PageReader(tables, views, meters), streams, meters) {
          @Override
          void wake() {
            // The test decides when.
          }
        };
  }

  /** What may happen between two reads, besides writes. */
  void meanwhile(Runnable happens) {
    meanwhile = happens;
  }

  /** From now on nothing happens between two reads, and none fails. */
  void calm() {
    calm = true;
  }

  Lane lane() {
    return lane;
  }

  Streams streams() {
    return streams;
  }

  ModelDatabase database() {
    return database;
  }

  void ask(StreamPage.Request request) {
    feed.ask(request);
  }

  void turn() {
    feed.turn().onFailure().recoverWithNull().await().indefinitely();
  }

  private final class Tables extends ChangeReader {

    private final int page;

    Tables(int page) {
      super(null, page);
      this.page = page;
    }

    @Override
    Uni<DatabaseSnapshot> now() {
      return Uni.createFrom().item(database.snapshot());
    }

    @Override
    Uni<Reading> since(DatabaseSnapshot seen) {
      if (!calm && random.nextInt(20) == 0) {
        return Uni.createFrom().failure(new IllegalStateException("the database is away"));
      }
      var rows = new ArrayList<>(named(database.since(seen)));
      while (!calm && !rows.isEmpty() && rows.size() <= MOST && random.nextInt(10) == 0) {
        for (int i = 0; i <= MOST; i++) {
          rows.add(rows.get(0));
        }
      }
      return Uni.createFrom().item(new Reading(database.snapshot(), rows));
    }

    @Override
    Uni<Reading> page(Interest interest, Place after) {
      var rows = named(database.behind(interest, after, page));
      return Uni.createFrom().item(new Reading(database.snapshot(), rows));
    }

    private static List<Reading.Row> named(List<ModelDatabase.Row> rows) {
      return rows.stream()
          .map(
              row ->
                  new Reading.Row(
                      new RowKey(StreamedTable.PAYMENT, row.id()),
                      row.userId(),
                      new Place("" + row.changedIn(), "payment", row.id())))
          .toList();
    }
  }

  private final class Views extends ViewReader {

    Views() {
      super(null, null, null, null, null);
    }

    @Override
    Uni<List<Change>> read(List<RowKey> keys) {
      if (!calm && random.nextBoolean()) {
        database.write();
        database.end();
        meanwhile.run();
      }
      return Uni.createFrom()
          .item(keys.stream().distinct().map(key -> view(database.row(key.id()))).toList());
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
}
