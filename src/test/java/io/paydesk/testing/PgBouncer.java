package io.paydesk.testing;

import io.paydesk.dev.database.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PgBouncer in front of a test's PostgreSQL; {@code PAYDESK_PGBOUNCER} names the executable.
 *
 * @see <a href="https://www.pgbouncer.org/config.html">its settings</a>
 */
public record PgBouncer(Process process, int port) implements AutoCloseable {

  /**
   * @param mode of lending connections: session or transaction
   */
  public static PgBouncer start(String mode, String jdbcUrl, Path folder) {
    try {
      int port = FreePort.number();
      var users = write(folder.resolve("users"), "\"postgres\" \"postgres\"\n");
      var settings =
          write(
              folder.resolve(mode + ".ini"),
              """
              [databases]
              postgres = host=127.0.0.1 port=%s
              [pgbouncer]
              listen_addr = 127.0.0.1
              listen_port = %d
              unix_socket_dir =
              auth_type = trust
              auth_file = %s
              pool_mode = %s
              default_pool_size = 60
              max_client_conn = 500
              ignore_startup_parameters = extra_float_digits, lock_timeout, statement_timeout, jit, \
              idle_in_transaction_session_timeout
              """
                  .formatted(jdbcUrl.replaceAll(".*:(\\d+)/.*", "$1"), port, users, mode));
      // It refuses to run as root, and reads its files as the user that it becomes.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      var command = new ArrayList<>(List.of(System.getenv("PAYDESK_PGBOUNCER")));
      if (System.getProperty("user.name").equals("root")) {
        command.addAll(List.of("-u", "nobody"));
      }
      command.add(settings.toString());
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(mode + ".log").toFile())
              .start();
      return new PgBouncer(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** In the form of QUARKUS_DATASOURCE_REACTIVE_URL. */
  public String url() {
    return "postgresql://127.0.0.1:" + port + "/postgres";
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
