package io.paydesk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.Docs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The compose file, its example of secrets, and the commands that the documentation gives. */
class ComposeTest {

  private static final String PAGE = "operate/containers.md";
  private static final Compose COMPOSE = Compose.withDefaults();

  @Test
  void eachImageHasATagOrDigestAndLeavesTheRegistryToTheOperator() {
    assertThat(COMPOSE.services().values())
        .extracting(Compose.Service::image)
        .allMatch(
            image ->
                image.matches(
                    "(localhost/)?[a-z0-9-]+(/[a-z0-9-]+)?(:[\\w.-]+|@sha256:[0-9a-f]{64})"))
        .noneMatch(image -> image.endsWith(":latest"));
  }

  @Test
  void eachPortIsForThisMachineAlone() {
    var ports =
        COMPOSE.services().values().stream()
            .filter(service -> service.ports() != null)
            .flatMap(service -> service.ports().stream())
            .toList();

    assertThat(ports)
        .hasSizeGreaterThan(2)
        .allMatch(port -> port.matches("127\\.0\\.0\\.1(:\\d+){2}"));
    assertThat(ports).extracting(port -> port.split(":")[1]).doesNotHaveDuplicates();
  }

  @Test
  void eachServiceSaysWhetherItIsWell() {
    assertThat(COMPOSE.services().values())
        .allSatisfy(
            service -> {
              assertThat(service.healthcheck().test()).hasSizeGreaterThan(1).startsWith("CMD");
              assertThat(service.healthcheck().interval()).isNotEmpty();
            });
  }

  @Test
  void theReferenceKnowsEachSettingOfPaydesk() {
    var docs = Docs.everything();
    var reference = Docs.page("reference/configuration.md").text();
    var names = COMPOSE.services().get("paydesk").environment().keySet();

    assertThat(names).filteredOn(name -> name.startsWith("PAYDESK_")).isNotEmpty();
    assertThat(names)
        .allSatisfy(name -> assertThat(docs).containsPattern("\\b" + name + "\\b"))
        .filteredOn(name -> name.startsWith("PAYDESK_"))
        .allSatisfy(name -> assertThat(reference).contains("| `" + name + "` |"));
  }

  @Test
  void whatIsSecretIsAskedForAndNeverWritten() {
    for (var service : Compose.written().services().values()) {
      if (service.environment() != null) {
        assertThat(service.environment().entrySet())
            .filteredOn(entry -> isSecret(entry.getKey()))
            .allSatisfy(entry -> assertThat(entry.getValue()).matches("\\$\\{[A-Z_]+:(\\?.+|-)}"));
      }
    }
    assertThat(Compose.example())
        .allSatisfy(
            (name, value) -> {
              if (isSecret(name)) {
                assertThat(value).isEmpty();
              }
            });
  }

  private static boolean isSecret(String name) {
    return name.matches(".*(SECRET|PASSWORD|_KEY).*");
  }

  @Test
  void theExampleHasEachVariableAndNoOther() {
    var variables = new TreeSet<>(Compose.variables("?"));
    variables.addAll(Compose.variables("-"));

    assertThat(Compose.example().keySet()).isEqualTo(variables);
    assertThat(Metrics.read(Compose.EXAMPLE).lines())
        .as("what is required is not behind a comment's sign")
        .containsAll(
            Compose.variables("?").stream()
                .map(name -> name + "=" + Compose.example().get(name))
                .toList());
  }

  @Test
  void paydeskRunsAsInAPod() {
    var paydesk = COMPOSE.services().get("paydesk");
    var pod = Manifest.one(Chart.minimal(), "Deployment", "paydesk");
    var user = pod.pod().at("/spec/securityContext/runAsUser").asText();

    assertThat(paydesk.user()).isEqualTo(user + ":" + user);
    assertThat(paydesk.readOnly()).isTrue();
    assertThat(paydesk.tmpfs()).containsExactly("/tmp");
    assertThat(paydesk.capDrop()).containsExactly("ALL");
    assertThat(paydesk.securityOpt()).containsExactly("no-new-privileges:true");
    assertThat(paydesk.stopGracePeriod())
        .isEqualTo(pod.pod().at("/spec/terminationGracePeriodSeconds").asText() + "s");
    assertThat(
            Compose.FILE
                .resolveSibling(paydesk.build().context())
                .resolve(paydesk.build().dockerfile()))
        .isRegularFile();
  }

  @Test
  void eachFileThatIsMountedIsThere() {
    for (var service : COMPOSE.services().values()) {
      for (var mount : service.volumes() == null ? List.<String>of() : service.volumes()) {
        var source = mount.split(":")[0];
        if (source.startsWith("./")) {
          assertThat(Compose.FILE.resolveSibling(source)).isRegularFile();
          assertThat(mount).endsWith(":ro,z");
        } else {
          assertThat(COMPOSE.volumes()).containsKey(source);
        }
      }
    }
    assertThat(Files.isExecutable(Path.of("deploy/compose/database.sh"))).isTrue();
  }

  /** Whoever builds by compose gets the same image. */
  @Test
  void thePaydeskThatItBuildsHasTheBasesOfTheContainerfile() {
    var build = COMPOSE.services().get("paydesk").build();
    var bases =
        Pattern.compile("^ARG ([A-Z]+_IMAGE)=(\\S+)$", Pattern.MULTILINE)
            .matcher(
                Metrics.read(
                    Compose.FILE.resolveSibling(build.context()).resolve(build.dockerfile())))
            .results()
            .collect(Collectors.toMap(base -> base.group(1), base -> base.group(2)));

    assertThat(build.args()).isNotEmpty().isEqualTo(bases);
  }

  /** Not everybody may reach the public registries. */
  @Test
  void eachImageCanBeTakenFromElsewhere() {
    assertThat(Compose.written().services().values())
        .extracting(Compose.Service::image)
        .allMatch(image -> image.matches("\\$\\{[A-Z_]*IMAGE:-[^}]+}"));
  }

  /** Both programs take the same arguments, so the page gives them once. */
  @Test
  void theCommandsOfThePageNameWhatIsThere() {
    var commands =
        Pattern.compile("(?:docker compose|podman-compose)( .*)")
            .matcher(Docs.page(PAGE).text())
            .results()
            .map(found -> found.group(1))
            .filter(arguments -> arguments.contains(" -f "))
            .toList();
    assertThat(commands).hasSizeGreaterThan(3);
    assertThat(commands)
        .allSatisfy(
            arguments -> {
              assertThat(arguments).startsWith(" -f " + Compose.FILE);
              named("--profile (\\S+)", arguments, COMPOSE.services().get("keycloak").profiles());
              named(" exec (?:-T )?(\\S+)", arguments, COMPOSE.services().keySet());
              named(" logs (?:-f )?(\\S+)", arguments, COMPOSE.services().keySet());
            });
  }

  private static void named(String pattern, String arguments, Collection<String> known) {
    var found = Pattern.compile(pattern).matcher(arguments);
    while (found.find()) {
      assertThat(known).contains(found.group(1));
    }
  }
}
