package io.paydesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to run the packaged application.
 *
 * @param onDisk bytes of what has to be there beside the JDK
 */
record StartVariant(String name, List<String> command, long onDisk) {

  /**
   * As in a pod with the chart's memory, in which a JVM of itself takes the serial collector, and a
   * 64th of the memory to begin with.
   */
  static final List<String> OPTIONS = List.of("-Xms12m", "-Xmx460m", "-XX:+UseSerialGC");

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path APPLICATION = TARGET.resolve("quarkus-app");

  /** All that this machine has. */
  static List<StartVariant> all() {
    var variants = new ArrayList<StartVariant>();
    for (var jdk : Jdk.all()) {
      variants.add(plain(jdk));
      if (jdk.makesAotCaches()) {
        variants.add(cached(jdk));
      }
    }
    executables().forEach(variants::add);
    return variants;
  }

  private static StartVariant plain(Jdk jdk) {
    var jar = APPLICATION.resolve("quarkus-run.jar").toString();
    return new StartVariant(
        "JDK " + jdk.version(), jvm(jdk, List.of("-jar", jar)), sizeInAnImage());
  }

  private static StartVariant cached(Jdk jdk) {
    var folder = TARGET.resolve("bench-aot-" + jdk.version());
    Rig.delete(folder);
    var cache = AotCache.make(jdk, APPLICATION, folder);
    return new StartVariant(
        "JDK " + jdk.version() + " with an AOT cache",
        jvm(jdk, cache.arguments()),
        sizeInAnImage() + size(cache.file()));
  }

  /** Without what only builds it anew. */
  private static long sizeInAnImage() {
    var rebuilds = APPLICATION.resolve("lib/deployment");
    return size(APPLICATION) - (Files.exists(rebuilds) ? size(rebuilds) : 0);
  }

  private static List<String> jvm(Jdk jdk, List<String> arguments) {
    var command = new ArrayList<>(List.of(jdk.java()));
    command.addAll(OPTIONS);
    command.addAll(StartPhases.OPTIONS);
    command.addAll(arguments);
    return command;
  }

  private static List<StartVariant> executables() {
    try (var files = Files.list(TARGET)) {
      return files
          .filter(file -> file.toString().endsWith("-runner") && Files.isExecutable(file))
          .map(file -> new StartVariant("native", List.of(file.toString(), "-Xmx460m"), size(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path of) {
    try (var files = Files.walk(of)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
