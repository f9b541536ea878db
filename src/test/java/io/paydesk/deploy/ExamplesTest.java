package io.paydesk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.caller.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator copies: releases by Argo CD and Flux, and a realm of Keycloak. */
class ExamplesTest {

  private static final Path FOLDER = Path.of("deploy/examples");

  @TempDir private Path folder;

  private static List<Manifest> example(String file) {
    return Manifest.parse(Metrics.read(FOLDER.resolve(file)));
  }

  @Test
  void eachDocumentIsValidForItsKind() {
    for (var file : List.of("argo-cd.yaml", "cloudnative-pg.yaml", "flux.yaml")) {
      assertThat(example(file))
          .isNotEmpty()
          .allSatisfy(one -> assertThat(StrictKinds.problemOf(one)).isEmpty());
    }
  }

  @Test
  void theChartTakesTheValuesOfBoth() throws IOException {
    var argo = example("argo-cd.yaml").get(0).json().path("spec");
    var flux = Manifest.one(example("flux.yaml"), "HelmRelease", "paydesk").json().path("spec");
    for (var chart :
        List.of(argo.at("/source/path").asText(), flux.at("/chart/spec/chart").asText())) {
      assertThat(Path.of(chart).normalize()).isEqualTo(Chart.FOLDER);
    }
    var values = List.of(argo.at("/source/helm/valuesObject"), flux.path("values"));
    assertThat(values.get(0)).isEqualTo(values.get(1));

    var file = folder.resolve("values.yaml");
    Files.writeString(file, Manifest.YAML.writeValueAsString(values.get(0)));
    var made = Manifest.parse(Chart.template().withValuesFile(file).call());

    assertThat(made)
        .extracting(Manifest::kind)
        .contains("Deployment", "Job", "Ingress", "ExternalSecret", "PrometheusRule");
    assertThat(made).allSatisfy(one -> assertThat(StrictKinds.problemOf(one)).isEmpty());
  }

  /** Flux gives up on what takes longer. */
  @Test
  void fluxWaitsForAsLongAsTheMigrationMayTake() {
    var flux = Manifest.one(example("flux.yaml"), "HelmRelease", "paydesk").json();
    var migration = Manifest.one(Chart.minimal(), "Job", "paydesk-migration").json();

    assertThat(Duration.parse("PT" + flux.at("/spec/timeout").asText()))
        .isGreaterThan(Duration.ofSeconds(migration.at("/spec/activeDeadlineSeconds").asLong()));
  }

  @Test
  void theRealmGivesTokensThatPaydeskTakes() throws IOException {
    var realm = realm();
    var audience =
        Manifest.YAML
            .readTree(Metrics.read(Chart.FOLDER.resolve("values.yaml")))
            .at("/oidc/audience")
            .asText();
    assertThat(Metrics.read(Path.of("src/main/resources/application.properties")))
        .contains("role-claim-path=${paydesk.roles.claim:groups}");
    assertThat(realm.at("/roles/realm").findValuesAsText("name"))
        .containsExactlyInAnyOrder(Caller.SERVICE, Caller.ADMIN, Caller.SUPPORT);
    assertThat(realm.path("clients"))
        .hasSize(2)
        .allSatisfy(
            client -> {
              assertThat(mapper(client, "oidc-audience-mapper"))
                  .containsEntry("included.custom.audience", audience)
                  .containsEntry("access.token.claim", "true");
              assertThat(mapper(client, "oidc-usermodel-realm-role-mapper"))
                  .containsEntry("claim.name", "groups")
                  .containsEntry("multivalued", "true")
                  .containsEntry("access.token.claim", "true");
            });
    assertThat(realm.path("clientScopes").isMissingNode())
        .as("with scopes of its own, Keycloak makes none, and tokens lack sub")
        .isTrue();
  }

  @Test
  void onlyTheServerOfTheRealmHasTheRoleService() throws IOException {
    var users = new ArrayList<JsonNode>();
    realm().path("users").forEach(users::add);

    assertThat(users)
        .singleElement()
        .satisfies(
            user -> {
              assertThat(user.path("serviceAccountClientId").asText()).isEqualTo("shop-server");
              assertThat(user.path("realmRoles").toString()).isEqualTo("[\"service\"]");
            });
  }

  @Test
  void theRealmsSecretsComeFromTheEnvironment() throws IOException {
    var realm = realm();

    assertThat(realm.findValuesAsText("secret")).containsExactly("${SHOP_SERVER_SECRET}");
    assertThat(realm.findValues("credentials")).isEmpty();
    assertThat(Compose.written().services().get("keycloak").environment())
        .containsKey("SHOP_SERVER_SECRET");
  }

  private static JsonNode realm() throws IOException {
    return new ObjectMapper().readTree(FOLDER.resolve("keycloak-realm.json").toFile());
  }

  private static Map<String, String> mapper(JsonNode client, String type) {
    var config =
        StreamSupport.stream(client.path("protocolMappers").spliterator(), false)
            .filter(mapper -> mapper.path("protocolMapper").asText().equals(type))
            .findFirst()
            .orElseThrow()
            .path("config");
    return new ObjectMapper().convertValue(config, new TypeReference<>() {});
  }
}
