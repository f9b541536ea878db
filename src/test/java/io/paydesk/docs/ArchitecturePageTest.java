package io.paydesk.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.Docs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A newcomer finds each room and each table on the page that tells of them. */
class ArchitecturePageTest {

  private static final Pattern MADE =
      Pattern.compile("(?im)^create table (?:if not exists )?([a-z_]+)");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void eachRoomIsTold() throws IOException {
    try (var files = Files.list(Path.of("src/main/java/io/paydesk"))) {
      var rooms =
          files.filter(Files::isDirectory).map(room -> room.getFileName().toString()).toList();

      assertThat(rooms).hasSizeGreaterThan(30);
      assertThat(told("The rooms")).containsExactlyInAnyOrderElementsOf(rooms);
    }
  }

  @Test
  void eachTableIsTold() throws IOException {
    try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
      var tables =
          files
              .filter(file -> file.toString().endsWith(".sql"))
              .flatMap(file -> found(MADE, read(file)))
              .distinct()
              .toList();

      assertThat(tables).hasSizeGreaterThan(30);
      assertThat(told("The tables")).containsExactlyInAnyOrderElementsOf(tables);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> found(Pattern what, String text) {
    return what.matcher(text).results().map(match -> match.group(1));
  }

  /** What the first column of a section's table names. */
  private static List<String> told(String title) {
    var page = Docs.page("understand/architecture.md").text();
    var section = page.substring(page.indexOf("## " + title));
    return section
        .substring(0, section.indexOf("\n## ", 1))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> found(CODE, line.substring(0, line.indexOf(" | "))))
        .toList();
  }
}
