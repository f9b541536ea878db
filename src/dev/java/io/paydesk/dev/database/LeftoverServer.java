package io.paydesk.dev.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL that outlived its process, which was killed. It holds the folder's lock, so no new
 * one would start.
 */
final class LeftoverServer {

  private static final int PID_LINE = 0;
  private static final int PORT_LINE = 3;

  private LeftoverServer() {}

  /**
   * Stops it, if it runs and nobody uses it.
   *
   * @throws IllegalStateException when another process uses it
   */
  static void stop(Path folder) {
    var lock = folder.resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return;
    }
    try {
      var lines = Files.readAllLines(lock);
      var server = ProcessHandle.of(Long.parseLong(lines.get(PID_LINE).trim()));
      if (server.isEmpty() || !isPostgres(server.get())) {
        return;
      }
      refuseIfUsed(folder, lines.get(PORT_LINE).trim());
      server.get().destroy();
      server.get().onExit().get(30, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException | ExecutionException | TimeoutException | InterruptedException e) {
      throw new IllegalStateException(
          "The PostgreSQL that still runs in " + folder + " could not be stopped", e);
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.contains("postgres")).orElse(false);
  }

  private static void refuseIfUsed(Path folder, String port) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres");
        var statement = connection.createStatement();
        var others =
            statement.executeQuery(
                """
                select count(*) from pg_stat_activity
                where backend_type = 'client backend' and pid <> pg_backend_pid()
                """)) {
      others.next();
      if (others.getInt(1) > 0) {
        throw new IllegalStateException(
            "Another process uses the PostgreSQL in "
                + folder
                + ": end it, or name another folder with -Dpaydesk.dev.home");
      }
    }
  }
}
