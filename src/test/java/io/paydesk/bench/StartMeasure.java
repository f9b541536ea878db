package io.paydesk.bench;

import static io.paydesk.testing.http.Request.given;

import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts each variant again and again on a database that is migrated already, in turn, so that what
 * else this machine does falls on all of them alike.
 */
final class StartMeasure {

  /** Where the last tables are. */
  private static final Path PAGE = Path.of("src", "docs", "operate", "performance.md");

  private static final Path FILE = Path.of("target", "benchmark-start.md");
  private static final int ROUNDS = 9;
  private static final int PAYMENTS = 200;
  private static final String SECONDS = "%.2f s (%.2f to %.2f)";
  private static final String MEGABYTES = "%.0f MB (%.0f to %.0f)";

  void run() throws IOException {
    var variants = StartVariant.all();
    var rounds = new LinkedHashMap<StartVariant, List<Started>>();
    variants.forEach(variant -> rounds.put(variant, new ArrayList<>()));
    String machine;
    try (var backends = PackagedBackends.start()) {
      machine =
          Machine.describe(
              new Tables(backends.database().jdbcUrl()), String.join(" ", StartVariant.OPTIONS));
      // The first of each is not counted: it migrates, and has its files read from the disk.
      variants.forEach(variant -> start(variant, backends));
      for (int round = 1; round <= ROUNDS; round++) {
        for (var variant : variants) {
          var started = start(variant, backends);
          System.out.println("| round " + round + ": " + variant.name() + " " + started);
          rounds.get(variant).add(started);
        }
      }
    }
    var tables = table(rounds) + "\n" + phases(rounds) + "\n";
    print(machine + "\n\n" + tables + whatIsNotThere(variants), tables);
  }

  private static Started start(StartVariant variant, PackagedBackends backends) {
    var environment = backends.environment();
    environment.keySet().removeIf(name -> name.startsWith("PAYDESK_"));
    var made = Instant.now();
    long begin = System.nanoTime();
    var process = PackagedProcess.start(variant.command(), environment);
    try {
      return Started.of(process, made, begin, () -> pay(process, backends));
    } finally {
      process.kill();
    }
  }

  private static void pay(PackagedProcess process, PackagedBackends backends) {
    var token = backends.keys().token("the-shop", Set.of("service"));
    for (int i = 0; i < PAYMENTS; i++) {
      var order = Map.of("userId", "pia", "price", "99.99", "currency", "usd");
      long id = post(process.url("/v1/orders"), token, order);
      post(process.url("/v1/payments"), token, Map.of("orderId", id));
    }
  }

  private static long post(String url, String token, Map<String, ?> body) {
    return given()
        .bearer(token)
        .contentType("application/json")
        .body(body)
        .post(url)
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  private static String table(Map<StartVariant, List<Started>> rounds) {
    var table =
        new StringBuilder(
            """
            | started on | first answer | ready | processor time until then | memory then | after %d payments | on the disk |
            |---|---|---|---|---|---|---|
            """
                .formatted(PAYMENTS));
    rounds.forEach(
        (variant, starts) ->
            table.append(
                "| %s | %s | %s | %s | %s | %s | %.0f MB |\n"
                    .formatted(
                        variant.name(),
                        Spread.of(starts, Started::answered).text(SECONDS),
                        Spread.of(starts, Started::ready).text(SECONDS),
                        Spread.of(starts, Started::processor).text(SECONDS),
                        Spread.of(starts, started -> started.resident() / 1e6).text(MEGABYTES),
                        Spread.of(starts, started -> started.worked() / 1e6).text(MEGABYTES),
                        variant.onDisk() / 1e6)));
    return table.toString();
  }

  /** Medians too, so that a column does not add up exactly. */
  private static String phases(Map<StartVariant, List<Started>> rounds) {
    var table = new StringBuilder("| until the first answer |");
    rounds.keySet().forEach(variant -> table.append(" ").append(variant.name()).append(" |"));
    table.append("\n|---|").append("---|".repeat(rounds.size())).append("\n");
    for (var phase : StartPhase.values()) {
      table.append("| ").append(phase.words()).append(" |");
      rounds.values().forEach(starts -> table.append(" ").append(took(phase, starts)).append(" |"));
      table.append("\n");
    }
    return table.toString();
  }

  private static String took(StartPhase phase, List<Started> starts) {
    if (starts.stream().anyMatch(started -> started.phases().isEmpty())) {
      return "";
    }
    return Spread.of(starts, started -> started.phases().getOrDefault(phase, 0.0)).text("%.2f s");
  }

  private static String whatIsNotThere(List<StartVariant> variants) {
    var text = "Median of %d rounds, and their range.".formatted(ROUNDS);
    if (variants.stream().noneMatch(variant -> variant.name().contains("AOT"))) {
      text += " No AOT cache: that takes a JDK 25, whose folder -Dpaydesk.bench.jdks= names.";
    }
    if (variants.stream().noneMatch(variant -> variant.name().equals("native"))) {
      text += " No native executable is in target.";
    }
    return text + "\n";
  }

  private static void print(String text, String tables) throws IOException {
    Files.writeString(FILE, text);
    System.out.println("\n" + text + "\nThis is also in " + FILE + ".\n");
    System.out.println("Compared with " + PAGE + ":\n");
    System.out.println(StartComparison.of(Files.readString(PAGE), tables));
  }
}
