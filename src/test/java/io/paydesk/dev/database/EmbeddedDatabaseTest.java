package io.paydesk.dev.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.testing.Tables;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

  @TempDir Path folder;

  private Path data() {
    return folder.resolve("postgresql");
  }

  @Test
  void itsDataSurviveARestartAndACommitIsOnDiskBeforeItIsAnswered() {
    try (var database = EmbeddedDatabase.in(data())) {
      var tables = new Tables(database.jdbcUrl());
      tables.change("create table kept as select 7 as number");
      assertThat(tables.text("show fsync")).isEqualTo("on");
      assertThat(tables.text("show synchronous_commit")).isEqualTo("on");
    }

    try (var database = EmbeddedDatabase.in(data())) {
      assertThat(new Tables(database.jdbcUrl()).number("select number from kept")).isEqualTo(7);
    }
  }

  /** Starts a database, and dies without ending it. */
  static final class Killed {
    public static void main(String... folder) {
      var database = EmbeddedDatabase.in(Path.of(folder[0]));
      new Tables(database.jdbcUrl()).change("create table kept as select 7 as number");
      Runtime.getRuntime().halt(137);
    }
  }

  @Test
  void aServerThatOutlivedItsProcessIsStoppedFirst() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var killed =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Killed.class.getName(),
                data().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.log").toFile())
            .start();
    assertThat(killed.waitFor()).isEqualTo(137);
    assertThat(data().resolve("postmaster.pid")).exists();

    try (var database = EmbeddedDatabase.in(data())) {
      assertThat(new Tables(database.jdbcUrl()).number("select number from kept")).isEqualTo(7);
    }
  }

  @Test
  void aServerThatSomebodyUsesIsLeftAlone() throws SQLException {
    try (var inUse = EmbeddedDatabase.in(data());
        var connection = DriverManager.getConnection(inUse.jdbcUrl(), "postgres", "postgres")) {
      assertThatThrownBy(() -> EmbeddedDatabase.in(data()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("paydesk.dev.home");
      assertThat(connection.isValid(2)).isTrue();
    }
  }
}
