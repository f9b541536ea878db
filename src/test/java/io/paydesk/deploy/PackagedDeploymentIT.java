package io.paydesk.deploy;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.testing.EventStream;
import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.http.AnswerCheck;
import io.paydesk.testing.http.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar, with the environment that the chart gives its containers, on a database with
 * the two roles of the example.
 */
class PackagedDeploymentIT {

  private static final String OWNER = "paydesk_owner";
  private static final String SERVICE = "paydesk";

  @TempDir private static Path folder;

  private static PackagedBackends backends;
  private static List<Manifest> chart;

  @BeforeAll
  static void start() throws Exception {
    backends = PackagedBackends.start();
    makeDatabase();
    chart = render(databasePort());
  }

  @AfterAll
  static void stop() {
    backends.close();
  }

  private static int databasePort() {
    return URI.create(backends.database().jdbcUrl().substring("jdbc:".length())).getPort();
  }

  /** As the CloudNativePG operator makes it from the example. */
  private static void makeDatabase() throws Exception {
    var cluster =
        Manifest.parse(Metrics.read(Path.of("deploy/examples/cloudnative-pg.yaml"))).get(0);
    assertThat(StrictKinds.problemOf(cluster)).isEmpty();
    var made = cluster.json().at("/spec/bootstrap/initdb");
    assertThat(made.path("owner").asText()).isEqualTo(OWNER);
    execute("postgres", "postgres", "create role " + OWNER + " login");
    execute("postgres", "postgres", "create database paydesk owner " + OWNER);
    for (var statement : made.path("postInitApplicationSQL")) {
      execute("paydesk", "postgres", statement.asText());
    }
  }

  private static void execute(String database, String role, String sql) throws SQLException {
    var url = "jdbc:postgresql://127.0.0.1:" + databasePort() + "/" + database;
    try (var connection = DriverManager.getConnection(url, role, "postgres");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<Manifest> render(int databasePort) throws IOException {
    var environment = backends.environment();
    var values =
        Map.of(
            "database",
            Map.of("host", "127.0.0.1", "port", databasePort),
            "oidc",
            Map.of(
                "authServerUrl", "",
                "publicKey", environment.get("QUARKUS_OIDC_PUBLIC_KEY"),
                "issuer", environment.get("QUARKUS_OIDC_TOKEN_ISSUER"),
                "audience", environment.get("QUARKUS_OIDC_TOKEN_AUDIENCE")),
            "settings",
            Map.of(
                "STRIPE_API_BASE",
                environment.get("STRIPE_API_BASE"),
                "PAYDESK_ALERT_EVERY",
                "1s"));
    var file = folder.resolve("values.yaml");
    Files.writeString(file, Manifest.YAML.writeValueAsString(values));
    return Chart.render("minimal", command -> command.withValuesFile(file));
  }

  /** What the cluster would put into its environment, including secrets. */
  private static Map<String, String> environmentOf(Manifest manifest) {
    var environment = new HashMap<String, String>();
    manifest
        .environment()
        .forEach(entry -> environment.put(entry.path("name").asText(), valueOf(entry)));
    return environment;
  }

  private static String valueOf(JsonNode entry) {
    if (entry.has("value")) {
      return entry.path("value").asText();
    }
    var reference = entry.at("/valueFrom/secretKeyRef");
    var key = reference.path("key").asText();
    return switch (reference.path("name").asText() + " " + key) {
      case "paydesk-db-owner username" -> OWNER;
      case "paydesk-db-app username" -> SERVICE;
      case "paydesk-db-owner password", "paydesk-db-app password" -> "postgres";
      default -> backends.environment().get(key);
    };
  }

  private static PackagedProcess run(String kind, String name) {
    return PackagedProcess.start(environmentOf(Manifest.one(chart, kind, name)));
  }

  private static PackagedProcess migration() {
    return run("Job", "paydesk-migration");
  }

  private static PackagedProcess pod() {
    return run("Deployment", "paydesk");
  }

  private static Request as(String who, String... roles) {
    return given()
        .bearer(backends.keys().token(who, Set.of(roles)))
        .contentType("application/json");
  }

  @Test
  void thePodsOfAReleaseServeOnceItsJobHasMigratedAndCannotChangeTheSchema() throws Exception {
    var early = pod();
    assertThat(early.awaitEnd()).isNotZero();

    var migration = migration();
    assertThat(migration.awaitEnd()).as(migration.log()).isZero();
    assertThat(migration.log()).contains("Successfully applied").doesNotContain("ERROR");

    try (var pod = pod().untilReady()) {
      backends.sandbox().deliverTo(URI.create(pod.url("/webhooks/stripe")));
      probesAreAnswered(pod);
      helmTestAndTheHealthCheckOfComposeTellWhetherItAnswers(pod);
      moneyComesAndGoes(pod);
      whatIsWatchedIsThere(pod);
      assertThat(pod.log()).doesNotContain("ERROR").doesNotContain("permission denied");
    }
    for (var change :
        List.of(
            "alter table orders disable trigger all",
            "truncate stream_ticket",
            "create table extra (id int)")) {
      assertThatThrownBy(() -> execute("paydesk", SERVICE, change))
          .hasMessageMatching("(?s).*(must be owner|permission denied).*");
    }
    assertThat(migration().awaitEnd()).as("the next release has nothing to migrate").isZero();
    theReleaseBeforeServesOnTheSchemaOfTheNextOne();
  }

  /** So an image can be taken back without a backup. */
  private static void theReleaseBeforeServesOnTheSchemaOfTheNextOne() throws Exception {
    execute("paydesk", OWNER, "alter table orders add column of_the_next_release text");
    execute(
        "paydesk",
        OWNER,
        """
        insert into flyway_schema_history
          (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
        select max(installed_rank) + 1, '9999', 'next', 'SQL', 'V9999__next.sql', 1, 'next', 1, true
        from flyway_schema_history
        """);
    assertThat(migration().awaitEnd()).isZero();
    try (var pod = pod().untilReady()) {
      order(pod);
      assertThat(pod.log()).doesNotContain("ERROR");
    }
  }

  private static void helmTestAndTheHealthCheckOfComposeTellWhetherItAnswers(PackagedProcess pod)
      throws Exception {
    var test = Manifest.one(chart, "Pod", "paydesk-test").container();
    var asked = new ArrayList<String>();
    test.path("command").forEach(word -> asked.add(word.asText()));
    asked.add(test.at("/args/0").asText());
    var health = Compose.withDefaults().services().get("paydesk").healthcheck().test();
    for (var port : List.of(URI.create(pod.url("/v1/config")).getPort(), 1)) {
      var command = new ArrayList<>(asked);
      command.addAll(List.of("127.0.0.1", "" + port));
      assertThat(exitOf(command) == 0).as("port " + port).isEqualTo(port != 1);
    }
    for (var port : List.of(URI.create(pod.url("/q/health/ready")).getPort(), 1)) {
      var command =
          health.stream()
              .skip(1)
              .map(word -> word.replace("9000", "" + port).replace("$$", "$"))
              .toList();
      assertThat(exitOf(command) == 0).as("port " + port).isEqualTo(port != 1);
    }
  }

  private static int exitOf(List<String> command) throws Exception {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static void probesAreAnswered(PackagedProcess pod) {
    var container = Manifest.one(chart, "Deployment", "paydesk").container();
    var paths =
        StreamSupport.stream(
                List.of("startupProbe", "livenessProbe", "readinessProbe").spliterator(), false)
            .map(probe -> container.path(probe).at("/httpGet/path").asText())
            .toList();
    assertThat(paths)
        .allSatisfy(
            path -> {
              given().get(pod.url(path)).then().statusCode(200);
              given().get(pod.publicUrl(path)).then().statusCode(404);
            });
    given().get(pod.publicUrl("/q/metrics")).then().statusCode(404);
  }

  private static void moneyComesAndGoes(PackagedProcess pod) {
    long order = id(order(pod));
    try (var stream =
        EventStream.open(
            URI.create(pod.url("/v1/changes?orderId=" + order)),
            Map.of("Authorization", "Bearer " + backends.keys().token("pia", Set.of())))) {
      var payment =
          as("pia")
              .body(Map.of("orderId", order))
              .post(pod.url("/v1/payments"))
              .then()
              .statusCode(201);
      backends
          .sandbox()
          .confirm(payment.extract().jsonPath().getString("paymentIntentId"), "4242424242424242");
      untilOrderIs(pod, order, "paid");
      as("ada", "admin")
          .header("Idempotency-Key", UUID.randomUUID())
          .body(Map.of("paymentId", id(payment)))
          .post(pod.url("/v1/refunds"))
          .then()
          .statusCode(201);
      untilOrderIs(pod, order, "refunded");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(stream.events("refund")).isNotEmpty());
    }
    as("shop", "service").delete(pod.url("/v1/orders/" + id(order(pod)))).then().statusCode(204);
  }

  private static AnswerCheck order(PackagedProcess pod) {
    return as("shop", "service")
        .body(Map.of("userId", "pia", "price", "99.99", "currency", "usd"))
        .post(pod.url("/v1/orders"))
        .then()
        .statusCode(201);
  }

  private static long id(AnswerCheck answer) {
    return answer.extract().jsonPath().getLong("id");
  }

  private static void untilOrderIs(PackagedProcess pod, long order, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                as("pia")
                    .get(pod.url("/v1/orders/" + order))
                    .jsonPath()
                    .getString("status")
                    .equals(status));
  }

  /** The names in the sources are the ones that Prometheus gets. */
  private static void whatIsWatchedIsThere(PackagedProcess pod) {
    var always =
        Metrics.ofTheSources().stream()
            .filter(name -> !name.matches(".*_(total|count|sum|max)"))
            .toList();
    // Some exist only after the first look.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(Metrics.ofTheScrape(scrape(pod))).containsAll(always));
    var scrape = scrape(pod);
    var there = Metrics.ofTheScrape(scrape);
    assertThat(there).containsAll(Metrics.OF_THE_FRAMEWORK);
    assertThat(Metrics.ofTheSources())
        .containsAll(there.stream().filter(name -> name.startsWith("paydesk_")).toList());
    for (var expression : Metrics.expressions()) {
      PromQl.metricsOf(expression)
          .forEach((metric, labels) -> labelsAreThere(scrape, metric, labels));
    }
  }

  private static String scrape(PackagedProcess pod) {
    return given().get(pod.url("/q/metrics")).asString();
  }

  /** Checked where the metric exists; a pod's name comes from the scraper. */
  private static void labelsAreThere(String scrape, String metric, Set<String> labels) {
    scrape
        .lines()
        .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
        .forEach(
            line ->
                assertThat(labels)
                    .allMatch(label -> label.equals("pod") || line.contains(label + "=\"")));
  }

  @Test
  void aJobThatCannotMigrateFails() throws IOException {
    var environment = environmentOf(Manifest.one(chart, "Job", "paydesk-migration"));
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/paydesk");
    assertThat(PackagedProcess.start(environment).awaitEnd()).isNotZero();

    environment.remove("QUARKUS_DATASOURCE_JDBC_URL");
    var process = PackagedProcess.start(environment);
    assertThat(process.awaitEnd()).isEqualTo(1);
    assertThat(process.log().strip())
        .isEqualTo("Paydesk does not start: set QUARKUS_DATASOURCE_JDBC_URL");
  }
}
