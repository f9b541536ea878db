package io.paydesk.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pom names the licence of Paydesk; every other place names the same. */
class LicenceTest {

  private static final Pattern LICENCE =
      Pattern.compile("<license>\\s*<name>([^<]+)</name>\\s*<url>([^<]+)</url>");

  @Test
  void thePomNamesOneByItsIdentifierInTheListOfSpdx() throws IOException {
    assertThat(ofThePom("name")).matches("[A-Za-z0-9.+-]+");
    assertThat(LICENCE.matcher(text("pom.xml")).results()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "src/docs/guides/development.md",
        "src/client/package.json",
        "src/main/resources/application.properties",
        "src/main/openapi/paydesk.yaml",
        "deploy/container/Containerfile.jvm",
        "deploy/container/Containerfile.native",
        "deploy/helm/paydesk/Chart.yaml",
        "deploy/helm/paydesk/README.md"
      })
  void everythingNamesTheLicenceOfThePom(String file) throws IOException {
    assertThat(text(file)).contains(ofThePom("name"));
  }

  @Test
  void theApiDescriptionLeadsToItsText() throws IOException {
    assertThat(text("src/main/openapi/paydesk.yaml")).contains("url: " + ofThePom("url"));
  }

  private static String ofThePom(String part) throws IOException {
    var licence = LICENCE.matcher(text("pom.xml"));
    assertThat(licence.find()).isTrue();
    return licence.group(part.equals("name") ? 1 : 2);
  }

  private static String text(String file) throws IOException {
    return Files.readString(Path.of(file));
  }
}
