package io.paydesk.bench;

import io.paydesk.dev.database.EmbeddedDatabase;
import io.paydesk.dev.sandbox.Sandbox;
import io.paydesk.dev.sandbox.SandboxSettings;
import io.paydesk.dev.token.DevKeys;
import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.Tables;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/**
 * The packaged jar in a process of its own, with a PostgreSQL that writes to the disk as in
 * production, the pretend Stripe and a load generator, all on loopback. Closing it ends them all,
 * and so does a start that fails.
 */
final class Rig implements AutoCloseable {

  static final String SERVER_OPTIONS = "-Xmx512m";

  private static final Path FOLDER = Path.of("target", "bench-database");

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private PackagedBackends backends;
  private Map<String, String> environment;
  private PackagedProcess server;
  private Vertx vertx;

  static Rig start() {
    return start(Map.of());
  }

  /**
   * @param settings of the server, beside what it cannot do without
   */
  static Rig start(Map<String, String> settings) {
    var rig = new Rig();
    try {
      rig.open(settings);
      return rig;
    } catch (RuntimeException e) {
      rig.close();
      throw e;
    }
  }

  private void open(Map<String, String> settings) {
    // The JDK's server would close all but 200 idle connections.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    delete(FOLDER);
    var database = started(EmbeddedDatabase.in(FOLDER));
    var stripe = SandboxSettings.forTests();
    var sandbox = started(Sandbox.start(stripe));
    backends = new PackagedBackends(database, sandbox, stripe, DevKeys.generate());
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    started.push(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
    environment = backends.environment();
    environment.keySet().removeIf(name -> name.startsWith("PAYDESK_"));
    environment.putAll(settings);
    environment.put(
        "JAVA_TOOL_OPTIONS", SERVER_OPTIONS + " " + System.getProperty("paydesk.bench.java", ""));
    server = another();
  }

  /** One more server like the first, on the same database. */
  PackagedProcess another() {
    return started(PackagedProcess.start(environment)).untilReady();
  }

  private <T extends AutoCloseable> T started(T part) {
    started.push(part);
    return part;
  }

  Load load(int connections) {
    return load(server, connections);
  }

  Load load(PackagedProcess server, int connections) {
    return new Load(vertx, URI.create(server.url("/")).getPort(), connections);
  }

  PackagedProcess server() {
    return server;
  }

  Vertx vertx() {
    return vertx;
  }

  int port() {
    return URI.create(url("/")).getPort();
  }

  String url(String path) {
    return server.url(path);
  }

  String jdbcUrl() {
    return backends.database().jdbcUrl();
  }

  Connection connection() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), "postgres", "postgres");
  }

  Tables tables() {
    return new Tables(jdbcUrl());
  }

  Sandbox sandbox() {
    return backends.sandbox();
  }

  String webhookSecret() {
    return backends.stripe().webhookSecret();
  }

  long serverPid() {
    return server.pid();
  }

  /** From the first line of the file with which PostgreSQL holds its folder. */
  long databasePid() {
    try (var lines = Files.lines(FOLDER.resolve("postmaster.pid"))) {
      return Long.parseLong(lines.findFirst().orElseThrow().trim());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The token of an app's server, which may do everything that an owner may. */
  String serviceToken() {
    return backends.keys().token("the-shop", Set.of("service"));
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the opposite order of the start; a part that does not end does not keep the others. */
  @Override
  public void close() {
    RuntimeException failure = null;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        failure = new IllegalStateException("not all that was started has ended", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
