package io.paydesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK that is installed.
 *
 * @param version such as 25.0.1
 */
record Jdk(Path home, String version) {

  /** The first in which one command makes a cache of what a start loads and links: JEP 514. */
  private static final int FIRST_WITH_AOT_CACHE = 25;

  /** The one that runs this, and those that {@code paydesk.bench.jdks} names. */
  static List<Jdk> all() {
    var named = System.getProperty("paydesk.bench.jdks", "").split(",");
    return Stream.concat(Stream.of(System.getProperty("java.home")), Stream.of(named))
        .filter(home -> !home.isBlank())
        .map(home -> real(Path.of(home.trim())))
        .distinct()
        .map(Jdk::in)
        .toList();
  }

  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("no JDK is there: " + home, e);
    }
  }

  private static Jdk in(Path home) {
    var release = new Properties();
    try (var file = Files.newBufferedReader(home.resolve("release"))) {
      release.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException("not the folder of a JDK: " + home, e);
    }
    return new Jdk(home, release.getProperty("JAVA_VERSION").replace("\"", ""));
  }

  String java() {
    return home.resolve("bin").resolve("java").toString();
  }

  boolean makesAotCaches() {
    return Integer.parseInt(version.split("[.+-]")[0]) >= FIRST_WITH_AOT_CACHE;
  }
}
