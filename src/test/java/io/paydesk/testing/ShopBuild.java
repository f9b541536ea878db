package io.paydesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/** A shop that builds its bean from the template, and puts it into the packaged application. */
public final class ShopBuild {

  private static final Path FOLDER = Path.of("target", "bean").toAbsolutePath();
  private static final Path TEMPLATE = Path.of("src", "examples", "bean");
  private static final Path PROJECT = FOLDER.resolve("project");
  private static final Path REPOSITORY = FOLDER.resolve("repository");
  private static final Path ACTIONFLOW_JAR = Path.of(System.getProperty("paydesk.actionflow.jar"));

  private static final String POM = "META-INF/maven/io.paydesk/paydesk-actionflow/pom.xml";

  /** Its name is not free to choose: a rebuild writes to a folder that is named so. */
  private static final Path APPLICATION = FOLDER.resolve("quarkus-app");

  private ShopBuild() {}

  /**
   * @return the jar that runs
   */
  public static Path run() throws IOException {
    delete(FOLDER);
    copy(TEMPLATE, PROJECT);
    install();
    end(PROJECT, maven("package"));
    copy(PackagedProcess.jar().getParent(), APPLICATION);
    Files.copy(PROJECT.resolve("target/shop.jar"), APPLICATION.resolve("providers/shop.jar"));
    var jar = APPLICATION.resolve(PackagedProcess.jar().getFileName());
    end(FOLDER, PackagedProcess.java(List.of("-Dquarkus.launch.rebuild=true"), jar));
    // As in an image: from here on nothing needs it.
    delete(APPLICATION.resolve("lib/deployment"));
    return jar;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var old = Files.walk(folder)) {
        for (var path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copied = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copied.getParent());
        Files.copy(file, copied);
      }
    }
  }

  /** As {@code install} would, in a repository before that of whoever runs the tests. */
  private static void install() throws IOException {
    var name = ACTIONFLOW_JAR.getFileName().toString();
    var version = name.replaceAll("paydesk-actionflow-|\\.jar", "");
    var jar = place("paydesk-actionflow", version, "jar");
    Files.copy(ACTIONFLOW_JAR, jar);
    try (var zip = new ZipFile(jar.toFile());
        var pom = zip.getInputStream(zip.getEntry(POM))) {
      Files.copy(pom, place("paydesk-actionflow", version, "pom"));
    }
    Files.copy(Path.of("pom.xml"), place("paydesk", version, "pom"));
  }

  private static Path place(String artifact, String version, String type) throws IOException {
    var folder = REPOSITORY.resolve("io/paydesk").resolve(artifact).resolve(version);
    return Files.createDirectories(folder).resolve(artifact + "-" + version + "." + type);
  }

  /** The one that runs this build, with what it has fetched. */
  private static List<String> maven(String phase) {
    return List.of(
        Path.of(System.getProperty("paydesk.maven"), "bin", "mvn").toString(),
        "-B",
        "-ntp",
        "-q",
        "-o",
        "-Dmaven.repo.local=" + REPOSITORY,
        "-Dmaven.repo.local.tail=" + System.getProperty("paydesk.maven.repository"),
        phase);
  }

  private static void end(Path folder, List<String> command) throws IOException {
    var log = Files.createTempFile(FOLDER, "command", ".log");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(() -> said(command, log)).isTrue();
      assertThat(process.exitValue()).as(() -> said(command, log)).isZero();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String said(List<String> command, Path log) {
    try {
      var output = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      return String.join(" ", command) + "\n" + output;
    } catch (IOException e) {
      return e.toString();
    }
  }
}
