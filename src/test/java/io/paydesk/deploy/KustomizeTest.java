package io.paydesk.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.testing.Docs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The Kustomize files, and what {@code kubectl kustomize} makes of them if PAYDESK_KUBECTL names a
 * kubectl. No library builds overlays.
 */
class KustomizeTest {

  private static final Path FOLDER = Path.of("deploy/kustomize");

  /** Whole documents, without patches. */
  private static List<Manifest> written() throws IOException {
    try (var files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml") && !isPatch(file))
          .flatMap(file -> Manifest.parse(Metrics.read(file)).stream())
          .toList();
    }
  }

  private static boolean isPatch(Path file) {
    var kustomization = Metrics.read(file.resolveSibling("kustomization.yaml"));
    return kustomization.contains("path: " + file.getFileName());
  }

  private static List<Manifest> built(String folder) throws Exception {
    var kubectl = System.getenv("PAYDESK_KUBECTL");
    assumeTrue(kubectl != null, "PAYDESK_KUBECTL names no kubectl");
    var process =
        new ProcessBuilder(kubectl, "kustomize", FOLDER.resolve(folder).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return Manifest.parse(yaml);
  }

  @Test
  void eachDocumentIsValidForItsKind() throws IOException {
    assertThat(written()).hasSizeGreaterThan(12);
    assertThat(written()).allSatisfy(one -> assertThat(StrictKinds.problemOf(one)).isEmpty());
  }

  @Test
  void theBaseIsWhatTheChartMakes() throws IOException {
    for (var kind :
        List.of(
            "Deployment paydesk",
            "Job paydesk-migration",
            "PodDisruptionBudget paydesk",
            "NetworkPolicy paydesk-migration",
            "HorizontalPodAutoscaler paydesk",
            "Service paydesk",
            "Service paydesk-management")) {
      var name = kind.substring(kind.indexOf(' ') + 1);
      kind = kind.substring(0, kind.indexOf(' '));
      var here = Manifest.one(written(), kind, name);
      var there = Manifest.one(Chart.minimal(), kind, name);

      assertThat(comparable(here)).as(here.toString()).isEqualTo(comparable(there));
    }
  }

  /** Without Helm's own labels, the image, the settings and the number of pods, which differ. */
  private static JsonNode comparable(Manifest manifest) throws IOException {
    return Manifest.YAML.readTree(
        manifest
            .json()
            .path("spec")
            .toString()
            .replace("\"app.kubernetes.io/instance\":\"paydesk\",", "")
            .replaceAll("\"app.kubernetes.io/(version|managed-by)\":\"[^\"]*\",", "")
            .replaceAll("\"helm.sh/chart\":\"[^\"]*\",", "")
            .replaceAll("\"image\":\"[^\"]*\"", "\"image\":\"\"")
            .replaceAll("\"envFrom\":\\[[^]]*],", "")
            .replaceAll("\"env\":\\[.*?],", "")
            .replaceAll("\"(replicas|ttlSecondsAfterFinished)\":[0-9]+,", ""));
  }

  @Test
  void aPodGetsTheSameAsThePodOfTheChart() throws IOException {
    var given =
        Stream.concat(
                Manifest.one(written(), "Deployment", "paydesk")
                    .environment()
                    .map(entry -> entry.path("name").asText()),
                Stream.of("base", "database-tls", "tracing", "overlays/production")
                    .flatMap(KustomizeTest::settings))
            .collect(Collectors.toSet());

    assertThat(Manifest.one(Chart.minimal(), "Deployment", "paydesk").environment())
        .extracting(entry -> entry.path("name").asText())
        .allSatisfy(name -> assertThat(given).contains(name));
    var docs = Docs.everything();
    assertThat(given).filteredOn(name -> !docs.matches("(?s).*\\b" + name + "\\b.*")).isEmpty();
  }

  private static Stream<String> settings(String folder) {
    var kustomization =
        Manifest.parse(Metrics.read(FOLDER.resolve(folder).resolve("kustomization.yaml"))).get(0);
    return StreamSupport.stream(
            kustomization.json().at("/configMapGenerator/0/literals").spliterator(), false)
        .map(JsonNode::asText)
        .map(literal -> literal.substring(0, literal.indexOf('=')));
  }

  @Test
  void theIngressServesTheShopsPageAsThatOfTheChartDoes() throws IOException {
    var patch = Manifest.YAML.readTree(Metrics.read(FOLDER.resolve("admin/ingress-path.yaml")));
    var chart = Chart.render("full", command -> command.set("ingress.admin", true));

    assertThat(patch.at("/0/value")).isEqualTo(paths(chart).get(4));
  }

  @Test
  void theIngressServesTheShopsPageWhereItIsAskedFor() throws Exception {
    assertThat(paths(built("overlays/production")).findValuesAsText("path"))
        .containsExactly("/v1", "/pay", "/paydesk.js", "/webhooks/stripe");

    var overlay = Files.createDirectories(Path.of("target/with-admin"));
    var kustomize = overlay.toAbsolutePath().relativize(FOLDER.toAbsolutePath());
    Files.writeString(
        overlay.resolve("kustomization.yaml"),
        """
        resources:
          - %1$s/overlays/production
        components:
          - %1$s/admin
        """
            .formatted(kustomize));
    assertThat(paths(built(overlay.toAbsolutePath().toString())).findValuesAsText("path"))
        .containsExactly("/v1", "/pay", "/paydesk.js", "/webhooks/stripe", "/admin");
  }

  private static JsonNode paths(List<Manifest> made) {
    return Manifest.one(made, "Ingress", "paydesk").json().at("/spec/rules/0/http/paths");
  }

  @Test
  void alertsAndTheDashboardAreThoseOfTheChart() {
    var rules =
        Manifest.parse(Metrics.read(FOLDER.resolve("monitoring/prometheus-rule.yaml"))).get(0);

    assertThat(rules.json().path("spec"))
        .isEqualTo(Manifest.one(Chart.full(), "PrometheusRule", "paydesk").json().path("spec"));
    assertThat(Metrics.read(FOLDER.resolve("monitoring/dashboard.json")))
        .isEqualTo(Metrics.read(Chart.FOLDER.resolve("files/dashboard.json")));
  }

  @Test
  void aStrictClusterTakesEachOverlay() throws Exception {
    for (var overlay :
        List.of("base", "overlays/dev", "overlays/production", "overlays/replicas")) {
      var built = built(overlay);

      assertThat(built).hasSizeGreaterThan(6);
      assertThat(built).allSatisfy(one -> assertThat(StrictKinds.problemOf(one)).isEmpty());
      assertThat(built.stream().filter(one -> !one.pod().isMissingNode()))
          .hasSize(2)
          .allSatisfy(
              one -> assertThat(RestrictedPods.violations(one.pod().path("spec"))).isEmpty());
    }
  }

  @Test
  void developmentIsOneSmallPod() throws Exception {
    var built = built("overlays/dev");

    assertThat(built).extracting(Manifest::kind).doesNotContain("PodDisruptionBudget");
    assertThat(replicas(built)).isEqualTo("1");
    assertThat(
            Manifest.one(built, "Deployment", "paydesk").container().at("/resources/limits/memory"))
        .hasToString("\"512Mi\"");
  }

  @Test
  void inProductionTheAutoscalerDecidesAndPrometheusMayScrape() throws Exception {
    var built = built("overlays/production");

    assertThat(built)
        .extracting(Manifest::kind)
        .contains(
            "HorizontalPodAutoscaler",
            "Ingress",
            "PodDisruptionBudget",
            "PrometheusRule",
            "ServiceMonitor");
    assertThat(replicas(built)).isEmpty();
    for (var pod : built.stream().filter(one -> !one.pod().isMissingNode()).toList()) {
      assertThat(pod.pod().at("/spec/volumes").toString()).contains("paydesk-db-ca");
    }
    assertThat(
            Manifest.one(built, "NetworkPolicy", "paydesk").json().at("/spec/ingress/1").toString())
        .contains("management")
        .contains("\"kubernetes.io/metadata.name\":\"monitoring\"");
  }

  @Test
  void aFixedNumberOfPodsHasNoAutoscaler() throws Exception {
    var built = built("overlays/replicas");

    assertThat(built).extracting(Manifest::kind).doesNotContain("HorizontalPodAutoscaler");
    assertThat(replicas(built)).isEqualTo("4");
  }

  private static String replicas(List<Manifest> built) {
    return Manifest.one(built, "Deployment", "paydesk").json().at("/spec/replicas").asText();
  }
}
