package io.paydesk.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;

/** The build only runs the parts, so a test in none would never run. */
class PartsTest {

  private static final List<Class<?>> PARTS =
      List.of(FirstPart.class, SecondPart.class, LastPart.class);

  private static boolean takes(Class<?> part, String test) {
    var included = part.getAnnotation(IncludeClassNamePatterns.class).value();
    var excluded = part.getAnnotation(ExcludeClassNamePatterns.class);
    return Stream.of(included).anyMatch(test::matches)
        && (excluded == null || Stream.of(excluded.value()).noneMatch(test::matches));
  }

  /** All classes that Surefire would run. */
  private static List<String> tests() throws Exception {
    var classes =
        Path.of(PartsTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString().replace('/', '.'))
          .filter(name -> name.matches(".*\\.(Test[^.$]*|[^.$]*(Test|Tests|TestCase))\\.class"))
          .map(name -> name.replaceAll("\\.class$", ""))
          .toList();
    }
  }

  @Test
  void eachTestIsInOnePart() throws Exception {
    assertThat(tests())
        .contains("io.paydesk.ArchitectureTest", PartsTest.class.getName())
        .allSatisfy(
            test -> assertThat(PARTS).filteredOn(part -> takes(part, test)).as(test).hasSize(1));
  }
}
