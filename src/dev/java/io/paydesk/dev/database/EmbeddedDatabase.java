package io.paydesk.dev.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A real PostgreSQL that comes as a dependency: nothing to install, no Docker, and root may start
 * it too.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  /** Several may start at once on a machine that has other work. */
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(1);

  private final EmbeddedPostgres server;

  private EmbeddedDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /** A database that is deleted when it is closed. */
  public static EmbeddedDatabase temporary() {
    // So that tests can count statements.
    return start(
        EmbeddedPostgres.builder()
            .setServerConfig("shared_preload_libraries", "pg_stat_statements"),
        FreePort.number());
  }

  /** A database in this folder. Its data survive a crash of the machine, as in production. */
  public static EmbeddedDatabase in(Path folder) {
    return in(folder, FreePort.number());
  }

  public static EmbeddedDatabase in(Path folder, int port) {
    LeftoverServer.stop(folder);
    return start(
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on"),
        port);
  }

  private static EmbeddedDatabase start(EmbeddedPostgres.Builder builder, int port) {
    try {
      // Each test context has scheduled rounds and an inbox of its own: more connections than a
      // server has by default.
      return new EmbeddedDatabase(
          builder
              .setPort(port)
              .setServerConfig("max_connections", "200")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setPGStartupWait(STARTS_WITHIN)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
    }
  }

  /** The settings with which Paydesk connects to it. */
  public Map<String, String> settings() {
    return Map.of(
        "quarkus.datasource.reactive.url",
        "postgresql://127.0.0.1:" + server.getPort() + "/postgres",
        "quarkus.datasource.jdbc.url",
        jdbcUrl(),
        "quarkus.datasource.username",
        "postgres",
        "quarkus.datasource.password",
        "postgres");
  }

  public int port() {
    return server.getPort();
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
