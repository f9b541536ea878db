package io.paydesk.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged jar, running by itself, told what to do by environment variables alone. */
public final class PackagedProcess implements AutoCloseable {

  private final Process process;
  private final Path log;
  private final int port;

  private PackagedProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  public static PackagedProcess start(Map<String, String> environment) {
    try {
      int port = freePort();
      var log = Files.createTempFile(Path.of("target"), "paydesk-", ".log");
      var builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-jar",
              System.getProperty("paydesk.jar"));
      builder.environment().keySet().removeIf(name -> name.matches("(QUARKUS|STRIPE|PAYDESK)_.*"));
      builder.environment().putAll(environment);
      builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
      builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
      builder.redirectErrorStream(true).redirectOutput(new File(log.toString()));
      return new PackagedProcess(builder.start(), log, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public PackagedProcess untilReady() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("The process ended:\n" + log());
              }
              return isReady();
            });
    return this;
  }

  private boolean isReady() {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(url("/q/health/ready")))
              .timeout(Duration.ofSeconds(2))
              .build();
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  public long pid() {
    return process.pid();
  }

  /** Ends it as a power cut would. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks it to end, as Kubernetes does. */
  public void stop() {
    process.destroy();
  }

  /**
   * @return the exit code
   */
  public int awaitEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("It did not end:\n" + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }
}
