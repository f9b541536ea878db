package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** External programs that read the API description. Without them, their tests are skipped. */
public final class Tools {

  static final Path DESCRIPTION = Path.of("src/main/openapi/paydesk.yaml").toAbsolutePath();
  public static final Path CLIENTS = Path.of("src/test/clients").toAbsolutePath();

  private static final String NODE_TOOLS = "PAYDESK_NODE_TOOLS";
  private static final String GENERATOR = "PAYDESK_OPENAPI_GENERATOR";

  private Tools() {}

  /** How a program ended, and what it wrote. */
  public record Ended(int code, String output) {

    public Ended well() {
      assertThat(code).as(output).isZero();
      return this;
    }
  }

  /** The node_modules that {@code .ci/clients} describes. */
  public static Path nodeModules() {
    var folder = System.getenv(NODE_TOOLS);
    assumeTrue(
        folder != null,
        NODE_TOOLS + " names no folder in which .ci/clients/package.json is installed: skipped");
    return Path.of(folder, "node_modules").toAbsolutePath();
  }

  static Path generator() {
    var jar = System.getenv(GENERATOR);
    assumeTrue(jar != null, GENERATOR + " names no openapi-generator-cli.jar: skipped");
    return Path.of(jar).toAbsolutePath();
  }

  /** An empty folder under target for generated files. */
  public static Path workshop(String name) {
    try {
      var folder = Path.of("target", "clients", name).toAbsolutePath();
      if (Files.exists(folder)) {
        try (Stream<Path> old = Files.walk(folder)) {
          old.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
      }
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Ended node(Path folder, String script, String... arguments) {
    return run(folder, Stream.concat(Stream.of("node", script), Stream.of(arguments)).toList());
  }

  /** It comes with Node. */
  static Ended npm(Path folder, String... arguments) {
    return run(folder, Stream.concat(Stream.of("npm"), Stream.of(arguments)).toList());
  }

  /** The build has unpacked it. */
  static Ended esbuild(Path folder, String... arguments) {
    try (Stream<Path> unpacked = Files.list(Path.of("target").toAbsolutePath())) {
      var program =
          unpacked
              .filter(each -> each.getFileName().toString().startsWith("esbuild-"))
              .map(each -> each.resolve("esbuild").toString())
              .max(Comparator.naturalOrder())
              .orElseThrow();
      return run(folder, Stream.concat(Stream.of(program), Stream.of(arguments)).toList());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Ended java(Path folder, String... arguments) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    // These programs end before much compilation would pay.
    var command = Stream.of(java, "-XX:TieredStopAtLevel=1");
    return run(folder, Stream.concat(command, Stream.of(arguments)).toList());
  }

  private static Ended run(Path folder, List<String> command) {
    try {
      var output = Files.createTempFile("paydesk-tool-", ".txt");
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      // Otherwise the linter would check for updates.
      builder.environment().put("REDOCLY_TELEMETRY", "off");
      builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
      var process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException("It did not end: " + Files.readString(output));
      }
      var written = Files.readString(output);
      Files.delete(output);
      return new Ended(process.exitValue(), written);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
