package io.paydesk.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Readers of every kind against writers of every kind, in a model: transactions that overlap and
 * end in any order, looks and pages between them, views that are newer than their look, readers
 * that stop reading, are cut off, and come back.
 */
class ChangeStreamTest {

  private static final int ROUNDS = 400;

  private static Interest interest(Random random) {
    return new Interest(
        random.nextBoolean() ? null : "user-1",
        random.nextInt(4) == 0 ? 1L : null,
        null,
        EnumSet.allOf(StreamedTable.class));
  }

  @Test
  void everyReaderSeesTheLastStateOfEveryRowAndNeverAnOlderOneAfterANewer() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      var random = new Random(seed);
      var database = new ModelDatabase(random);
      var feed = new ModelFeed(database, random, 3);
      var readers =
          random.ints(3, 0, 1).mapToObj(x -> new ModelReader(interest(random), feed)).toList();
      feed.meanwhile(() -> comeBack(readers.get(random.nextInt(3)), random));
      for (int step = 0; step < 300; step++) {
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> database.write();
          case 3 -> database.end();
          case 4, 5 -> feed.turn();
          case 6 -> readers.get(random.nextInt(3)).isBusy(random.nextBoolean());
          default -> comeBack(readers.get(random.nextInt(3)), random);
        }
        readers.forEach(ModelReader::check);
      }
      assertThat(readers)
          .as("seed %d: nothing was lost, so nobody is told so", seed)
          .noneMatch(reader -> reader.raw().contains("reset"));
      feed.calm();
      database.endAll();
      readers.forEach(reader -> reader.isBusy(false));
      for (int turn = 0; turn < 50; turn++) {
        feed.turn();
      }
      feed.lane().tick(Instant.EPOCH, ModelReader.IMPATIENT);

      for (var reader : readers) {
        assertThat(reader.newest())
            .as("seed %d, %s", seed, reader.interest())
            .containsAllEntriesOf(database.changedSince(reader.start(), reader.interest()));
        assertThat(reader.lastId()).as("seed %d", seed).isEqualTo(database.horizon().toString());
      }
    }
  }

  private static void comeBack(ModelReader reader, Random random) {
    if (random.nextInt(5) == 0) {
      reader.comeBack();
    }
  }

  @Test
  void aReaderWhoNeverReadsHoldsFewRowsHoweverManyChange() {
    var random = new Random(1);
    var database = new ModelDatabase(random);
    var feed = new ModelFeed(database, random, 200);
    var reader =
        new ModelReader(new Interest(null, null, null, EnumSet.allOf(StreamedTable.class)), feed);
    feed.calm();
    feed.turn();
    reader.isBusy(true);
    int most = 0;
    for (int i = 0; i < 5_000; i++) {
      database.changeAtOnce(i);
      if (i % 20 == 0) {
        feed.turn();
      }
      most = Math.max(most, reader.held());
    }

    assertThat(most).isLessThanOrEqualTo(Waiting.MOST);
    reader.isBusy(false);
    for (int turn = 0; turn < 60; turn++) {
      feed.turn();
    }
    assertThat(reader.newest()).hasSize(5_000);
  }

  @Test
  void anIdOfAnotherDatabaseLeadsToAReset() {
    var random = new Random(1);
    var feed = new ModelFeed(new ModelDatabase(random), random, 3);
    var reader =
        new ModelReader(
            new Interest(null, null, null, EnumSet.allOf(StreamedTable.class)),
            feed,
            new Horizon("1-00000001-5-1", 5));
    feed.turn();

    assertThat(reader.raw()).contains("event: reset", "unknown-last-event-id");
  }

  @Test
  void whenTheDatabaseChangesEveryStreamIsResetAndGoesOn() {
    var random = new Random(1);
    var database = new ModelDatabase(random);
    var feed = new ModelFeed(database, random, 3);
    var all =
        new ModelReader(new Interest(null, null, null, EnumSet.allOf(StreamedTable.class)), feed);
    var named =
        new ModelReader(new Interest(null, 1L, null, EnumSet.allOf(StreamedTable.class)), feed);
    feed.calm();
    database.changeAtOnce(1);
    feed.turn();
    database.failOver();
    feed.turn();
    feed.turn();
    database.changeAtOnce(2);
    feed.turn();

    assertThat(all.raw()).contains("event: reset");
    assertThat(all.newest()).containsKey(2L);
    assertThat(named.raw()).contains("event: reset");
    assertThat(all.lastId()).isEqualTo(database.horizon().toString());
  }

  @Test
  void aStreamEndsWithItsToken() {
    var random = new Random(1);
    var feed = new ModelFeed(new ModelDatabase(random), random, 3);
    var reader =
        new ModelReader(new Interest(null, null, null, EnumSet.allOf(StreamedTable.class)), feed);
    feed.turn();

    feed.lane().tick(Instant.MAX, ModelReader.PATIENT);

    assertThat(reader.raw()).endsWith("event: end\ndata: {\"reason\":\"token-expired\"}\n\n");
    assertThat(reader.isEnded()).isTrue();
  }

  @Test
  void aReaderWhoReadsNothingForTooLongIsCutOff() {
    var random = new Random(1);
    var feed = new ModelFeed(new ModelDatabase(random), random, 3);
    var reader =
        new ModelReader(new Interest(null, null, null, EnumSet.allOf(StreamedTable.class)), feed);
    feed.turn();
    reader.isBusy(true);

    feed.lane().tick(Instant.EPOCH, ModelReader.IMPATIENT);

    assertThat(reader.isCut()).isTrue();
  }

  @Test
  void aQuietStreamSendsItsId() {
    var random = new Random(1);
    var database = new ModelDatabase(random);
    var feed = new ModelFeed(database, random, 3);
    var reader =
        new ModelReader(
            new Interest("user-1", null, null, EnumSet.allOf(StreamedTable.class)), feed);
    feed.calm();
    feed.turn();
    database.changeAtOnce(2);
    database.changeAtOnce(4);
    feed.turn();
    var before = reader.lastId();

    feed.lane().tick(Instant.EPOCH, ModelReader.IMPATIENT);

    assertThat(reader.lastId()).isNotEqualTo(before).isEqualTo(database.horizon().toString());
    assertThat(reader.raw()).endsWith(":\nid: " + database.horizon() + "\n\n");
  }
}
