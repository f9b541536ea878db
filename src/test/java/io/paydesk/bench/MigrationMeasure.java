package io.paydesk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.dev.database.EmbeddedDatabase;
import io.paydesk.testing.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Fills a database of an older release, goes on to write as that release does, and migrates it to
 * this one. It shows of each migration how long it took, which locks it held that writers wait for,
 * and the longest write that was in hand meanwhile.
 */
final class MigrationMeasure {

  private static final Path FOLDER = Path.of("target", "bench-migration");
  private static final Path FILE = Path.of("target", "migrations.md");

  /** The last before the first that builds an index of a large table. */
  private static final String FROM = System.getProperty("paydesk.bench.from", "19");

  private static final int ROWS = Integer.getInteger("paydesk.bench.rows", 1_000_000);

  private static final Duration BEFORE = Duration.ofSeconds(20);
  private static final Duration AFTERWARDS = Duration.ofSeconds(5);

  private record Step(String version, Instant begin, Instant end) {}

  /** Notes when each migration begins and ends. */
  private static final class Steps extends BaseCallback {
    private final List<Step> done = new ArrayList<>();
    private Instant begin = Instant.EPOCH;

    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
      return true;
    }

    @Override
    public void handle(Event event, Context context) {
      if (event == Event.BEFORE_EACH_MIGRATE) {
        begin = Instant.now();
      } else {
        var version = context.getMigrationInfo().getVersion().getVersion();
        done.add(new Step(version, begin, Instant.now()));
      }
    }
  }

  void run() throws Exception {
    Rig.delete(FOLDER);
    try (var database = EmbeddedDatabase.in(FOLDER)) {
      var tables = new Tables(database.jdbcUrl());
      flyway(database, new Steps(), FROM).migrate();
      var shop = new FullShop(tables, ROWS);
      var filling = Instant.now();
      shop.fill();
      System.out.println(
          "Filled in " + Duration.between(filling, Instant.now()).toSeconds() + " s");
      var steps = new Steps();
      try (var locks = HeldLocks.watch(database.jdbcUrl(), HeldLocks.MIGRATION)) {
        shop.write();
        Thread.sleep(BEFORE.toMillis());
        var begin = Instant.now();
        flyway(database, steps, "latest").migrate();
        var end = Instant.now();
        Thread.sleep(AFTERWARDS.toMillis());
        shop.rest();
        report(tables, shop, locks, steps, begin, end);
      }
      assertThat(shop.failures()).isEmpty();
      assertThat(steps.done).isNotEmpty();
    } finally {
      Rig.delete(FOLDER);
    }
  }

  /** As the application migrates. */
  private static Flyway flyway(EmbeddedDatabase database, Steps steps, String target) {
    var settings =
        Flyway.configure()
            .dataSource(
                database.jdbcUrl() + "?ApplicationName=" + HeldLocks.MIGRATION,
                "postgres",
                "postgres")
            .locations("classpath:db/migration")
            .callbacks(steps)
            .target(target);
    settings
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return settings.load();
  }

  private static void report(
      Tables tables, FullShop shop, HeldLocks locks, Steps steps, Instant begin, Instant end)
      throws Exception {
    var lines = new ArrayList<String>();
    lines.add(
        """
        %d cores, PostgreSQL %s with fsync=%s and synchronous_commit=%s; %,d orders, as many payments and events (%s); \
        %d sales a second, each of three transactions; from V%s on."""
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                tables.text("show server_version").split(" ")[0],
                tables.text("show fsync"),
                tables.text("show synchronous_commit"),
                ROWS,
                tables.text("select pg_size_pretty(pg_database_size('postgres'))"),
                FullShop.A_SECOND,
                FROM));
    lines.add("");
    lines.add("| migration | took | locks that writers wait for | longest write meanwhile |");
    lines.add("|---|---|---|---|");
    lines.add("| none | | | %s |".formatted(millis(shop.longest(begin.minus(BEFORE), begin))));
    for (var step : steps.done) {
      lines.add(
          "| V%s | %s | %s | %s |"
              .formatted(
                  step.version,
                  millis(Duration.between(step.begin, step.end)),
                  locks.between(step.begin, step.end),
                  millis(shop.longest(step.begin, step.end))));
    }
    lines.add(
        "| all | %s | | %s |"
            .formatted(millis(Duration.between(begin, end)), millis(shop.longest(begin, end))));
    var text = String.join("\n", lines) + "\n";
    Files.writeString(FILE, text);
    System.out.println("\n" + text + "\nThis is also in " + FILE + ".\n");
  }

  static String millis(Duration time) {
    return Figures.millis(time.toNanos());
  }
}
