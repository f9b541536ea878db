package io.paydesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationsTest {

  /** Those before it have been run as they are. */
  private static final int FIRST = 31;

  private static final Pattern VERSION = Pattern.compile("V(\\d+)(?:_\\d+)*__.*\\.sql");

  /** What these left unchecked is checked by a later one. */
  private static final int LAST_CHECKED = 46;

  private static final Pattern COMMENT = Pattern.compile("--.*");

  private static final Pattern CHECKED =
      Pattern.compile("(?i)(add|drop|validate) constraint (?:if exists )?(\\w+)");

  private static final Pattern MADE = Pattern.compile("(?i)create table (\\w+)");

  private static final Pattern LOCKED =
      Pattern.compile(
          "(?i)alter table (\\w+)(?!\\s+validate)\\b|create (?:unique )?index (?!concurrently)\\w+ on (\\w+)"
              + "|create trigger [^;]*? on (\\w+)|drop table (\\w+)");

  private static final Pattern GIVES_UP =
      Pattern.compile("set local lock_timeout = |set_config\\('lock_timeout', '\\w+', true\\)");

  /** The whole file, or each block of one that Flyway runs without a transaction around it. */
  private static List<String> transactions(Path migration) throws IOException {
    var sql = Files.readString(migration);
    return Files.exists(Path.of(migration + ".conf"))
        ? List.of(sql.split("(?m)^end$"))
        : List.of(sql);
  }

  private static int version(Path migration) {
    var name = VERSION.matcher(migration.getFileName().toString());
    assertThat(name.matches()).as("%s is a migration", migration).isTrue();
    return Integer.parseInt(name.group(1));
  }

  /** Tables that were there before and that nobody can use while the migration has them. */
  private static TreeSet<String> locked(String sql) {
    var tables = new TreeSet<String>();
    LOCKED
        .matcher(sql)
        .results()
        .forEach(
            found ->
                Stream.of(1, 2, 3, 4)
                    .map(found::group)
                    .filter(table -> table != null)
                    .forEach(tables::add));
    MADE.matcher(sql).results().forEach(found -> tables.remove(found.group(1)));
    return tables;
  }

  @Test
  void aMigrationOfAnotherIsLookedAtToo() {
    assertThat(version(Path.of("V37_2__orders_say.sql"))).isEqualTo(37);
  }

  private static List<Path> inOrder() throws IOException {
    try (var migrations = Files.list(Path.of("src/main/resources/db/migration"))) {
      return migrations
          .filter(path -> path.toString().endsWith(".sql"))
          .sorted((one, other) -> Arrays.compare(parts(one), parts(other)))
          .toList();
    }
  }

  /** 37 and 1 of V37_1. */
  private static int[] parts(Path migration) {
    var name = migration.getFileName().toString();
    return Stream.of(name.substring(1, name.indexOf("__")).split("_"))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  @Test
  void aConstraintThatSkippedTheRowsThatWereThereIsCheckedLater() throws IOException {
    var unchecked = new TreeMap<String, String>();
    for (var migration : inOrder()) {
      var sql = COMMENT.matcher(Files.readString(migration)).replaceAll("");
      for (var statement : sql.split(";")) {
        // Up to the next one, as a statement may add several.
        for (var part : statement.split("(?i)(?=(?:add|drop|validate) constraint)")) {
          var found = CHECKED.matcher(part);
          if (found.find()) {
            unchecked.remove(found.group(2));
            if (part.toLowerCase(Locale.ROOT).contains("not valid")
                && version(migration) <= LAST_CHECKED) {
              unchecked.put(found.group(2), migration.getFileName().toString());
            }
          }
        }
      }
    }
    assertThat(unchecked).isEmpty();
  }

  @Test
  void aMigrationGivesUpALockBeforeEverybodyWaitsBehindIt() throws IOException {
    var wrong = new TreeSet<String>();
    int looked = 0;
    for (var migration : inOrder()) {
      if (version(migration) < FIRST) {
        continue;
      }
      looked++;
      for (var sql : transactions(migration)) {
        var given = GIVES_UP.matcher(sql);
        var before = locked(given.find() ? sql.substring(0, given.start()) : sql);
        if (!before.isEmpty()) {
          wrong.add(migration.getFileName() + " locks " + before);
        }
      }
    }
    assertThat(looked).isPositive();
    assertThat(wrong).isEmpty();
  }
}
