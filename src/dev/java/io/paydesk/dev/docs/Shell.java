package io.paydesk.dev.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What surrounds a page: the contents, the search, the headings and the neighbours. */
final class Shell {

  private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");

  private final Contents contents;
  private final String frame = read("shell.html");

  Shell(Contents contents) {
    this.contents = contents;
  }

  String page(Path file, Markdown page) {
    return fill(
        page.title(),
        "",
        navigation(file),
        outline(page.sections()),
        page.html() + neighbours(file));
  }

  String results(String asked, Search search, List<Search.Hit> hits) {
    var list =
        hits.stream()
            .map(
                hit ->
                    "<li><a href=\"%s\"><strong>%s</strong><span>%s</span></a><p>%s</p></li>"
                        .formatted(
                            hit.address(),
                            escaped(hit.heading()),
                            hit.page().equals(hit.heading()) ? "" : escaped(hit.page()),
                            marked(hit.excerpt(), search.words())))
            .collect(Collectors.joining());
    var found =
        hits.isEmpty()
            ? "<p>Nothing has all of these words. Try fewer, or a part of a word.</p>"
            : "<ul class=\"hits\">" + list + "</ul>";
    return fill("Search", asked, navigation(null), "", "<h1>“" + escaped(asked) + "”</h1>" + found);
  }

  private String fill(String title, String asked, String navigation, String outline, String body) {
    var parts =
        Map.of(
            "title",
            escaped(title),
            "asked",
            escaped(asked),
            "navigation",
            navigation,
            "outline",
            outline,
            "body",
            body);
    return HOLE.matcher(frame)
        .replaceAll(hole -> Matcher.quoteReplacement(parts.get(hole.group(1))));
  }

  private String navigation(Path here) {
    var start = item(new Markdown.Reference("Start", DocsFiles.README), here);
    return "<ul>"
        + start
        + "</ul>"
        + contents.groups().stream()
            .map(
                group ->
                    "<h2>"
                        + escaped(group.title())
                        + "</h2><ul>"
                        + group.pages().stream()
                            .map(page -> item(page, here))
                            .collect(Collectors.joining())
                        + "</ul>")
            .collect(Collectors.joining());
  }

  private static String item(Markdown.Reference page, Path here) {
    return "<li><a href=\"%s\"%s>%s</a></li>"
        .formatted(
            DocsFiles.address(page.file()),
            page.file().equals(here) ? " aria-current=\"page\"" : "",
            escaped(page.words()));
  }

  private static String outline(List<Markdown.Section> sections) {
    var parts = sections.stream().filter(section -> section.level() == 2).toList();
    return parts.size() < 2
        ? ""
        : "<h2>On this page</h2><ul>"
            + parts.stream()
                .map(
                    part ->
                        "<li><a href=\"#%s\">%s</a></li>"
                            .formatted(part.anchor(), escaped(part.words())))
                .collect(Collectors.joining())
            + "</ul>";
  }

  private String neighbours(Path file) {
    return "<nav class=\"neighbours\" aria-label=\"Neighbours\">"
        + neighbour(contents.before(file), "prev", "Before")
        + neighbour(contents.after(file), "next", "Next")
        + "</nav>";
  }

  private static String neighbour(Optional<Markdown.Reference> page, String rel, String word) {
    return page.map(
            other ->
                "<a rel=\"%s\" href=\"%s\"><span>%s</span> %s</a>"
                    .formatted(rel, DocsFiles.address(other.file()), word, escaped(other.words())))
        .orElse("");
  }

  private static String marked(String text, List<String> words) {
    var any = words.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    var marked = new StringBuilder();
    int end = 0;
    var found = Pattern.compile(any, Pattern.CASE_INSENSITIVE).matcher(text);
    while (found.find()) {
      marked
          .append(escaped(text.substring(end, found.start())))
          .append("<mark>")
          .append(escaped(found.group()))
          .append("</mark>");
      end = found.end();
    }
    return marked.append(escaped(text.substring(end))).toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static String read(String name) {
    try (var in = Shell.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
