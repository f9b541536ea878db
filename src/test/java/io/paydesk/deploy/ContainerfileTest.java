package io.paydesk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images are as the pods need them. No image is built here: {@code .ci/containers} does. */
class ContainerfileTest {

  private static List<String> found(String file, String pattern) {
    var text = Metrics.read(Path.of("deploy/container", file));
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Containerfile.jvm", "Containerfile.bean", "Containerfile.native"})
  void anImageIsWhatThePodsRun(String file) {
    var pod = Manifest.one(Chart.minimal(), "Deployment", "paydesk").pod().path("spec");
    var user = pod.at("/securityContext/runAsUser").asText();
    var ports =
        StreamSupport.stream(pod.at("/containers/0/ports").spliterator(), false)
            .map(port -> port.path("containerPort").asText())
            .toList();

    var stages = found(file, "^FROM \\S+ AS (\\S+)");
    assertThat(found(file, "^FROM (\\S+)"))
        .as("bases are the operator's to name")
        .allMatch(base -> stages.contains(base) || base.matches("\\$\\{[A-Z_]+}"));
    assertThat(found(file, "^USER (\\d.*)")).containsExactly(user + ":" + user);
    assertThat(found(file, "^EXPOSE (.*)")).containsExactly(String.join(" ", ports));
    assertThat(found(file, "^ENTRYPOINT (.*)"))
        .as("a shell in between would keep signals to itself")
        .singleElement()
        .asString()
        .startsWith("[\"");
  }

  /** Only named files are copied: nothing of a developer's machine comes along. */
  @ParameterizedTest
  @ValueSource(strings = {"Containerfile.jvm", "Containerfile.native"})
  void anImageIsMadeOfTheSources(String file) {
    assertThat(found(file, "^COPY (?!--from)(.*) \\S+$"))
        .containsExactly("mvnw pom.xml", ".mvn", "src");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Containerfile.jvm", "Containerfile.native"})
  void anImageSaysWhatItIsAndHoldsAListOfWhatItIsMadeOf(String file) {
    assertThat(found(file, "^ *(?:LABEL )?org\\.opencontainers\\.image\\.([a-z]+)="))
        .contains("title", "description", "licenses", "version", "revision");
    assertThat(found(file, "^ARG VERSION=(.*)"))
        .containsExactly(
            Manifest.parse(Metrics.read(Chart.FOLDER.resolve("Chart.yaml")))
                .get(0)
                .json()
                .path("appVersion")
                .asText());
    assertThat(found(file, "^RUN \\./mvnw .* -P(\\S+)"))
        .isNotEmpty()
        .allMatch(profile -> profile.contains("sbom"));
    assertThat(found(file, "^COPY --from=(?:build|package) \\S+-cyclonedx\\.json (\\S+)$"))
        .singleElement()
        .asString()
        .endsWith("/sbom.cdx.json");
  }

  @Test
  void theBasesHaveTagsAndLeaveTheRegistryToTheOperator() {
    assertThat(found("Containerfile.jvm", "^ARG [A-Z]+_IMAGE=(.*)"))
        .hasSize(2)
        .allMatch(image -> image.matches("[a-z0-9-]+:[\\w.-]+"));
  }

  @Test
  void anImageWithBeansIsMadeOfPaydesksAndTheirJarsAlone() {
    assertThat(found("Containerfile.bean", "^FROM (\\S+)"))
        .containsExactly("${PAYDESK_IMAGE}", "${JAVA_IMAGE}", "${JAVA_IMAGE}");
    assertThat(found("Containerfile.bean", "^COPY (?!--from)(.*)$"))
        .containsExactly("*.jar target/quarkus-app/providers/");
  }

  /** With the list in the first build, a rebuild that is not told to leave it out fails. */
  @Test
  void theRebuildForBeansMakesNoListOfWhatTheApplicationIsMadeOf() {
    assertThat(found("Containerfile.jvm", "^RUN \\./mvnw .* -P(\\S+)$")).containsExactly("sbom");
    assertThat(found("Containerfile.bean", "^RUN java (-Dquarkus.launch.rebuild=true.*)$"))
        .singleElement()
        .asString()
        .contains("-Dquarkus.cyclonedx.skip=true");
  }

  /** Its AOT cache is trained after the rebuild, which moves nearly all that a start loads. */
  @Test
  void anImageWithBeansIsTrainedAndStartedLikeTheOneWithout() {
    assertThat(commandsFromTraining("Containerfile.bean"))
        .isNotEmpty()
        .isEqualTo(commandsFromTraining("Containerfile.jvm"));
  }

  /**
   * The form in which the JVM itself loads all classes: of others' class loaders a cache keeps
   * less.
   */
  @Test
  void theCacheIsTrainedOnTheFormThatIsMadeForIt() {
    assertThat(found("Containerfile.jvm", "^FROM \\S+ AS (.*)"))
        .containsExactly("build", "package", "train");
    assertThat(found("Containerfile.jvm", "^RUN \\./mvnw .* -Dquarkus.package.jar.type=(.*)$"))
        .containsExactly("aot-jar");
    assertThat(found("Containerfile.jvm", "^COPY --from=(\\S+) /build/target/quarkus-app"))
        .containsExactly("package");
  }

  /** All four three times what a JVM has: each of the others lets it begin as early as ever. */
  @ParameterizedTest
  @ValueSource(strings = {"Containerfile.jvm", "Containerfile.bean"})
  void theSecondCompilerLeavesTheStartAlone(String file) {
    var options = found(file, "\"-XX:Tier4(\\w+=\\d+)\"");
    assertThat(options)
        .containsExactly(
            "InvocationThreshold=15000",
            "MinInvocationThreshold=1800",
            "CompileThreshold=45000",
            "BackEdgeThreshold=120000");
  }

  private static List<String> commandsFromTraining(String file) {
    return Metrics.read(Path.of("deploy/container", file))
        .lines()
        .dropWhile(line -> !line.endsWith(" AS train"))
        .filter(line -> !line.startsWith("#"))
        .toList();
  }
}
