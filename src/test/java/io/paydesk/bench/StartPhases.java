package io.paydesk.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the time of a start went, by what the JVM and Quarkus print of themselves. Each step of
 * Quarkus says when it ended and how long it took; between the two groups of steps, static
 * initializers and what follows, the settings are read once more.
 */
final class StartPhases {

  /** What makes them print it. */
  static final List<String> OPTIONS =
      List.of("-Xlog:startuptime", "-Dquarkus.debug.print-startup-times=true");

  private static final Pattern JVM = Pattern.compile("Create VM, ([\\d.]+) secs");
  private static final Pattern STEP =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d [\\d:,]{12}) Build step (\\S+) completed in: (\\d+)ms");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

  private record Step(String name, double ended, double took) {
    double began() {
      return ended - took;
    }
  }

  private StartPhases() {}

  /**
   * @param begin when the process was made
   * @param answered until the first answer, in seconds
   * @return seconds; empty where nothing was printed
   */
  static Map<StartPhase, Double> of(String log, Instant begin, double answered) {
    var phases = new EnumMap<StartPhase, Double>(StartPhase.class);
    var steps = steps(log, begin);
    if (steps.isEmpty()) {
      return phases;
    }
    double jvm = jvm(log);
    double before = 0;
    double settings = steps.get(0).began() - jvm;
    for (var step : steps) {
      settings += before == 0 ? 0 : Math.max(0, step.began() - before);
      before = step.ended;
      phases.merge(StartPhase.of(step.name), step.took, Double::sum);
    }
    phases.put(StartPhase.JVM, jvm);
    phases.put(StartPhase.SETTINGS, settings);
    phases.put(StartPhase.ANSWER, answered - before);
    return phases;
  }

  private static double jvm(String log) {
    var jvm = JVM.matcher(log);
    return jvm.find() ? Double.parseDouble(jvm.group(1)) : 0;
  }

  private static List<Step> steps(String log, Instant begin) {
    var steps = new ArrayList<Step>();
    var printed = STEP.matcher(log);
    while (printed.find()) {
      var ended = LocalDateTime.parse(printed.group(1), TIME).atZone(ZoneId.systemDefault());
      steps.add(
          new Step(
              printed.group(2),
              Duration.between(begin, ended.toInstant()).toMillis() / 1e3,
              Long.parseLong(printed.group(3)) / 1e3));
    }
    return steps;
  }
}
