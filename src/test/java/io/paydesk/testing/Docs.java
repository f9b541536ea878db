package io.paydesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The README and the pages below src/docs, as they are in the repository. */
public final class Docs {

  public static final Path FOLDER = Path.of("src/docs");
  public static final Path README = Path.of("README.md");
  private static final String END = "<!-- end of the generated part -->\n";

  private Docs() {}

  /**
   * @param path from the top of the repository
   */
  public record Page(Path path, String text) {}

  /** The README first, then the others by their path. */
  public static List<Page> pages() {
    try (var files = Files.walk(FOLDER)) {
      return Stream.concat(
              Stream.of(README), files.filter(file -> file.toString().endsWith(".md")).sorted())
          .map(Docs::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param name below src/docs, such as {@code reference/events.md}
   */
  public static Page page(String name) {
    return read(FOLDER.resolve(name));
  }

  public static String everything() {
    return pages().stream().map(Page::text).collect(Collectors.joining("\n"));
  }

  /**
   * Compares one generated part of a file with the code, or writes it with {@code
   * -Dpaydesk.docs.write=true}.
   *
   * @param part named in the comment before it
   */
  public static void hold(Path file, String part, String said) {
    var begin = "<!-- generated: " + part + " -->\n";
    var text = read(file).text;
    assertThat(text).as(file.toString()).contains(begin, END);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(END, from);
    if (Boolean.getBoolean("paydesk.docs.write")) {
      write(file, text.substring(0, from) + "\n" + said + "\n" + text.substring(to));
      return;
    }
    assertThat(text.substring(from, to))
        .as(
            file
                + ": ./mvnw test -Dtest='io.paydesk.docs.*' -Dpaydesk.docs.write=true"
                + " writes it again")
        .isEqualTo("\n" + said + "\n");
  }

  private static Page read(Path path) {
    try {
      return new Page(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
