package io.paydesk.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import io.paydesk.testing.Docs;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, as Helm renders it and a strict cluster reads it. */
class HelmChartTest {

  private static final List<Manifest> MINIMAL = Chart.minimal();
  private static final List<Manifest> FULL = Chart.full();

  private static List<Manifest> all() {
    var all = new ArrayList<>(MINIMAL);
    all.addAll(FULL);
    return all;
  }

  @Test
  void helmLintFindsNothing() {
    var result = new Helm(Chart.FOLDER).lint().strict().call();

    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  @Test
  void eachDocumentIsValidForItsKind() {
    assertThat(all()).hasSizeGreaterThan(20);
    assertThat(all()).allSatisfy(one -> assertThat(StrictKinds.problemOf(one)).isEmpty());
  }

  @Test
  void aMisspeltFieldOfADocumentIsFound() {
    var broken =
        Map.<String, Consumer<Manifest>>of(
            "readynessProbe", one -> with(one.container(), "readynessProbe", true),
            "tcp", one -> with(one.container().at("/livenessProbe"), "tcp", 8080),
            "replicas", one -> with(one.json().path("spec"), "replicas", "2"),
            "runAsRoot", one -> with(one.pod().at("/spec/securityContext"), "runAsRoot", false));
    broken.forEach(
        (field, breaking) -> {
          var deployment = Manifest.one(Chart.minimal(), "Deployment", "paydesk");
          breaking.accept(deployment);

          assertThat(StrictKinds.problemOf(deployment)).get().asString().contains(field);
        });
    var rule = Manifest.one(Chart.full(), "PrometheusRule", "paydesk");
    with(rule.json().at("/spec/groups/0/rules/0"), "expression", "up");
    assertThat(StrictKinds.problemOf(rule)).get().asString().contains("expression");
  }

  private static void with(JsonNode node, String field, Object value) {
    ((ObjectNode) node).set(field, Manifest.YAML.valueToTree(value));
  }

  @Test
  void podsMeetTheRestrictedProfile() {
    var pods = all().stream().filter(one -> !one.pod().isMissingNode()).toList();

    assertThat(pods).hasSize(6);
    assertThat(pods)
        .allSatisfy(one -> assertThat(RestrictedPods.violations(one.pod().path("spec"))).isEmpty());
  }

  @Test
  void eachRuleOfTheProfileFindsAViolation() {
    var breaks =
        Map.<String, Consumer<ObjectNode>>ofEntries(
            Map.entry("hostNetwork", pod -> pod.put("hostNetwork", true)),
            Map.entry(
                "automountServiceAccountToken", pod -> pod.remove("automountServiceAccountToken")),
            Map.entry("hostPath", pod -> ((ObjectNode) pod.at("/volumes/0")).putObject("hostPath")),
            Map.entry("privileged", pod -> security(pod).put("privileged", true)),
            Map.entry(
                "allowPrivilegeEscalation",
                pod -> security(pod).remove("allowPrivilegeEscalation")),
            Map.entry(
                "readOnlyRootFilesystem",
                pod -> security(pod).put("readOnlyRootFilesystem", false)),
            Map.entry("capabilities", pod -> security(pod).remove("capabilities")),
            Map.entry("runAsNonRoot", pod -> security(pod).put("runAsUser", 0)),
            Map.entry(
                "seccompProfile",
                pod -> ((ObjectNode) pod.path("securityContext")).remove("seccompProfile")),
            Map.entry(
                "hostPort",
                pod -> ((ObjectNode) pod.at("/containers/0/ports/0")).put("hostPort", 80)),
            Map.entry("memory", pod -> ((ObjectNode) pod.at("/containers/0")).remove("resources")));
    breaks.forEach(
        (rule, breaking) -> {
          var pod =
              (ObjectNode)
                  Manifest.one(Chart.minimal(), "Deployment", "paydesk").pod().path("spec");
          breaking.accept(pod);

          assertThat(RestrictedPods.violations(pod)).containsExactly(rule);
        });
  }

  private static ObjectNode security(ObjectNode pod) {
    return (ObjectNode) pod.at("/containers/0/securityContext");
  }

  @Test
  void aMisspeltValueIsRefused() {
    var wrong =
        Map.of(
            "replicaCounts", 3,
            "image.tags", "1",
            "database.port", "none",
            "settings.paydesk_brand_name", "x",
            "settings.PAYDESK_BRAND_NAM", "x",
            "tracing.endpoint", "otel-collector",
            "resources.limits.memory", "much",
            "ingress.enabled", true);
    wrong.forEach(
        (name, value) ->
            assertThatThrownBy(() -> Chart.render("minimal", command -> command.set(name, value)))
                .as(name)
                .hasMessageContaining("schema"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PAYDESK_BOOTSTRAP_ADMIN_KEY",
        "PAYDESK_ENDPOINT_SECRET",
        "OTEL_EXPORTER_OTLP_HEADERS",
        "QUARKUS_MAILER_PASSWORD"
      })
  void aSecretIsTakenUnderSecretSettingsOnly(String name) {
    assertThatThrownBy(
            () -> Chart.render("minimal", command -> command.set("settings." + name, "x")))
        .hasMessageContaining(name)
        .hasMessageContaining("name it under secretSettings");

    var made =
        Chart.render(
            "minimal",
            command ->
                command
                    .set("secretSettings[0].name", name)
                    .set("secretSettings[0].secret", "paydesk-more")
                    .set("secretSettings[0].key", "it"));
    assertThat(Manifest.one(made, "Deployment", "paydesk").environment())
        .filteredOn(entry -> entry.path("name").asText().equals(name))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.at("/valueFrom/secretKeyRef/name").asText())
                    .isEqualTo("paydesk-more"));
  }

  @Test
  void theTokensIssuerIsNamedAsAWholeOrNotAtAll() {
    assertThatThrownBy(() -> Chart.template().set("oidc.issuer", "https://id.example").call())
        .hasMessageContaining("oidc.authServerUrl");
    assertThat(Chart.template().call()).doesNotContain("QUARKUS_OIDC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"paydesk", "shop/paydesk", "registry.example", "registry.example/Shop"})
  void anImageWithoutARegistryIsRefused(String repository) {
    assertThatThrownBy(
            () -> Chart.render("minimal", command -> command.set("image.repository", repository)))
        .hasMessageContaining("schema");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost/paydesk",
        "registry:5000/paydesk",
        "registry.example:5000/shop/pay_desk",
        "eu.registry.example/a-project/shop/paydesk"
      })
  void anImageOfAnyRegistryIsTaken(String repository) {
    var made = Chart.render("minimal", command -> command.set("image.repository", repository));

    for (var one :
        List.of(
            Manifest.one(made, "Deployment", "paydesk"),
            Manifest.one(made, "Job", "paydesk-migration"),
            Manifest.one(made, "Pod", "paydesk-test"))) {
      assertThat(one.container().path("image").asText()).isEqualTo(repository + ":1.0.0");
    }
  }

  @Test
  void theImageHasToBeNamed() {
    assertThatThrownBy(() -> Chart.template().set("image.repository", "").call())
        .hasMessageContaining("image.repository");
  }

  @Test
  void helmTestIsLetInWhereOnlySomeMayCall() {
    var test = Manifest.one(FULL, "Pod", "paydesk-test");
    assertThat(test.json().at("/metadata/annotations").path(Chart.HOOK).asText()).isEqualTo("test");
    assertThat(test.container().path("args"))
        .extracting(JsonNode::asText)
        .contains(Manifest.one(FULL, "Service", "paydesk").name(), "80");
    var allowed = Manifest.one(FULL, "NetworkPolicy", "paydesk").json().at("/spec/ingress/0/from");
    assertThat(allowed).hasSize(2);
    assertThat(texts(test.json().at("/metadata/labels")))
        .containsAll(texts(allowed.at("/1/podSelector/matchLabels")))
        .as("the service must not send requests to the test")
        .doesNotContain("app.kubernetes.io/component=service");
    assertThat(Manifest.one(MINIMAL, "NetworkPolicy", "paydesk").json().at("/spec/ingress/0/from"))
        .as("everybody may call")
        .isEmpty();
  }

  @Test
  void secretsAreNamedAndNeverWritten() {
    for (var one : all()) {
      assertThat(one.kind()).isNotEqualTo("Secret");
      assertThat(one.environment().filter(entry -> isSecret(entry.path("name").asText())))
          .allSatisfy(
              entry -> assertThat(entry.at("/valueFrom/secretKeyRef/key").asText()).isNotEmpty());
    }
  }

  private static boolean isSecret(String name) {
    return name.matches(".*(SECRET|PASSWORD).*");
  }

  @Test
  void onlyTheMigrationHasTheRoleThatOwnsTheTables() {
    var owner = "paydesk-db-owner";
    assertThat(Manifest.one(MINIMAL, "Job", "paydesk-migration").json().toString())
        .contains(owner)
        .doesNotContain("STRIPE");
    assertThat(Manifest.one(MINIMAL, "Deployment", "paydesk").json().toString())
        .doesNotContain(owner)
        .contains("QUARKUS_FLYWAY_MIGRATE_AT_START");

    var without = Chart.render("minimal", command -> command.set("migration.enabled", false));
    assertThat(without).extracting(Manifest::kind).doesNotContain("Job");
    assertThat(without.toString()).doesNotContain("QUARKUS_FLYWAY_MIGRATE_AT_START");
  }

  @Test
  void theJobRunsBeforeItsPodsAndItsSecretIsThereBefore() {
    var job = Manifest.one(FULL, "Job", "paydesk-migration").json().at("/metadata/annotations");
    var secret =
        Manifest.one(FULL, "ExternalSecret", "paydesk-db-owner").json().at("/metadata/annotations");

    for (var hook : List.of(job, secret)) {
      assertThat(hook.path(Chart.HOOK).asText()).isEqualTo("pre-install,pre-upgrade");
    }
    assertThat(secret.path(Chart.HOOK + "-weight").asInt())
        .isLessThan(job.path(Chart.HOOK + "-weight").asInt());
    assertThat(Manifest.one(FULL, "ExternalSecret", "paydesk-db-app").json().toString())
        .doesNotContain(Chart.HOOK);
  }

  @Test
  void withACaTheDatabaseConnectionIsEncryptedAndItsNameChecked() {
    for (var one :
        List.of(
            Manifest.one(FULL, "Deployment", "paydesk"),
            Manifest.one(FULL, "Job", "paydesk-migration"))) {
      var urls = one.environment().filter(entry -> entry.path("name").asText().endsWith("_URL"));
      assertThat(urls.filter(entry -> entry.path("name").asText().contains("DATASOURCE")))
          .isNotEmpty()
          .allSatisfy(
              entry -> assertThat(entry.path("value").asText()).contains("?sslmode=verify-full"));
      var mount = one.container().at("/volumeMounts/1/mountPath").asText();
      var file = mount + "/" + one.pod().at("/spec/volumes/1/secret/items/0/path").asText();
      assertThat(one.container().path("env").toString()).contains(file + "\"");
    }
  }

  @Test
  void theDocumentationKnowsEachSettingThatAPodIsGiven() {
    var docs = Docs.everything();

    assertThat(all().stream().flatMap(Manifest::environment))
        .extracting(entry -> entry.path("name").asText())
        .hasSizeGreaterThan(30)
        .filteredOn(name -> !docs.matches("(?s).*\\b" + name + "\\b.*"))
        .isEmpty();
  }

  @Test
  void tracesGoToTheCollectorThatIsNamedAndThePolicyLetsThem() {
    assertThat(MINIMAL.toString()).doesNotContain("OTEL");
    assertThat(Manifest.one(FULL, "Deployment", "paydesk").environment())
        .extracting(entry -> entry.path("name").asText() + "=" + entry.path("value").asText())
        .contains(
            "OTEL_EXPORTER_OTLP_ENDPOINT=http://otel-collector.monitoring:4317",
            "OTEL_TRACES_SAMPLER_ARG=0.25");
    assertThat(Manifest.one(FULL, "NetworkPolicy", "paydesk").json().at("/spec/egress").toString())
        .contains("{\"port\":4317,\"protocol\":\"TCP\"}");
    assertThat(
            Manifest.one(MINIMAL, "NetworkPolicy", "paydesk").json().at("/spec/egress").toString())
        .doesNotContain("4317");
  }

  @Test
  void thereIsTimeToEndStreamsBeforeAPodIsKilled() throws IOException {
    var settings = new Properties();
    settings.load(
        new StringReader(Files.readString(Path.of("src/main/resources/application.properties"))));
    var deployment = Manifest.one(MINIMAL, "Deployment", "paydesk");
    long before =
        deployment.container().at("/lifecycle/preStop/sleep/seconds").asLong()
            + seconds(settings, "%prod.quarkus.shutdown.delay")
            + seconds(settings, "quarkus.shutdown.timeout");

    assertThat(deployment.pod().at("/spec/terminationGracePeriodSeconds").asLong())
        .isGreaterThan(before + 5);
  }

  private static long seconds(Properties settings, String name) {
    return Duration.parse("PT" + settings.getProperty(name)).toSeconds();
  }

  @Test
  void onlyTheApiIsReachableFromOutside() {
    var ingress = Manifest.one(FULL, "Ingress", "paydesk").json();

    assertThat(ingress.at("/spec/rules/0/http/paths").findValuesAsText("path"))
        .containsExactly("/v1", "/pay", "/paydesk.js", "/webhooks/stripe");
    assertThat(ingress.at("/metadata/annotations").toString())
        .contains("\"nginx.ingress.kubernetes.io/proxy-buffering\":\"off\"")
        .contains("\"nginx.ingress.kubernetes.io/proxy-read-timeout\":\"3600\"");
    assertThat(ingress.at("/spec/tls/0/secretName").asText()).isEqualTo("pay-example-tls");
    assertThat(Manifest.one(FULL, "Service", "paydesk").json().findValuesAsText("targetPort"))
        .containsExactly("http");
  }

  @Test
  void theDescriptionOfTheApiIsReachableWhereItIsAskedForAndNothingElseOfQ() {
    var made = Chart.render("full", command -> command.set("ingress.description", true));

    var paths = Manifest.one(made, "Ingress", "paydesk").json().at("/spec/rules/0/http/paths");
    assertThat(paths.findValuesAsText("path"))
        .containsExactly(
            "/v1", "/pay", "/paydesk.js", "/webhooks/stripe", "/q/openapi", "/llms.txt");
    assertThat(paths.findValuesAsText("pathType"))
        .containsExactly("Prefix", "Prefix", "Exact", "Exact", "Exact", "Exact");
  }

  @Test
  void theShopsPageIsReachableWhereItIsAskedFor() {
    var made = Chart.render("full", command -> command.set("ingress.admin", true));

    var paths = Manifest.one(made, "Ingress", "paydesk").json().at("/spec/rules/0/http/paths");
    assertThat(paths.findValuesAsText("path"))
        .containsExactly("/v1", "/pay", "/paydesk.js", "/webhooks/stripe", "/admin");
    assertThat(paths.get(4).at("/pathType").asText()).isEqualTo("Prefix");
  }

  @Test
  void selectorsMatchWhatTheySelect() {
    var pod = Manifest.one(FULL, "Deployment", "paydesk").pod();
    var labels = texts(pod.at("/metadata/labels"));
    for (var selector :
        List.of(
            Manifest.one(FULL, "Service", "paydesk").json().at("/spec/selector"),
            Manifest.one(FULL, "Service", "paydesk-management").json().at("/spec/selector"),
            Manifest.one(FULL, "PodDisruptionBudget", "paydesk")
                .json()
                .at("/spec/selector/matchLabels"),
            Manifest.one(FULL, "NetworkPolicy", "paydesk")
                .json()
                .at("/spec/podSelector/matchLabels"))) {
      assertThat(labels).containsAll(texts(selector)).hasSizeGreaterThan(selector.size());
    }
    var migration =
        texts(Manifest.one(FULL, "Job", "paydesk-migration").pod().at("/metadata/labels"));
    assertThat(migration)
        .as("the service must not send requests to the migration")
        .doesNotContain("app.kubernetes.io/component=service")
        .containsAll(
            texts(
                Manifest.one(FULL, "NetworkPolicy", "paydesk-migration")
                    .json()
                    .at("/spec/podSelector/matchLabels")));
    var monitored =
        texts(
            Manifest.one(FULL, "ServiceMonitor", "paydesk")
                .json()
                .at("/spec/selector/matchLabels"));
    assertThat(
            texts(
                Manifest.one(FULL, "Service", "paydesk-management").json().at("/metadata/labels")))
        .containsAll(monitored);
    assertThat(texts(Manifest.one(FULL, "Service", "paydesk").json().at("/metadata/labels")))
        .as("it would be scraped twice")
        .doesNotContainSequence(monitored);
  }

  private static Set<String> texts(JsonNode labels) {
    return StreamSupport.stream(
            ((Iterable<Map.Entry<String, JsonNode>>) labels::fields).spliterator(), false)
        .map(label -> label.getKey() + "=" + label.getValue().asText())
        .collect(Collectors.toSet());
  }
}
