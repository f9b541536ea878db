package io.paydesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A copy of the packaged application with a cache of what its start loads and links, made as the
 * image's build makes it: by one start without a database, which ends at its first query.
 */
record AotCache(Path folder) {

  private static final Path IMAGE = Path.of("deploy", "container", "Containerfile.jvm");
  private static final Pattern TRAINING = Pattern.compile("(?s) AS train\n(.*?)\nFROM ");
  private static final Pattern COMPILER = Pattern.compile("\"(-XX:Tier4\\w+=\\d+)\"");
  private static final Pattern SETTING = Pattern.compile("\\b([A-Z][A-Z_]+)=(\\S+)");

  static AotCache make(Jdk jdk, Path application, Path folder) {
    try {
      copy(application, folder);
      var training =
          new ProcessBuilder(jdk.java(), "-XX:AOTCacheOutput=paydesk.aot", "-jar", jar(folder))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("training.log").toFile());
      training.environment().keySet().removeIf(name -> name.matches("(QUARKUS|STRIPE|PAYDESK)_.*"));
      training.environment().putAll(settings());
      if (!training.start().waitFor(3, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the training did not end");
      }
      var cache = new AotCache(folder);
      if (Files.size(cache.file()) == 0) {
        throw new IllegalStateException("the training made no cache");
      }
      return cache;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A cache knows its jars by their times. */
  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(
            file,
            to.resolve(from.relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static String image() {
    try {
      return Files.readString(IMAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that the image's build has for it. */
  private static Map<String, String> settings() {
    var training = TRAINING.matcher(image());
    if (!training.find()) {
      throw new IllegalStateException(IMAGE + " does not tell how it trains");
    }
    return SETTING
        .matcher(training.group(1))
        .results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
  }

  /** By the same name whenever it runs: a cache knows its class path by that. */
  private static String jar(Path folder) {
    return folder.resolve("quarkus-run.jar").toString();
  }

  Path file() {
    return folder.resolve("paydesk.aot");
  }

  /**
   * With it, or not at all: without it the JVM would start all the same, and slower. Its second
   * compiler waits as in the image.
   */
  List<String> arguments() {
    var arguments = new ArrayList<>(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + file()));
    COMPILER.matcher(image()).results().forEach(option -> arguments.add(option.group(1)));
    arguments.addAll(List.of("-jar", jar(folder)));
    return arguments;
  }
}
