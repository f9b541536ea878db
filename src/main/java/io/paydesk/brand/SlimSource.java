package io.paydesk.brand;

import java.util.stream.Collectors;

/** Modules and style sheets as browsers get them: without what is for readers of the source. */
public final class SlimSource {

  private SlimSource() {}

  /**
   * @param source of whose lines none begins in the midst of a text
   */
  public static String of(String source) {
    return source
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("//") && !isComment(line))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static boolean isComment(String line) {
    return line.startsWith("/*") && line.indexOf("*/") == line.length() - 2;
  }
}
