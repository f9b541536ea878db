package io.paydesk.testing;

import io.paydesk.dev.database.FreePort;
import io.paydesk.testing.http.Http1;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged jar as a process of its own, controlled only by environment variables. */
public final class PackagedProcess implements AutoCloseable {

  private static final HttpClient PROBE = Http1.client();

  /** A start takes six seconds of a core, of which a busy machine gives little. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final Path log;
  private final int port;
  private final int managementPort;

  private PackagedProcess(Process process, Path log, int port, int managementPort) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.managementPort = managementPort;
  }

  public static PackagedProcess start(Map<String, String> environment) {
    return start(environment, List.of());
  }

  /**
   * @param options for the JVM
   */
  public static PackagedProcess start(Map<String, String> environment, List<String> options) {
    return start(command(options), environment);
  }

  /**
   * @param command what runs the application: another JVM, other options, or an executable
   */
  public static PackagedProcess start(List<String> command, Map<String, String> environment) {
    try {
      var ports = freePorts();
      int port = ports.get(0);
      int managementPort = ports.get(1);
      var log = Files.createTempFile(Path.of("target"), "paydesk-", ".log");
      var builder = new ProcessBuilder(command);
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.matches("(QUARKUS|STRIPE|PAYDESK|OTEL)_.*"));
      builder.environment().putAll(environment);
      builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
      builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
      builder.environment().put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
      builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
      builder.redirectErrorStream(true).redirectOutput(new File(log.toString()));
      return new PackagedProcess(builder.start(), log, port, managementPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static boolean isExecutable() {
    return !executable().isEmpty();
  }

  private static String executable() {
    return System.getProperty("paydesk.executable", "");
  }

  static Path jar() {
    return Path.of(System.getProperty("paydesk.jar"));
  }

  /** Something else than the service, which it says and ends. */
  public static PackagedProcess command(Map<String, String> environment, String... words) {
    var command = new ArrayList<>(command(List.of()));
    command.addAll(List.of(words));
    return start(command, environment);
  }

  /** The native executable where that is what the build made, else the jar. */
  private static List<String> command(List<String> options) {
    if (isExecutable()) {
      return List.of(executable());
    }
    return java(options.isEmpty() ? ClassArchive.options() : options, jar());
  }

  /** The tests' JVM with a jar. */
  public static List<String> java(List<String> options, Path jar) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Stream.of(System.getProperty("paydesk.jvm.options", "").split(" "))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  /** Two different ports, as both are held until both are known. */
  private static List<Integer> freePorts() {
    try (var one = FreePort.taken();
        var two = FreePort.taken()) {
      return List.of(one.getLocalPort(), two.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public PackagedProcess untilReady() {
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                if (!process.isAlive()) {
                  throw new IllegalStateException("The process ended:\n" + log());
                }
                return isReady();
              });
      return this;
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private boolean isReady() {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(url("/q/health/ready")))
              .timeout(Duration.ofSeconds(2))
              .build();
      return PROBE.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Probes and metrics have a port of their own. */
  public String url(String path) {
    boolean managed = path.startsWith("/q/health") || path.startsWith("/q/metrics");
    return "http://127.0.0.1:" + (managed ? managementPort : port) + path;
  }

  /** The answer of the public port to a path. */
  public String publicUrl(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Ends it like a power cut. */
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
    return awaitEnd(PATIENCE);
  }

  /** Whoever waits in vain fails, and leaves no process behind. */
  int awaitEnd(Duration patience) {
    try {
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw new IllegalStateException("It did not end:\n" + log());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
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
