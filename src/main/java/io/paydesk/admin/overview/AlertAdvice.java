package io.paydesk.admin.overview;

import io.paydesk.alert.AlertKind;
import io.quarkus.qute.RawString;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What each alert asks of whoever sees it: the sections of the manual's page of alerts, which the
 * build puts beside the page's other files. So there is one text, and not two that part.
 */
@Singleton
class AlertAdvice {

  private static final String PAGE = "/io/paydesk/admin/alerts.md";

  private static final String FOR_PROGRAMS = "For programs: ";

  private static final Pattern SECTION = Pattern.compile("(?ms)^### `(\\w+)`\\n(.*?)(?=^##|\\z)");

  private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\(([^)]*)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");
  private static final Pattern STRONG = Pattern.compile("\\*\\*([^*]*)\\*\\*");

  private final Map<String, RawString> byKind = new HashMap<>();

  AlertAdvice() {
    SECTION
        .matcher(read())
        .results()
        .forEach(found -> byKind.put(found.group(1), new RawString(html(found.group(2)))));
  }

  private static String read() {
    try (var in = AlertAdvice.class.getResourceAsStream(PAGE)) {
      if (in == null) {
        throw new IllegalStateException("The build has not put " + PAGE + " beside the classes");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawString of(AlertKind kind) {
    return byKind.getOrDefault(kind.text(), new RawString(""));
  }

  /**
   * As much of Markdown as that page has: paragraphs, code, strong words, and links. What programs
   * ask is not for whoever looks at the page.
   */
  static String html(String markdown) {
    var html = new StringBuilder();
    for (var paragraph : markdown.strip().split("\\n\\n+")) {
      if (paragraph.startsWith(FOR_PROGRAMS)) {
        continue;
      }
      html.append("<p>").append(inline(escaped(paragraph))).append("</p>\n");
    }
    return html.toString();
  }

  private static String inline(String text) {
    var linked = LINK.matcher(text).replaceAll(found -> link(found.group(1), found.group(2)));
    var coded = CODE.matcher(linked).replaceAll("<code>$1</code>");
    return STRONG.matcher(coded).replaceAll("<strong>$1</strong>");
  }

  /** Other pages of the manual are not here, and their words are. */
  private static String link(String words, String to) {
    var link =
        to.startsWith("https://")
            ? "<a href=\"%s\" rel=\"noopener\">%s</a>".formatted(to, words)
            : words;
    return java.util.regex.Matcher.quoteReplacement(link);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
