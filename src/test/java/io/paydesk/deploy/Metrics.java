package io.paydesk.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Metrics that can be watched, by their names in Prometheus. */
public final class Metrics {

  /** Of the framework: only a scrape can show whether they exist. */
  static final Set<String> OF_THE_FRAMEWORK =
      Set.of("http_server_requests_seconds_count", "jvm_memory_used_bytes");

  private static final Pattern METER =
      Pattern.compile("\\.?(counter|gauge|timer)\\(\\s*\"(paydesk\\.[a-z.]+)\"");

  private Metrics() {}

  /** Including those that only exist once something has happened, such as a dispute. */
  static Set<String> ofTheSources() {
    return kinds().entrySet().stream()
        .flatMap(meter -> prometheus(meter.getValue(), meter.getKey().replace('.', '_')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Counter, gauge or timer, by the name in the code. */
  public static SortedMap<String, String> kinds() {
    try (var files = Files.walk(Path.of("src/main/java"))) {
      var kinds = new TreeMap<String, String>();
      files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> METER.matcher(read(file)).results())
          .forEach(meter -> kinds.put(meter.group(2), meter.group(1)));
      return kinds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> prometheus(String kind, String name) {
    return switch (kind) {
      case "counter" -> Stream.of(name + "_total");
      case "timer" -> Stream.of("count", "sum", "max").map(part -> name + "_seconds_" + part);
      case "gauge" -> Stream.of(name);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** The metric names of a scrape's lines. */
  static Set<String> ofTheScrape(String scrape) {
    return scrape
        .lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The queries of the alert rules and the dashboard. */
  static List<String> expressions() {
    return Stream.of("alerts.yaml", "dashboard.json")
        .flatMap(
            file ->
                Manifest.parse(read(Chart.FOLDER.resolve("files").resolve(file))).stream()
                    .flatMap(manifest -> manifest.json().findValuesAsText("expr").stream()))
        .toList();
  }

  static Set<String> named() {
    return expressions().stream()
        .flatMap(expression -> PromQl.metricsOf(expression).keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
