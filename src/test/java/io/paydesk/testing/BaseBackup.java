package io.paydesk.testing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Copies the files of a PostgreSQL that goes on writing, as pg_basebackup does; the embedded one
 * comes without that program.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP">The
 *     steps</a>
 */
public final class BaseBackup {

  /** Of the running server. */
  private static final Set<String> NOT_COPIED = Set.of("postmaster.pid", "postmaster.opts");

  private static final String LOG = "pg_wal";

  private BaseBackup() {}

  /**
   * @param to a folder that a server can be started in afterwards
   */
  public static void take(String jdbcUrl, Path to) throws SQLException, IOException {
    try (var connection = DriverManager.getConnection(jdbcUrl, "postgres", "postgres");
        var statement = connection.createStatement()) {
      var from = Path.of(text(statement, "show data_directory"));
      text(statement, "select pg_backup_start('test', true)");
      copy(from, to, from.resolve(LOG));
      Files.writeString(
          to.resolve("backup_label"),
          text(statement, "select labelfile from pg_backup_stop(false)"));
      // What was written while the files were copied.
      copy(from.resolve(LOG), to.resolve(LOG), null);
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void copy(Path from, Path to, Path without) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes x)
              throws IOException {
            if (folder.equals(without)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.copy(
                folder,
                to.resolve(from.relativize(folder)),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes x) throws IOException {
            try {
              if (!NOT_COPIED.contains(file.getFileName().toString())) {
                Files.copy(
                    file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
              }
            } catch (NoSuchFileException e) {
              // the server has removed it, and will not miss it
              return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
  }
}
