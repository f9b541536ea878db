package io.paydesk.dev.docs;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Finds the sections that have every word; a word in a heading counts more than one in the text.
 */
final class Search {

  private static final int MOST = 30;
  private static final int AROUND = 90;

  private final List<String> words;

  /**
   * @param address of the section
   * @param excerpt around the first match
   */
  record Hit(String page, String heading, String address, String excerpt, int score) {}

  Search(String asked) {
    words =
        Arrays.stream(asked.toLowerCase(Locale.ROOT).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .distinct()
            .toList();
  }

  List<String> words() {
    return words;
  }

  List<Hit> in(Stream<Page> pages) {
    return pages
        .flatMap(
            page ->
                page.markdown().sections().stream()
                    .map(section -> hit(page, section))
                    .filter(Objects::nonNull))
        .sorted(Comparator.comparingInt(Hit::score).reversed())
        .limit(MOST)
        .toList();
  }

  record Page(String address, Markdown markdown) {}

  private Hit hit(Page page, Markdown.Section section) {
    var title = page.markdown().title();
    var text = section.text().toLowerCase(Locale.ROOT);
    int score = 0;
    for (var word : words) {
      int found =
          10 * count(section.words().toLowerCase(Locale.ROOT), word)
              + 3 * count(title.toLowerCase(Locale.ROOT), word)
              + Math.min(5, count(text, word));
      if (found == 0) {
        return null;
      }
      score += found;
    }
    return words.isEmpty()
        ? null
        : new Hit(
            title,
            section.words(),
            page.address() + (section.level() == 1 ? "" : "#" + section.anchor()),
            excerpt(section.text(), text),
            score);
  }

  private static int count(String text, String word) {
    int found = 0;
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
      found++;
    }
    return found;
  }

  private String excerpt(String text, String lower) {
    int first = words.stream().mapToInt(lower::indexOf).filter(at -> at >= 0).min().orElse(0);
    int from = Math.max(0, first - AROUND);
    int to = Math.min(text.length(), first + 2 * AROUND);
    return (from > 0 ? "…" : "")
        + text.substring(from, to).strip()
        + (to < text.length() ? "…" : "");
  }
}
