package io.paydesk.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings that the sources declare, with what their Javadoc says. */
final class Settings {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern MAPPING =
      Pattern.compile("@ConfigMapping\\(prefix = \"([a-z.-]+)\"\\)");

  /** Javadoc, annotations, type, name, of a method of a mapping. */
  private static final Pattern METHOD =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+((?:@\\w+(?:\\([^)]*\\))?\\s+)*)([\\w<>]+) (\\w+)\\(\\);",
          Pattern.DOTALL);

  private static final Pattern DEFAULT = Pattern.compile("@WithDefault\\(\"([^\"]*)\"\\)");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "@ConfigProperty\\(\\s*name = \"(paydesk\\.[a-z.-]+)\"(?:,\\s*defaultValue = \"([^\"]*)\")?\\)"
              + "\\s+([\\w<>]+) (\\w+)");

  /**
   * @param type of its value, in Java
   * @param fallback empty where the setting is required or has no default
   */
  record Setting(
      String property, String type, String variable, String meaning, Optional<String> fallback) {}

  private Settings() {}

  static List<Setting> all() {
    try (var files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.startsWith(SOURCES.resolve("io/paydesk/dev")))
          .sorted()
          .map(Settings::read)
          .flatMap(source -> of(source).stream())
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Setting> of(String source) {
    var found = new ArrayList<Setting>();
    var mapping = MAPPING.matcher(source);
    if (mapping.find()) {
      var methods = METHOD.matcher(source);
      while (methods.find()) {
        var fallback = DEFAULT.matcher(methods.group(2));
        var property = mapping.group(1) + "." + kebab(methods.group(4));
        found.add(
            new Setting(
                property,
                methods.group(3),
                variable(property),
                meaning(methods.group(1)),
                fallback.find() ? Optional.of(fallback.group(1)) : Optional.empty()));
      }
    }
    var parameters = PARAMETER.matcher(source);
    while (parameters.find()) {
      found.add(
          new Setting(
              parameters.group(1),
              parameters.group(3),
              variable(parameters.group(1)),
              meaning(told(source, parameters.group(4))),
              Optional.ofNullable(parameters.group(2))));
    }
    return found;
  }

  private static String told(String source, String parameter) {
    var told =
        Pattern.compile("\\* @param " + parameter + " ((?:(?!\\*/|\\* @).)*)", Pattern.DOTALL)
            .matcher(source);
    if (!told.find()) {
      throw new AssertionError("No Javadoc tells of the parameter " + parameter);
    }
    return told.group(1);
  }

  private static String meaning(String javadoc) {
    var words =
        javadoc
            .replaceAll("\\n\\s*\\*", " ")
            .replaceAll("\\s+", " ")
            .replaceAll("\\{@code ([^}]*)}", "`$1`")
            .strip();
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }

  private static String variable(String property) {
    return property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  private static String kebab(String method) {
    return Pattern.compile("[A-Z]")
        .matcher(method)
        .replaceAll(upper -> Matcher.quoteReplacement("-" + upper.group().toLowerCase()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
