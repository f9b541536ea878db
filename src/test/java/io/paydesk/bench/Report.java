package io.paydesk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table that goes into src/docs/operate/performance.md as it is. */
final class Report {

  private static final Path FILE = Path.of("target", "benchmark.md");

  private final List<String> lines =
      new ArrayList<>(
          List.of(
              "| measure | a second | p50 | p99 | longest | and |", "|---|---|---|---|---|---|"));

  private String machine = "";

  void machine(String text) {
    machine = text;
  }

  /** A measure in which something was asked or seen again and again. */
  void add(String measure, Outcome outcome, String and) {
    row(measure, Figures.count(outcome.perSecond()), Latencies.of(outcome.latency()), and);
  }

  /** A measure that has latencies, but whose rate was given. */
  void add(String measure, Latencies latencies, String and) {
    row(measure, "", latencies, and);
  }

  /** A measure of another kind. */
  void add(String measure, String and) {
    row(measure, "", new Latencies("", "", ""), and);
  }

  private void row(String measure, String rate, Latencies latencies, String and) {
    lines.add(
        "| %s | %s | %s | %s | %s | %s |"
            .formatted(
                measure, rate, latencies.median(), latencies.p99(), latencies.longest(), and));
  }

  void print() throws IOException {
    var text = machine + "\n\n" + String.join("\n", lines) + "\n";
    Files.writeString(FILE, text);
    System.out.println("\n" + text + "\nThis is also in " + FILE + ".\n");
  }
}
